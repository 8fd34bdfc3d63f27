"""The script and the migrations are two ways to one database."""

import re

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from clinic_crm import schema

pytestmark = [pytest.mark.engines, pytest.mark.django_db(databases=["default"])]


@pytest.fixture
def elsewhere(django_db_blocker):
    """A connection to an empty database beside the tests' own."""
    kept = connections["default"]
    name = f"{kept.settings_dict['NAME']}_empty"
    with django_db_blocker.unblock():
        with kept._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        connections["default"] = kept.copy()
        connections["default"].settings_dict = kept.settings_dict | {
            "NAME": name,
            "OPTIONS": {},
        }  # not its pool
        try:
            yield connections["default"]
        finally:
            connections["default"].close()
            connections["default"] = kept
            with kept._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def test_script_is_what_the_migrations_make(elsewhere):
    call_command("migrate", step_by_step=True, interactive=False, verbosity=0)
    assert schema.schema_script(elsewhere) == schema.FILE.read_text()


def test_script_gives_what_it_came_from(elsewhere):
    assert schema.load_schema(elsewhere)
    assert without_casts(schema.schema_script(elsewhere)) == without_casts(schema.FILE.read_text())
    assert not schema.load_schema(elsewhere)  # a database with tables is left alone


def test_script_names_every_migration():
    recorded = schema.recorded_migrations(schema.FILE.read_text())
    assert recorded == MigrationLoader(None).disk_migrations.keys()


def without_casts(script):
    """PostgreSQL puts its casts and brackets elsewhere when it reads what it has written."""
    return re.sub(r"::character varying|::text|[()\[\]]", "", script)
