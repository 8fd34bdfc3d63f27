import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

pytestmark = pytest.mark.engines


def url_of(database):
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def restore(file, database):
    command = [sys.executable, settings.BASE_DIR / "manage.py", "restore", file]
    return subprocess.run(
        command, env=os.environ | {"DATABASE_URL": url_of(database)}, capture_output=True, text=True
    )


@pytest.fixture
def empty_database():
    name = f"restored_{os.getpid()}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield name
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_restored_database_is_the_one_backed_up(transactional_db, tmp_path, empty_database):
    Session.objects.create(session_key="kept", session_data="ё", expire_date=timezone.now())
    call_command("backup", tmp_path / "clinic.dump")
    assert [(f.name, f.stat().st_mode & 0o777) for f in tmp_path.iterdir()] == [("clinic.dump", 0o600)]
    done = restore(tmp_path / "clinic.dump", empty_database)
    assert (done.returncode, done.stderr) == (0, "")
    with psycopg.connect(url_of(empty_database)) as restored, connection.cursor() as cursor:
        assert restored.execute("SELECT session_key, session_data FROM django_session").fetchall() == [
            ("kept", "ё")
        ]
        count = "SELECT count(*) FROM {} WHERE relnamespace = 'public'::regnamespace".format
        cursor.execute(count("pg_class"))
        assert restored.execute(count("pg_class")).fetchone() == cursor.fetchone()
    again = restore(tmp_path / "clinic.dump", empty_database)
    assert (again.returncode, again.stderr.splitlines()) == (
        1,
        ["this database is not empty: restore into a new one, or into a new CLINIC_CRM_HOME"],
    )
