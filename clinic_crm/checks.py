"""Settings that are right one by one and risky together; `up` and `migrate` show them, errors stop the start."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db.migrations.loader import MigrationLoader

from clinic_crm import schema

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}


@checks.register("clinic_crm")
def check_place(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """DEBUG and hosts, the public address, mail that would reach nobody."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    public = host not in LOCAL
    found: list[checks.CheckMessage] = []
    if settings.DEBUG and (public or not LOCAL.issuperset(settings.ALLOWED_HOSTS)):
        found.append(
            checks.Error(
                "DEBUG is on while others can reach this server: error pages would show patients' data.",
                hint="Unset DEBUG, or set ALLOWED_HOSTS and PUBLIC_URL back to localhost.",
                id="clinic_crm.E001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            checks.Error(
                "ALLOWED_HOSTS lets any name in: links in letters could be forged.",
                hint="Name the hosts, as in ALLOWED_HOSTS=crm.example.org.",
                id="clinic_crm.E002",
            )
        )
    if public and host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        found.append(
            checks.Error(
                f"PUBLIC_URL is at {host}, which ALLOWED_HOSTS does not name: every link in a letter would fail.",
                hint=f"Set ALLOWED_HOSTS={host}.",
                id="clinic_crm.E003",
            )
        )
    if public and not settings.HTTPS:
        found.append(
            checks.Warning(
                "PUBLIC_URL is not https: passwords and patients' data travel in clear.", id="clinic_crm.W001"
            )
        )
    if public and settings.LETTERS_ARE_CAUGHT:
        found.append(
            checks.Warning(
                "EMAIL_URL is not set: letters are caught here and reach nobody.", id="clinic_crm.W002"
            )
        )
    return found


@checks.register("clinic_crm")
def check_schema_script(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A first start is quick only while the script knows every migration, and right only while it knows no other."""
    recorded = schema.recorded_migrations(schema.FILE.read_text())
    if recorded == MigrationLoader(None).disk_migrations.keys():
        return []
    return [
        checks.Warning(
            "clinic_crm/schema.sql is not of these migrations.", hint="Run make schema.", id="clinic_crm.W003"
        )
    ]
