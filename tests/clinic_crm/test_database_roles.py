import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from clinic_crm.database_roles import grant_app_rights
from clinic_crm.embedded.postgres import APP
from clinics.selectors.chain import verify_chain

pytestmark = pytest.mark.skipif(
    "%2F" not in os.environ["DATABASE_URL"],
    reason="the two roles of the embedded server, here is another one",
)


@pytest.fixture
def app_session(transactional_db):
    """A connection to the test database as web, worker and beat have it."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = parts._replace(netloc=f"{APP}@", path="/" + connection.settings_dict["NAME"]).geturl()
    with psycopg.connect(url, autocommit=True) as session:
        yield session


def test_tests_run_as_owner_who_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT usename, usesuper, current_setting('jit') FROM pg_user WHERE usename = current_user"
        )
        assert cursor.fetchone() == ("clinic_crm", False, "off")


def test_app_role_writes_ordinary_rows(app_session):
    app_session.execute("INSERT INTO django_session VALUES ('k', 'd', now())")
    app_session.execute("UPDATE django_session SET session_data = 'e'")
    assert app_session.execute("DELETE FROM django_session").rowcount == 1


def test_app_role_adds_to_journal_and_numbers_by_its_sequence(app_session):
    app_session.execute(
        "INSERT INTO clinics_journalentry (at, verb, object_type, request_id, details)"
        " VALUES (now(), 'look', '', '', '{}')"
    )
    assert app_session.execute("SELECT verb FROM clinics_journalentry").fetchall() == [("look",)]


def test_app_role_may_not_write_the_chain_that_seals_its_entries(app_session):
    app_session.execute(
        "INSERT INTO clinics_journalentry (at, verb, object_type, request_id, details)"
        " VALUES (now(), 'look', '', '', '{}')"
    )
    assert verify_chain().whole_up_to == 1
    for statement in (
        "INSERT INTO clinics_journalseal VALUES (2, 2, 'x')",
        "UPDATE clinics_journalseal SET hash = 'x'",
        "DELETE FROM clinics_journalseal",
        "TRUNCATE clinics_journalseal",
        "ALTER TABLE clinics_journalentry DISABLE TRIGGER seal_entry",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_session.execute(statement)


@pytest.mark.parametrize("table", [*settings.INSERT_ONLY_TABLES, "django_migrations"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_app_role_may_not_rewrite(app_session, table, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_session.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement", ["TRUNCATE django_session", "CREATE TABLE t (i int)", "DROP TABLE django_session"]
)
def test_app_role_may_not_change_the_schema(app_session, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_session.execute(statement)


def test_app_role_empties_staging_tables_only(app_session):
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNLOGGED TABLE staging_of_test (i int)")
    try:
        assert grant_app_rights(connection) is True
        app_session.execute("TRUNCATE staging_of_test")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE staging_of_test")


def test_tables_of_later_migrations_are_open_to_the_app_role(app_session):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id bigserial, i int)")
    try:
        app_session.execute("INSERT INTO later (i) VALUES (1)")
        assert app_session.execute("DELETE FROM later").rowcount == 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE later")


def test_granting_needs_a_role_to_give_to(db, settings):
    settings.DATABASE_APP_ROLE = "no_such_role"
    assert grant_app_rights(connection) is False
