import socket
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.db import connection
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from clinic_crm import doctor
from clinic_crm.doctor import State
from clinics.services.journal import record_action

NOW = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_taken_port_is_wrong_and_a_free_one_is_noted(settings, tmp_path, taken_port, closed_port):
    settings.HOME, settings.PORT = tmp_path, taken_port
    assert doctor.look_at_start().state is State.WRONG
    settings.PORT = closed_port
    assert doctor.look_at_start().state is State.NOTE


def test_database_and_tables_of_the_tests_are_fine(db):
    assert [doctor.look_at_database().state, doctor.look_at_migrations().state] == [State.FINE, State.FINE]


def test_pending_migration_is_wrong(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    finding = doctor.look_at_migrations()
    assert finding.state is State.WRONG
    assert "manage.py migrate" in finding.text


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("SELECT 1", State.FINE),
        ("GRANT UPDATE ON clinics_journalentry TO clinic_crm_app", State.WRONG),
        ("REVOKE INSERT ON clinics_journalentry FROM clinic_crm_app", State.WRONG),
        ("REVOKE SELECT ON django_session FROM clinic_crm_app", State.WRONG),
    ],
)
def test_rights_that_are_too_wide_or_too_narrow_are_wrong(db, statement, state):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert doctor.look_at_rights().state is state


def test_missing_app_role_is_noted(db, settings):
    settings.DATABASE_APP_ROLE = "nobody_of_that_name"
    assert doctor.look_at_rights().state is State.NOTE


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, State.NOTE),
        (NOW - doctor.SILENT_AFTER, State.FINE),
        (NOW - doctor.SILENT_AFTER - timedelta(seconds=1), State.WRONG),
    ],
)
def test_beat_is_judged_by_its_last_tick(db, last, state):
    PeriodicTask.objects.create(
        name="tick", task="t", crontab=CrontabSchedule.objects.create(), last_run_at=last
    )
    assert doctor.look_at_beat(NOW).state is state


def test_mail_server_that_does_not_listen_is_wrong(settings, closed_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.LETTERS_ARE_CAUGHT = "127.0.0.1", closed_port, False
    finding = doctor.look_at_mail()
    assert finding.state is State.WRONG
    assert f"127.0.0.1:{closed_port}" in finding.text


def test_worst_finding_decides():
    assert doctor.worst([]) is State.FINE
    findings = [doctor.Finding(state, "", "") for state in (State.FINE, State.WRONG, State.NOTE)]
    assert doctor.worst(findings) is State.WRONG


def _seal():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def test_journal_is_fine_until_a_line_of_it_is_changed(db, settings, tmp_path):
    settings.HOME = tmp_path
    record_action(None, "created", now=NOW)
    _seal()
    assert doctor.look_at_journal().state is State.FINE
    with pgtrigger.ignore("clinics.JournalEntry:insert_only"), connection.cursor() as cursor:
        cursor.execute("UPDATE clinics_journalentry SET verb = 'looked'")
    finding = doctor.look_at_journal()
    assert (finding.state, "0" in finding.text) == (State.WRONG, True)


def test_journal_cut_at_its_end_is_missed_by_the_link_kept_in_the_home_folder(db, settings, tmp_path):
    settings.HOME = tmp_path
    for _ in range(2):
        record_action(None, "created", now=NOW)
    _seal()
    assert doctor.look_at_journal().state is State.FINE
    with (
        pgtrigger.ignore("clinics.JournalEntry:insert_only", "clinics.JournalSeal:never_changed"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "DELETE FROM clinics_journalentry WHERE id = (SELECT max(id) FROM clinics_journalentry)"
        )
        cursor.execute("DELETE FROM clinics_journalseal WHERE position = 2")
    assert doctor.look_at_journal().state is State.WRONG
