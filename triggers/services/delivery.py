"""Claim, commit; write the intent, commit; call; record. Never twice, never silent.

A kill before the intent is committed loses nothing (the lease runs out, somebody else takes over). A kill after it
leaves a `sending` row, which `triggers.services.doubts` turns into `unknown` and never sends again on its own.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Func, Value

from patients.models import ContactPoint
from patients.services.consents import mark_point_dead
from triggers.channels import Channel, ChannelError, open_channel
from triggers.clock import uptime
from triggers.enums import AttemptOutcome, MessageState
from triggers.models import DeliveryAttempt, Message, SendingCounter
from triggers.services.intents import Intent, run_prepared, write_intent

log = structlog.get_logger(__name__)

BATCH = 50
STALE_AFTER = 1.0  # seconds between the start of the intent and the call
MAX_TRIES = 8
LONGEST_WAIT = timedelta(hours=1)
BREAKER = 5  # refusals in a row after which the provider is left alone until the next tick

RELEASE = """
    UPDATE triggers_message SET state = 'scheduled', claim = NULL, lease_until = NULL
    WHERE state = 'claimed' AND lease_until < clock_timestamp()
"""

CLAIM = """
    WITH due AS (
        SELECT m.id FROM triggers_message m JOIN triggers_trigger t ON t.id = m.trigger_id
        WHERE m.state = 'scheduled' AND m.due_at <= %(now)s AND m.channel = %(channel)s AND t.state = 'on'
            AND NOT EXISTS (
                SELECT FROM triggers_sendingswitch switch
                WHERE switch.clinic_id = m.clinic_id AND switch.is_halted AND switch.channel IN ('', m.channel)
            )
        ORDER BY m.due_at, m.id LIMIT %(limit)s
        FOR UPDATE OF m SKIP LOCKED
    ), taken AS (
        UPDATE triggers_message m SET state = 'claimed', claim = %(claim)s, lease_until = clock_timestamp() + %(lease)s
        FROM due WHERE m.id = due.id
        RETURNING m.id, m.due_at, m.point_id, m.purpose
    ), counted AS (
        INSERT INTO triggers_sendingcounter (point_id, purpose, sent_at)
        SELECT DISTINCT point_id, purpose, '{}'::timestamptz[] FROM taken
        ON CONFLICT DO NOTHING
    )
    SELECT id FROM taken ORDER BY due_at, id
"""

ACCEPT = """
    WITH told AS (
        UPDATE triggers_deliveryattempt SET outcome = 'accepted'
        WHERE message_id = %(message)s AND number = %(attempt)s
    )
    UPDATE triggers_message SET state = 'accepted', provider_id = %(provider_id)s, finished_at = %(now)s,
        error = '', claim = NULL, lease_until = NULL
    WHERE id = %(message)s AND attempts = %(attempt)s AND state IN ('sending', 'unknown')
