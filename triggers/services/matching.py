"""Occasion → enrolment → message in the outbox, by whole sets. Two unique keys make any repeat harmless."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from clinics.models import Branch, Clinic
from clinics.selectors import clinic_today, clinic_zone
from triggers import guards
from triggers.enums import MessageState, Occasion, TriggerState
from triggers.models import ApprovalList, SendingRule, Trigger
from triggers.selectors.rules import needs_approval, rule_for
from triggers.windows import next_open

MATCHING_LOCK = 7001  # first half of the advisory key; the second is the clinic

# Those who crossed the line lately, and after the trigger was switched on.
ENTERED = """
    SELECT m.patient_id, m.segment || ':' || coalesce(m.last_contact_on, m.since) AS occurrence, m.segment
    FROM patients_segmentmembership m
    WHERE m.clinic_id = %(clinic)s AND m.segment = %(segment)s AND m.until IS NULL
        AND m.since BETWEEN %(today)s::date - %(fresh_days)s AND %(today)s::date AND m.since > %(switched_on)s
"""

# A patient has one first visit for ever, whatever day a correction moves it to.
FIRST_VISIT = """
    SELECT s.patient_id, 'first_visit' AS occurrence, '' AS segment
    FROM patients_patientsummary s
    WHERE s.clinic_id = %(clinic)s AND s.first_contact_on < %(today)s
        AND s.first_contact_on >= greatest(%(today)s::date - %(fresh_days)s, %(switched_on)s)
"""

OCCASIONS = {Occasion.ENTERED_SEGMENT: ENTERED, Occasion.FIRST_VISIT: FIRST_VISIT}


@dataclass(frozen=True)
class Moment:
    """One instant and the clinic's local day at it."""

    now: datetime
    today: date


def match_triggers(clinic: Clinic, *, now: datetime) -> int:
    """Queue a message for everybody who met an occasion of a trigger that is on; returns how many may leave.

    A paused trigger goes on matching: its messages are held, and leave after the pause if they are still fresh.
    """
    moment = Moment(now, clinic_today(clinic, now))
    triggers = Trigger.objects.filter(clinic=clinic).exclude(state=TriggerState.DRAFT)
    return sum(_match(trigger, moment) for trigger in triggers)


@transaction.atomic
def _match(trigger: Trigger, moment: Moment) -> int:
    lock_matching(trigger.clinic)
    return queue_candidates(
        trigger, OCCASIONS[Occasion(trigger.occasion)], _occasion_params(trigger, moment), moment
    )


