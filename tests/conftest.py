"""What every test stands on. Factories live in tests/factories.py."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation
from django.utils.translation import trans_real

from clinic_crm import preparing
from tests import browser
from tests.embedded_plugin import MARK

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Cheap passwords, static files straight from the source folders, translations compiled."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if preparing.compile_translations():
        trans_real._translations.clear()  # read before they were there
        trans_real._default = None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the test database from one that earlier runs migrated: 0.2 s instead of 5 to 10 a run and worker."""
    with _one_at_a_time():
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = _migrated_template()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Where CLINIC_CRM_NEVER_SKIP names a mark or fixture (as .ci/run does), a skipped test of it fails."""
    report = yield
    named = set(os.environ.get("CLINIC_CRM_NEVER_SKIP", "").split())
    worn = {mark.name for mark in item.iter_markers()} | set(getattr(item, "fixturenames", ()))
    if report.skipped and not hasattr(report, "wasxfail") and named & worn:
        report.outcome = "failed"
        report.longrepr = f"may not be skipped here: {report.longrepr}"
    return report


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with Path(os.environ[MARK], "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrated_template() -> str:
    """The name of a database migrated by exactly the migrations of now; older ones are dropped."""
    name = f"migrated_{_migrations_digest()}"
    with psycopg.connect(_url_of("postgres"), autocommit=True) as server:
        kept = [
            n
            for (n,) in server.execute("SELECT datname FROM pg_database WHERE datname ~ '^(new_)?migrated_'")
        ]
        if name not in kept:
            for old in kept:
                server.execute(f'DROP DATABASE "{old}"')
            server.execute(f'CREATE DATABASE "new_{name}"')
            _migrate(f"new_{name}")
            server.execute(f'ALTER DATABASE "new_{name}" RENAME TO "{name}"')
    return name


def _migrations_digest() -> str:
    digest = hashlib.sha256((ROOT / "requirements/run.txt").read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        if Path(app.path).is_relative_to(ROOT):
            for file in sorted(Path(app.path, "migrations").glob("*.py")):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(name: str) -> None:
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "migrate", "--verbosity=0"],
        env=os.environ | {"DATABASE_URL": _url_of(name)},
        check=True,
    )


def _url_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """The system's Chromium; without it a browser test is skipped, and the summary says so."""
    if not shutil.which(browser.CHROMIUM):
        pytest.skip(f"no browser at {browser.CHROMIUM}")
    # pytest-playwright holds an event loop, which Django takes for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser.launch_args()


@pytest.fixture(scope="session")
def third_party_data() -> Path:
    """The folder of files that others made; without it the test is skipped, and the summary says so."""
    folder = os.environ.get("CLINIC_CRM_TEST_DATA")
    if not folder:
        pytest.skip("CLINIC_CRM_TEST_DATA is not set: nothing to read")
    return Path(folder)


@pytest.fixture(scope="session", autouse=True)
def journal_is_emptied_between_tests() -> Iterator[None]:
    """Tests with real transactions empty all tables at their end; the journal's own lock steps aside for that."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_journal_too(self: DatabaseOperations, sql_list: list[str]) -> None:
        with pgtrigger.ignore("clinics.JournalEntry:never_emptied"):
            flush(self, sql_list)

    DatabaseOperations.execute_sql_flush = flush_journal_too
    yield
    DatabaseOperations.execute_sql_flush = flush


@pytest.fixture(autouse=True)
def _clinic_language():
    """Each test begins in the clinic's language, whatever the one before has read."""
    translation.activate("ru")
    yield
    translation.activate("ru")
