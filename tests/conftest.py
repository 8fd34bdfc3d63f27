"""What every test stands on. Factories live in tests/factories.py."""

import pytest
from django.conf import settings


def pytest_configure(config: pytest.Config) -> None:
    """Cheap passwords, and static files straight from the source folders: no collectstatic before a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