def lock_matching(clinic: Clinic) -> None:
    """Let one matching of the clinic run at a time, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [MATCHING_LOCK, clinic.pk])


def _occasion_params(trigger: Trigger, moment: Moment) -> dict[str, Any]:
    assert trigger.switched_on_at is not None  # noqa: S101 (constraint trigger_on_since)
    return {
        "segment": trigger.segment,
        "fresh_days": trigger.fresh_days,
        "switched_on": trigger.switched_on_at.astimezone(clinic_zone(trigger.clinic)).date(),
        "clinic": trigger.clinic_id,
        "today": moment.today,
    }


def queue_candidates(
    trigger: Trigger, candidates: str, params: dict[str, Any], moment: Moment, *, from_backlog: bool = False
) -> int:
    """Enrol the rows (patient_id, occurrence, segment) of the SQL `candidates` that are new, and write their messages.

    A message that a guard forbids is written too, as suppressed with its reason. Returns how many are not suppressed.
    """
    enrolments = _enrol(trigger, candidates, params, moment, from_backlog=from_backlog)
    if not enrolments:
        return 0
    rule = rule_for(trigger.clinic, trigger.kind)
    approval = _open_list(trigger, moment) if needs_approval(trigger, rule) else None
    states = _write_messages(trigger, rule, enrolments, approval, moment)
    queued = states.total() - states[MessageState.SUPPRESSED]
    if approval and not queued:
        approval.delete()
    return queued


def _enrol(
    trigger: Trigger, candidates: str, params: dict[str, Any], moment: Moment, *, from_backlog: bool
) -> list[int]:
    sql = f"""
        INSERT INTO triggers_enrolment
            (clinic_id, trigger_id, patient_id, occurrence, segment, from_backlog, enrolled_at)
        SELECT %(clinic)s, %(trigger)s, found.patient_id, found.occurrence, found.segment, %(backlog)s, %(now)s
        FROM ({candidates}) found
        WHERE NOT EXISTS (
            SELECT FROM triggers_enrolment old WHERE old.trigger_id = %(trigger)s
                AND old.patient_id = found.patient_id AND old.occurrence = found.occurrence
        )
        ON CONFLICT DO NOTHING
        RETURNING id
    """  # noqa: S608 (our own fragments)
    bound = {"clinic": trigger.clinic_id, "trigger": trigger.pk, "backlog": from_backlog, "now": moment.now}
    with connection.cursor() as cursor:
        cursor.execute(sql, params | bound)
        return [row[0] for row in cursor.fetchall()]


def _open_list(trigger: Trigger, moment: Moment) -> ApprovalList:
    lists = ApprovalList.objects.filter(trigger=trigger, day=moment.today)
    number = (lists.aggregate(last=Max("number"))["last"] or 0) + 1
    return lists.create(
        clinic=trigger.clinic, trigger=trigger, day=moment.today, number=number, frozen_at=moment.now
    )


def _write_messages(
    trigger: Trigger, rule: SendingRule, enrolments: list[int], approval: ApprovalList | None, moment: Moment
) -> Counter[str]:
    sql = f"""
        WITH {guards.RULES},
        r AS (
            SELECT e.*, t.kind, t.channel, t.stops_when_booked, NULL::bigint AS point_id
            FROM triggers_enrolment e JOIN triggers_trigger t ON t.id = e.trigger_id
            WHERE e.id = ANY(%(enrolments)s)
        ),
        judged AS (
            SELECT r.patient_id, r.occurrence, r.segment, address.id AS point_id, branch.time_zone,
                {guards.REASON} AS reason
            FROM r {guards.JOINS}
        )
        INSERT INTO triggers_message (
            clinic_id, trigger_id, patient_id, occurrence, step, template_id, kind, purpose, channel, point_id, segment,
            approval_list_id, state, reason, queued_at, due_at, expires_at, finished_at,
            attempts, doubts, provider_id, error, subject, body
        )
        SELECT %(clinic)s, %(trigger)s, patient_id, occurrence, 0, %(template)s, %(kind)s, %(purpose)s, %(channel)s,
            point_id, segment,
            CASE WHEN reason IS NULL THEN %(approval)s::bigint END,
            CASE WHEN reason IS NOT NULL THEN 'suppressed' ELSE %(state)s END, coalesce(reason, ''),
            %(now)s, coalesce(opens.due_at, %(expires)s), %(expires)s, CASE WHEN reason IS NOT NULL THEN %(now)s END,
            0, 0, '', '', '', ''
        FROM judged LEFT JOIN unnest(%(zones)s::text[], %(opens)s::timestamptz[]) AS opens(zone, due_at)
            ON opens.zone = judged.time_zone
        ON CONFLICT DO NOTHING
        RETURNING state
    """  # noqa: S608 (our own fragments)
    zones, opens = _openings(trigger.clinic, rule, moment.now)
    params: dict[str, Any] = {
        "clinic": trigger.clinic_id,
        "trigger": trigger.pk,
        "template": trigger.templates.filter(step=0).latest("version").pk,
        "kind": trigger.kind,
        "purpose": rule.purpose,
        "channel": trigger.channel,
        "approval": approval and approval.pk,
        "state": MessageState.AWAITING if approval else MessageState.SCHEDULED,
        "now": moment.now,
        "expires": moment.now + timedelta(days=trigger.valid_days),
        "enrolments": enrolments,
        "zones": zones,
        "opens": opens,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return Counter(row[0] for row in cursor.fetchall())


def _openings(clinic: Clinic, rule: SendingRule, now: datetime) -> tuple[list[str], list[datetime | None]]:
    """When the rule's window opens next in each zone of the clinic's branches."""
    zones = list(Branch.objects.filter(clinic=clinic).values_list("time_zone", flat=True).distinct())
    return zones, [next_open(now, zone, rule.windows) for zone in zones]