"""


def deliver_due(*, now: datetime, seconds: float = 45.0) -> int:
    """Send what is due, channel by channel, for at most `seconds`. Returns how many the providers accepted."""
    began = uptime()

    def moment() -> datetime:
        return now + timedelta(seconds=uptime() - began)

    with connection.cursor() as cursor:
        cursor.execute(RELEASE)
    deadline = now + timedelta(seconds=seconds)
    return sum(_drain(name, moment, deadline) for name in settings.MESSAGE_CHANNELS)


def _drain(name: str, moment: Callable[[], datetime], deadline: datetime) -> int:
    accepted = 0
    with closing(open_channel(name)) as channel:
        while moment() < deadline and (claimed := claim_due(name, now=moment())):
            claim, ids = claimed
            outcomes = _send_batch(channel, claim, ids, moment)
            accepted += outcomes.count(AttemptOutcome.ACCEPTED)
            if len(outcomes) < len(ids):  # the breaker opened
                release_claim(claim)
                break
    return accepted


def _send_batch(
    channel: Channel, claim: UUID, ids: list[int], moment: Callable[[], datetime]
) -> list[AttemptOutcome | None]:
    outcomes: list[AttemptOutcome | None] = []
    for message_id in ids:
        outcomes.append(send_one(channel, message_id, claim, now=moment()))
        if outcomes[-BREAKER:] == [AttemptOutcome.TEMPORARY] * BREAKER:
            break
    return outcomes


def claim_due(channel: str, *, now: datetime, limit: int = BATCH) -> tuple[UUID, list[int]] | None:
    """Take the oldest due messages for one lease; None when nothing is due. Commits at once."""
    claim = uuid4()
    with connection.cursor() as cursor:
        params: dict[str, Any] = {
            "now": now,
            "channel": channel,
            "limit": limit,
            "claim": claim,
            "lease": settings.SENDING_LEASE,
        }
        cursor.execute(CLAIM, params)
        ids = [row[0] for row in cursor.fetchall()]
    return (claim, ids) if ids else None


def release_claim(claim: UUID) -> None:
    """Give back what was claimed and not begun."""
    held = Message.objects.filter(claim=claim, state=MessageState.CLAIMED)
    held.update(state=MessageState.SCHEDULED, claim=None, lease_until=None)


def send_one(channel: Channel, message_id: int, claim: UUID, *, now: datetime) -> AttemptOutcome | None:
    """One try of one claimed message; None when its guards did not let it come to a call."""
    began = uptime()
    intent = write_intent(message_id, claim, now=now)
    if intent is None:
        return None
    if uptime() - began > STALE_AFTER:  # the machine slept: the guards' answer is too old to act on
        return _record(intent, AttemptOutcome.NOT_CALLED, now=now)
    try:
        provider_id = channel.send(intent.outgoing)
    except ChannelError as error:
        return _record_error(intent, error, now=now)
    return _record_accepted(intent, provider_id, now=now)


def _record_accepted(intent: Intent, provider_id: str, *, now: datetime) -> AttemptOutcome:
    """By one statement: it is the way of nearly every message. Also true of a row given up as unknown meanwhile."""
    params = {"message": intent.message_id, "attempt": intent.attempt, "provider_id": provider_id, "now": now}
    run_prepared(ACCEPT, params)
    return AttemptOutcome.ACCEPTED


def _record_error(intent: Intent, error: ChannelError, *, now: datetime) -> AttemptOutcome:
    outcome = AttemptOutcome(error.trouble)
    if outcome is AttemptOutcome.TEMPORARY and intent.attempt >= MAX_TRIES:
        outcome = AttemptOutcome.PERMANENT
    log.info("message_not_accepted", message=intent.message_id, trouble=error.trouble)
    if error.dead_address:
        mark_point_dead(ContactPoint.objects.get(messages=intent.message_id))
    wait = timedelta(seconds=error.retry_after) if error.retry_after else back_off(intent.attempt)
    return _record(intent, outcome, error=str(error)[:200], wait=wait, now=now)


def back_off(attempt: int) -> timedelta:
    """1, 2, 4 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** (attempt - 1)), LONGEST_WAIT)


@transaction.atomic
def _record(
    intent: Intent,
    outcome: AttemptOutcome,
    *,
    now: datetime,
    error: str = "",
    wait: timedelta = timedelta(0),
) -> AttemptOutcome:
    """Write what came of the try: to its own attempt only, and also when the row was given up as unknown meanwhile."""
    DeliveryAttempt.objects.filter(message=intent.message_id, number=intent.attempt).update(
        outcome=outcome, error=error
    )
    row = Message.objects.filter(pk=intent.message_id, attempts=intent.attempt)
    common = {"error": error, "claim": None, "lease_until": None}
    match outcome:
        case AttemptOutcome.PERMANENT:
            row.filter(state__in=[MessageState.SENDING, MessageState.UNKNOWN]).update(
                state=MessageState.FAILED, finished_at=now, **common
            )
            uncount(intent.message_id)
        case AttemptOutcome.UNKNOWN:
            row.filter(state=MessageState.SENDING).update(
                state=MessageState.UNKNOWN, doubted_at=now, **common
            )
        case _:  # certainly not accepted: wait and try again
            back = row.filter(state=MessageState.SENDING)
            if back.update(state=MessageState.SCHEDULED, due_at=now + wait, **common):
                uncount(intent.message_id)
    return outcome


def uncount(message_id: int) -> None:
    """What certainly did not leave does not count against the cap."""
    message = Message.objects.only("point", "purpose", "intent_at").get(pk=message_id)
    counter = SendingCounter.objects.filter(point=message.point_id, purpose=message.purpose)
    counter.update(sent_at=Func(F("sent_at"), Value(message.intent_at), function="array_remove"))
