"""Those who were in the segment before the trigger: a list of its own, never a blast."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from clinics.models import User
from clinics.selectors import clinic_today
from clinics.services.journal import record_action
from triggers.enums import BacklogState, Occasion, TriggerState
from triggers.models import Backlog, BacklogEntry, Trigger
from triggers.selectors.backlog import MAY_LEAVE, NOT_ENROLLED
from triggers.services.matching import Moment, lock_matching, queue_candidates


class BacklogError(ValueError):
    """The backlog cannot be started; the text says why."""


RELEASED = """
    SELECT entry.patient_id, entry.occurrence, trigger.segment
    FROM triggers_backlogentry entry
    JOIN triggers_backlog backlog ON backlog.id = entry.backlog_id
    JOIN triggers_trigger trigger ON trigger.id = backlog.trigger_id
    WHERE entry.id = ANY(%(entries)s)
"""


@transaction.atomic
def start_backlog(trigger: Trigger, *, quota: int, by: User, now: datetime) -> Backlog:
    """Freeze the list of everybody in the segment who has not been enrolled, and let out the first day's share."""
    if trigger.state != TriggerState.ON or trigger.occasion != Occasion.ENTERED_SEGMENT:
        raise BacklogError("switch the trigger on first")
    lock_matching(trigger.clinic)
    if trigger.backlogs.filter(state=BacklogState.RUNNING).exists():
        raise BacklogError("a backlog of this trigger is running already")
    backlog = Backlog.objects.create(trigger=trigger, quota=quota, started_at=now, started_by=by)
    _freeze(backlog)
    record_action(by, "backlog_started", backlog, details={"quota": quota}, now=now)
    release_backlog(backlog, now=now)
    return backlog


def _freeze(backlog: Backlog) -> None:
    sql = f"""
        INSERT INTO triggers_backlogentry (backlog_id, patient_id, occurrence)
        SELECT %(backlog)s, patient_id, occurrence FROM ({NOT_ENROLLED}) waiting ORDER BY since DESC, patient_id
    """  # noqa: S608 (our own fragments)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"backlog": backlog.pk, "trigger": backlog.trigger_id})


@transaction.atomic
def stop_backlog(backlog: Backlog, *, by: User, now: datetime) -> None:
    """Let nobody else out; what is queued already goes its way."""
    if Backlog.objects.filter(pk=backlog.pk, state=BacklogState.RUNNING).update(state=BacklogState.STOPPED):
        record_action(by, "backlog_stopped", backlog, now=now)


def release_backlogs(*, now: datetime) -> int:
    """Let out today's share of every running backlog; returns how many messages were queued."""
    running = Backlog.objects.filter(state=BacklogState.RUNNING, trigger__state=TriggerState.ON)
    return sum(release_backlog(backlog, now=now) for backlog in running.select_related("trigger__clinic"))


@transaction.atomic
def release_backlog(backlog: Backlog, *, now: datetime) -> int:
    """Queue the next people who may be written to, up to what is left of today's quota; the others stay waiting."""
    trigger = backlog.trigger
    lock_matching(trigger.clinic)
    moment = Moment(now, clinic_today(trigger.clinic, now))
    left = backlog.quota - backlog.entries.filter(released_on=moment.today).count()
    entries = _next_entries(backlog, limit=left, now=now) if left > 0 else []
    if not entries:
        return 0
    BacklogEntry.objects.filter(pk__in=entries).update(released_on=moment.today)
    params: dict[str, Any] = {"entries": entries}
    return queue_candidates(trigger, RELEASED, params, moment, from_backlog=True)


def _next_entries(backlog: Backlog, *, limit: int, now: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(MAY_LEAVE, {"backlog": backlog.pk, "limit": limit, "now": now})
        return [row[0] for row in cursor.fetchall()]
