from pathlib import Path

import pytest
from django.urls import set_urlconf

from clinics import navigation
from clinics.enums import Role
from clinics.models import RoleAssignment, User
from clinics.navigation import Banner, NavItem

ITEMS = [
    ("board", "Планы лечения", "clipboard-list", "gallery-board", lambda request: 217),
    ("users", "Пациенты", "users", "gallery-users", None),
    ("form", "Контроль качества", "shield-check", "gallery-form", None),
]


@pytest.fixture
def gallery(settings, monkeypatch):
    """The test-only pages, their rail and a banner."""
    templates = [
        settings.TEMPLATES[0]
        | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}
    ]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.look.gallery"
    items = {
        key: NavItem(key, label, icon, url, order, frozenset({Role.CURATOR}), badge)
        for order, (key, label, icon, url, badge) in enumerate(ITEMS)
    }
    monkeypatch.setattr(navigation, "_items", items)
    monkeypatch.setattr(
        navigation,
        "_banners",
        {"demo": lambda request: Banner("Демонстрация: сообщения уходят в любой час.", "warning")},
    )
    yield
    set_urlconf(None)


@pytest.fixture
def curator(db):
    user = User.objects.create_user(
        "smirnova", first_name="Елена", last_name="Смирнова", password="only-for-tests"
    )
    RoleAssignment.objects.create(user=user, role=Role.CURATOR)
    return user
