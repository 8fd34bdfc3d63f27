"""What is wrong with this installation, in plain words; each finding says what to do about it."""

import fcntl
import shutil
import smtplib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from celery import Celery
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_celery_beat.models import PeriodicTask
from kombu.exceptions import OperationalError

from clinic_crm.celery import app
from clinic_crm.embedded import engines
from clinic_crm.embedded.binaries import NEWEST_POSTGRES, OLDEST_POSTGRES
from clinic_crm.journal_head import examine_journal
from clinic_crm.lib import environment, formatting

SILENT_AFTER = timedelta(minutes=3)  # beat has an entry each minute
LEAST_FREE = 2**30  # bytes


class State(Enum):
    """How a finding is to be read; only the last makes the doctor end with 1."""

    FINE = "ok"
    NOTE = "note"
    WRONG = "WRONG"

    def __str__(self) -> str:
        return str(WORDS[self])


WORDS = {State.FINE: gettext_lazy("ok"), State.NOTE: gettext_lazy("note"), State.WRONG: gettext_lazy("WRONG")}


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what was looked at, how it is, and what to do."""

    state: State
    subject: str
    text: str


def examine(now: datetime, *, newest: int | None = None) -> Iterator[Finding]:
    """Look at everything, the cheap and fundamental first; what cannot be asked without a database is left out.

    `newest`: of the journal's chain, only so many links.
    """
    yield look_at_start()
    yield look_at_disk()
    broken = look_at_database()
    yield broken
    if broken.state is not State.WRONG:
        yield look_at_migrations()
        yield look_at_rights()
        yield look_at_journal(newest)
    yield (found := look_at_broker())
    if found.state is not State.WRONG:
        yield look_at_worker(app)
    if broken.state is not State.WRONG:
        yield look_at_beat(now)
    yield look_at_mail()


def _fine(subject: str, text: str) -> Finding:
    return Finding(State.FINE, subject, text)


def _wrong(subject: str, text: str) -> Finding:
    return Finding(State.WRONG, subject, text)


def look_at_start() -> Finding:
    """Whether the product runs from this home, and whether it could."""
    subject = _("web")
    if address := running_address(settings.HOME):
        return _fine(subject, _("runs at %(address)s") % {"address": address})
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.host(), settings.PORT))
        except OSError:
            return _wrong(
                subject,
                _(
                    "port %(port)s is taken by another program: stop it, or start with another port, as in PORT=8080"
                )
                % {"port": settings.PORT},
            )
    return Finding(State.NOTE, subject, _("not started from this folder; `make run` starts it"))


def running_address(home: Path) -> str:
    """The address of the product that `manage.py up` runs from this home, or nothing."""
    try:
        with (home / "run/up.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return (home / "run/up.lock").read_text() or "?"
    except OSError:
        pass
    return ""


def look_at_disk() -> Finding:
    """A database on a full disk stops in the middle of a sentence."""
    free = shutil.disk_usage(settings.HOME).free
    text = _("%(folder)s: %(free)s GB free") % {
        "folder": settings.HOME,
        "free": formatting.number(free / 2**30, 1),
    }
    if free < LEAST_FREE:
        return _wrong(_("disk"), text + ". " + _("Make room, or the database will stop"))
    return _fine(_("disk"), text)


def look_at_database() -> Finding:
    """Reachable, and of a version that we know."""
    subject = _("database")
    try:
        with connection.cursor() as cursor:
            version = cursor.connection.info.server_version // 10000
    except DatabaseError as error:
        if engines.database_is_embedded(settings.HOME):
            return _wrong(
                subject, _("the built-in database is not running: start the product with `make run`")
            )
        reason = str(error).strip().splitlines()[0]
        return _wrong(
            subject,
            _("cannot be reached (%(reason)s): check DATABASE_URL and the server") % {"reason": reason},
        )
    if not OLDEST_POSTGRES <= version <= NEWEST_POSTGRES:
        return _wrong(
            subject, _("PostgreSQL %(version)s is not supported: use 15 to 18") % {"version": version}
        )
    return _fine(subject, _("PostgreSQL %(version)s answers") % {"version": version})


def look_at_migrations() -> Finding:
    """The tables must be those of this version of the program."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        text = ngettext(
            "%(count)s change of the tables is not applied: run `manage.py migrate`",
            "%(count)s changes of the tables are not applied: run `manage.py migrate`",
            pending,
        )
        return _wrong(_("tables"), text % {"count": pending})
    return _fine(_("tables"), _("up to date"))


