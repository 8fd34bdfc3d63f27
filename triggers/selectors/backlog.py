"""Who waits in a backlog, and why so few of them may be written to."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection

from triggers import guards
from triggers.models import Backlog, Trigger

# Everybody in the trigger's segment whose occurrence has not been answered.
NOT_ENROLLED = """
    SELECT m.patient_id, m.segment || ':' || coalesce(m.last_contact_on, m.since) AS occurrence, m.since, m.clinic_id
    FROM patients_segmentmembership m
    JOIN triggers_trigger t ON t.id = %(trigger)s AND t.clinic_id = m.clinic_id AND t.segment = m.segment
    WHERE m.until IS NULL AND NOT EXISTS (
        SELECT FROM triggers_enrolment e WHERE e.trigger_id = t.id AND e.patient_id = m.patient_id
            AND e.occurrence = m.segment || ':' || coalesce(m.last_contact_on, m.since)
    )
"""

ASKS = """
    SELECT waiting.id, waiting.patient_id, waiting.occurrence, t.clinic_id, t.kind, t.channel, t.segment,
        t.stops_when_booked, NULL::bigint AS point_id, t.id AS trigger_id
"""

MAY_LEAVE = f"""
    WITH {guards.RULES},
    r AS (
        {ASKS} FROM triggers_backlogentry waiting
        JOIN triggers_backlog backlog ON backlog.id = waiting.backlog_id
        JOIN triggers_trigger t ON t.id = backlog.trigger_id
        WHERE waiting.backlog_id = %(backlog)s AND waiting.released_on IS NULL
            AND NOT EXISTS (
                SELECT FROM triggers_enrolment e WHERE e.trigger_id = t.id
                    AND e.patient_id = waiting.patient_id AND e.occurrence = waiting.occurrence
            )
    )
    SELECT r.id FROM r {guards.JOINS} WHERE {guards.REASON} IS NULL ORDER BY r.id LIMIT %(limit)s
"""  # noqa: S608 (our own fragments)

WHY = f"""
    WITH {guards.RULES}, r AS (%s)
    SELECT coalesce({guards.REASON}, ''), count(*) FROM r {guards.JOINS} GROUP BY 1
"""  # noqa: S608 (our own fragments)

ENTRIES = f"""
    {ASKS} FROM triggers_backlogentry waiting
    JOIN triggers_backlog backlog ON backlog.id = waiting.backlog_id
    JOIN triggers_trigger t ON t.id = backlog.trigger_id
    WHERE waiting.backlog_id = %(backlog)s AND waiting.released_on IS NULL
"""

NEWCOMERS = f"""
    {ASKS.replace("waiting.id, ", "")} FROM ({NOT_ENROLLED}) waiting JOIN triggers_trigger t ON t.id = %(trigger)s
"""


def verdicts_of_backlog(backlog: Backlog, *, now: datetime) -> Counter[str]:
    """How many of those still waiting each guard holds back; the key "" counts who may be written to."""
    return _count(ENTRIES, {"backlog": backlog.pk, "now": now})


def verdicts_before_start(trigger: Trigger, *, now: datetime) -> Counter[str]:
    """The same for the people whom a backlog started now would hold."""
    return _count(NEWCOMERS, {"trigger": trigger.pk, "now": now})


def _count(asks: str, params: dict[str, Any]) -> Counter[str]:
    with connection.cursor() as cursor:
        cursor.execute(WHY.replace("(%s)", f"({asks})"), params)
        return Counter(dict(cursor.fetchall()))
