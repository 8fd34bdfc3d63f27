"""The transaction before the call: all guards hold in it, or the message does not reach `sending`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from django.db import connection, transaction
from psycopg.rows import dict_row

from triggers import guards
from triggers.channels import Outgoing
from triggers.enums import MessageState, Reason, TriggerState
from triggers.letters import (
    Footer,
    compose_letter,
    list_unsubscribe,
    personal_values,
    readable_phone,
    unsubscribe_url,
)
from triggers.models import Message
from triggers.texts import FIELDS, TextError
from triggers.windows import next_open

log = structlog.get_logger(__name__)

COUNTED_FOR = timedelta(days=400)


@dataclass(frozen=True)
class Intent:
    """Committed: this attempt may call the provider once."""

    message_id: int
    attempt: int
    intent_at: datetime
    outgoing: Outgoing


# Writers of consent, of the patient's flags and other senders to the same point wait for this transaction, or it waits
# for them: what the guards read next stays true until the intent is committed.
LOCK = """
    SELECT m.id FROM triggers_message m
    JOIN patients_patient p ON p.id = m.patient_id
    JOIN patients_contactpoint point ON point.id = m.point_id
    JOIN triggers_sendingcounter counter ON counter.point_id = m.point_id AND counter.purpose = m.purpose
    WHERE m.id = %(message)s AND m.state = 'claimed' AND m.claim = %(claim)s
        AND m.lease_until > clock_timestamp()
    FOR UPDATE OF m, counter FOR SHARE OF p, point
"""

JUDGE = f"""
    WITH {guards.RULES},
    r AS (
        SELECT m.*, t.stops_when_booked, t.state AS trigger_state
        FROM triggers_message m JOIN triggers_trigger t ON t.id = m.trigger_id WHERE m.id = %(message)s
    )
    SELECT {guards.REASON} AS reason, r.trigger_state, r.purpose, r.point_id, r.client_id, r.attempts, r.expires_at,
        rule.windows, rule.has_warning, rule.has_opt_out, branch.time_zone, address.value AS address,
        EXISTS (
            SELECT FROM triggers_sendingswitch switch WHERE switch.clinic_id = r.clinic_id
                AND switch.is_halted AND switch.channel IN ('', r.channel)
        ) AS is_halted,
        p.first_name, p.patronymic, clinic.name AS clinic, clinic.phone AS clinic_phone, clinic.language,
        branch.name AS branch, branch.phone AS branch_phone, branch.address AS branch_address,
        template.subject_ru, template.body_ru, template.subject_en, template.body_en
    FROM r {guards.JOINS}
    JOIN clinics_clinic clinic ON clinic.id = r.clinic_id
    JOIN triggers_triggertemplate template ON template.id = r.template_id
"""  # noqa: S608 (our own fragments)

# Count it, log the try, mark the row: one statement.
WRITE = """
    WITH counted AS (
        UPDATE triggers_sendingcounter SET sent_at = array_append(
            ARRAY(SELECT sent FROM unnest(sent_at) sent WHERE sent > %(forget)s), %(now)s)
        WHERE point_id = %(point)s AND purpose = %(purpose)s
    ), logged AS (
        INSERT INTO triggers_deliveryattempt (message_id, number, at, outcome, error)
        VALUES (%(message)s, %(attempt)s, %(now)s, 'started', '')
    )
    UPDATE triggers_message SET state = 'sending', attempts = %(attempt)s, intent_at = %(now)s,
        lease_until = clock_timestamp() + %(stuck_after)s, subject = %(subject)s, body = %(body)s, error = ''
    WHERE id = %(message)s
"""


def write_intent(message_id: int, claim: UUID, *, now: datetime) -> Intent | None:
    """Judge a claimed message anew and commit its intent.

    None: nothing may be called. The claim was lost, or the row now says why (suppressed, expired), or it waits
    (window closed, trigger paused, channel halted).
    """
    with transaction.atomic():
        if run_prepared(LOCK, {"message": message_id, "claim": claim}) is None:
            return None
        row = run_prepared(JUDGE, {"message": message_id, "now": now})
        assert row is not None  # noqa: S101 (the row is locked)
        if change := _obstacle(row, now):
            _put(message_id, change)
            return None
        try:
            outgoing = _outgoing(row)
        except Exception as error:  # whatever one row's data does, the others go on
            log.warning("message_not_composed", message=message_id, error_type=type(error).__name__)
            _put(message_id, _skip(Reason.TEXT, now) | {"error": _words(error)})
            return None
        return _write(message_id, row, outgoing, now)


def _words(error: Exception) -> str:
    """A person may read why a text cannot be filled; any other error shows its kind only, never the data in it."""
    return str(error)[:200] if isinstance(error, TextError) else type(error).__name__


def run_prepared(sql: str, params: dict[str, Any]) -> dict[str, Any] | None:
    """The first row, if the statement gives any. Planned once per connection: planning costs more than running."""
    connection.ensure_connection()
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection, row_factory=dict_row) as cursor,
    ):
        cursor.execute(sql, params, prepare=True)
        return cursor.fetchone() if cursor.description else None


def _obstacle(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the row becomes instead of being sent; empty when nothing stands in the way."""
    if row["expires_at"] <= now:
        return _skip(Reason.EXPIRED, now)
    if row["reason"]:
        return _skip(row["reason"], now)
    if row["is_halted"] or row["trigger_state"] != TriggerState.ON:
        return {"state": MessageState.SCHEDULED}
    opens = next_open(now, row["time_zone"], row["windows"])
    if opens is None or opens >= row["expires_at"]:
        return _skip(Reason.EXPIRED, now)
    return {} if opens <= now else {"state": MessageState.SCHEDULED, "due_at": opens}


def _skip(reason: str, now: datetime) -> dict[str, Any]:
    state = MessageState.EXPIRED if reason == Reason.EXPIRED else MessageState.SUPPRESSED
    return {"state": state, "reason": reason, "finished_at": now}


def _put(message_id: int, change: dict[str, Any]) -> None:
    Message.objects.filter(pk=message_id).update(claim=None, lease_until=None, **change)


def _outgoing(row: dict[str, Any]) -> Outgoing:
    language = "ru" if row["language"] == "ru" else "en"
    url = unsubscribe_url(row["point_id"], row["purpose"]) if row["has_opt_out"] else ""
    subject, body = compose_letter(
        row[f"subject_{language}"],
        row[f"body_{language}"],
        values=values_of(row),
        footer=Footer(row["clinic"], row["clinic_phone"], row["has_warning"], url),
        language=language,
    )
    headers = list_unsubscribe(url) if url else {}
    return Outgoing(str(row["client_id"]), row["address"], subject, body, headers)


def values_of(row: dict[str, Any]) -> dict[str, str]:
    """The values of the allowed fields, of this patient and this clinic only."""
    names = personal_values(first_name=row["first_name"], patronymic=row["patronymic"])
    phones = {field: readable_phone(row[field]) for field in ("clinic_phone", "branch_phone")}
    return {field: row[field] for field in FIELDS if field not in names} | names | phones


def _write(message_id: int, row: dict[str, Any], outgoing: Outgoing, now: datetime) -> Intent:
    attempt = row["attempts"] + 1
    run_prepared(
        WRITE,
        {
            "message": message_id,
            "attempt": attempt,
            "now": now,
            "forget": now - COUNTED_FOR,
            "point": row["point_id"],
            "purpose": row["purpose"],
            "stuck_after": settings.SENDING_STUCK_AFTER,
            "subject": outgoing.subject,
            "body": outgoing.body,
        },
    )
    return Intent(message_id, attempt, now, outgoing)