def look_at_rights() -> Finding:
    """The app role must be able to work and unable to rewrite the journal."""
    subject = _("rights")
    role, read_only = settings.DATABASE_APP_ROLE, settings.READ_ONLY_TABLES
    tables = [*settings.INSERT_ONLY_TABLES, *read_only]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone()[0]:
            return Finding(
                State.NOTE,
                subject,
                _("there is no role %(role)s: the journal is not protected (docs/operations.md)")
                % {"role": role},
            )
        cursor.execute(
            "SELECT bool_and(has_table_privilege(%(role)s, c.oid, 'SELECT')"
            "   AND (has_table_privilege(%(role)s, c.oid, 'INSERT') <> (relname = ANY(%(read)s)))),"
            " coalesce(bool_or(has_table_privilege(%(role)s, c.oid, 'UPDATE, DELETE, TRUNCATE'))"
            "   FILTER (WHERE relname = ANY(%(kept)s)), false)"
            " FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND relname <> 'django_migrations'",
            {"role": role, "kept": tables, "read": read_only},
        )
        works, rewrites = cursor.fetchone()
    if works is False:
        return _wrong(
            subject,
            _("the role %(role)s may not use every table: run `manage.py migrate` as the owner")
            % {"role": role},
        )
    if rewrites:
        return _wrong(
            subject,
            _("the role %(role)s may rewrite the journal: it must not own the tables (docs/operations.md)")
            % {"role": role},
        )
    return _fine(subject, _("the role %(role)s works and cannot rewrite the journal") % {"role": role})


def look_at_journal(newest: int | None = None) -> Finding:
    """Whether every entry of the journal is as it was written, by its hash chain."""
    subject = _("journal")
    try:
        state = examine_journal(newest)
    except DatabaseError:
        return _wrong(subject, _("has no chain yet: run `manage.py migrate`"))
    number = formatting.number(state.whole_up_to)
    if state.broken is None:
        return _fine(subject, _("the chain is whole up to entry %(number)s") % {"number": number})
    text = _("the chain is whole up to entry %(number)s and broken after it: %(why)s%(which)s")
    which = f" (id {state.entry_id})" if state.entry_id else ""
    return _wrong(subject, text % {"number": number, "why": state.broken.value, "which": which})


def look_at_broker() -> Finding:
    """Whether work can be handed to the worker."""
    subject = _("broker")
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    except (OSError, OperationalError):
        if engines.broker_is_embedded(settings.HOME):
            return _wrong(subject, _("the built-in broker is not running: start the product with `make run`"))
        return _wrong(subject, _("cannot be reached: check BROKER_URL and the server"))
    return _fine(subject, _("answers"))


def look_at_worker(celery: Celery) -> Finding:
    """Ask all workers to speak up."""
    try:
        answers = len(celery.control.ping(timeout=1.5))
    except (OperationalError, *celery.connection_for_write().connection_errors):  # gone since we asked it
        answers = 0
    if not answers:
        return _wrong(
            _("worker"),
            _("no worker answers: nothing is sent. Start `celery -A clinic_crm worker`, or `make run`"),
        )
    text = ngettext("%(count)s worker answers", "%(count)s workers answer", answers)
    return _fine(_("worker"), text % {"count": answers})


def look_at_beat(now: datetime) -> Finding:
    """Beat stores the time of each tick."""
    subject = _("beat")
    times = PeriodicTask.objects.filter(enabled=True, last_run_at__isnull=False).values_list(
        "last_run_at", flat=True
    )
    last = max(times, default=None)
    if last is None:
        return Finding(State.NOTE, subject, _("has not ticked yet"))
    if now - last > SILENT_AFTER:
        return _wrong(
            subject,
            _(
                "silent since %(time)s UTC: the clock's work stands still. Start `celery -A clinic_crm beat`, or `make run`"
            )
            % {"time": f"{last:%Y-%m-%d %H:%M}"},
        )
    return _fine(subject, _("ticks"))


def look_at_mail() -> Finding:
    """Whether the SMTP server lets us in."""
    subject = _("mail")
    backend = get_connection(timeout=5)
    if not isinstance(backend, EmailBackend):
        return Finding(State.NOTE, subject, _("does not go to an SMTP server (EMAIL_URL)"))
    server = {"server": f"{backend.host}:{backend.port}"}
    try:
        backend.open()
        backend.close()
    except smtplib.SMTPAuthenticationError:
        return _wrong(subject, _("%(server)s refuses the name or the password in EMAIL_URL") % server)
    except (OSError, smtplib.SMTPException):
        if settings.LETTERS_ARE_CAUGHT:
            return _wrong(
                subject, _("the built-in letter catcher is not running: start the product with `make run`")
            )
        return _wrong(
            subject, _("%(server)s does not take mail from here: check EMAIL_URL and the server") % server
        )
    if settings.LETTERS_ARE_CAUGHT:
        return Finding(
            State.NOTE, subject, _("letters are caught and reach nobody: set EMAIL_URL to send them")
        )
    return _fine(subject, _("%(server)s takes mail") % server)


def worst(findings: list[Finding]) -> State:
    """What all findings come to."""
    order: Callable[[State], int] = list(State).index
    return max((finding.state for finding in findings), key=order, default=State.FINE)
