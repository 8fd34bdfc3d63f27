"""What cannot be known: `sending` rows whose sender is gone become `unknown`; a look-up or a person ends them.

Code never sends an unknown message again, with one exception that a provider must permit: its own look-up, asked after
its settle time, says that it knows nothing of the message.
"""

from contextlib import closing
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from clinics.models import User
from clinics.services.journal import record_action
from triggers.channels import Channel, ChannelError, open_channel
from triggers.enums import AttemptOutcome, MessageState
from triggers.models import DeliveryAttempt, Message
from triggers.services.delivery import uncount

log = structlog.get_logger(__name__)

SWEEP = """
    UPDATE triggers_message SET state = 'unknown', doubted_at = %(now)s, claim = NULL, lease_until = NULL
    WHERE state = 'sending' AND lease_until < clock_timestamp()
"""

EXPIRE = """
    WITH late AS (
        UPDATE triggers_message SET state = 'expired', reason = 'expired', finished_at = %(now)s
        WHERE state IN ('awaiting', 'scheduled') AND expires_at <= %(now)s
        RETURNING approval_list_id
    )
    UPDATE triggers_approvallist SET state = 'expired'
    WHERE state = 'open' AND id IN (SELECT approval_list_id FROM late)
"""


def sweep_stuck(*, now: datetime) -> int:
    """Call `unknown` what has been in a sender's hand longer than any sender lives; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(SWEEP, {"now": now})
        return cursor.rowcount


def expire_overdue(*, now: datetime) -> None:
    """Close what waited beyond its use, and the lists nobody decided in time."""
    with connection.cursor() as cursor:
        cursor.execute(EXPIRE, {"now": now})


def reconcile_unknown(*, now: datetime) -> int:
    """Ask the providers that can be asked about unknown messages; returns how many are unknown no more."""
    return sum(_reconcile(name, now=now) for name in settings.MESSAGE_CHANNELS)


def _reconcile(name: str, *, now: datetime) -> int:
    with closing(open_channel(name)) as channel:
        if not channel.retries_after_not_found:
            return 0
        settled = now - timedelta(seconds=channel.settle)
        waiting = Message.objects.filter(state=MessageState.UNKNOWN, channel=name, doubted_at__lte=settled)
        may_ask = waiting.filter(doubts__lt=channel.retries_after_not_found).order_by("doubted_at")[:500]
        return sum(_ask(channel, message, now=now) for message in may_ask)


def _ask(channel: Channel, message: Message, *, now: datetime) -> bool:
    try:
        provider_id = channel.look_up(str(message.client_id))
    except ChannelError as error:
        log.info("look_up_failed", message=message.pk, trouble=error.trouble)
        return False
    return _accept(message, provider_id, now=now) if provider_id else _try_again(message, now=now)


def _still(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, attempts=message.attempts, state=MessageState.UNKNOWN)


@transaction.atomic
def _accept(message: Message, provider_id: str, *, now: datetime) -> bool:
    _attempt(message, AttemptOutcome.ACCEPTED)
    found = _still(message)
    return bool(found.update(state=MessageState.ACCEPTED, provider_id=provider_id, finished_at=now, error=""))


@transaction.atomic
def _try_again(message: Message, *, now: datetime) -> bool:
    _attempt(message, AttemptOutcome.NOT_FOUND)
    moved = _still(message).update(state=MessageState.SCHEDULED, due_at=now, doubts=message.doubts + 1)
    if moved:
        uncount(message.pk)
    return bool(moved)


def _attempt(message: Message, outcome: AttemptOutcome) -> None:
    DeliveryAttempt.objects.filter(message=message, number=message.attempts).update(outcome=outcome)


@transaction.atomic
def close_unknown(message: Message, *, arrived: bool | None, by: User, now: datetime) -> bool:
    """A person ends the doubt: it arrived, it did not, or (None) nobody will ever know. False if it is no longer open."""
    states = {True: MessageState.ACCEPTED, False: MessageState.FAILED, None: MessageState.UNKNOWN_CLOSED}
    closed = _still(message).update(state=states[arrived], finished_at=now, closed_by=by)
    if closed:
        record_action(by, "closed_unknown", message, patient_id=message.patient_id, now=now)
    return bool(closed)
