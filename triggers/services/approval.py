"""A person lets a frozen list go, or not: the recipients of the own branches, by one click."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from clinics.models import Branch, User
from clinics.services.journal import record_action
from triggers.enums import ListState, MessageState, Reason
from triggers.models import ApprovalList, Message
from triggers.selectors.approval import awaiting_messages
from triggers.selectors.rules import rule_for
from triggers.windows import next_open


@transaction.atomic
def approve_list(approval: ApprovalList, *, by: User, now: datetime) -> int:
    """Let the held messages that `by` may approve go, each when its window opens; returns how many.

    The list is decided when nobody's messages are left in it; 0 when nothing waits any more.
    """
    waiting = awaiting_messages(approval, by)
    rule = rule_for(approval.clinic, approval.trigger.kind)
    zones = Branch.objects.filter(clinic=approval.clinic).values_list("time_zone", flat=True).distinct()
    approved = sum(
        _locked(waiting.filter(patient__branch__time_zone=zone)).update(
            state=MessageState.SCHEDULED,
            approved_by=by,
            due_at=next_open(now, zone, rule.windows) or now,
        )
        for zone in list(zones)
    )
    _close(approval, ListState.APPROVED, approved, by=by, now=now)
    return approved


@transaction.atomic
def decline_list(approval: ApprovalList, *, by: User, now: datetime) -> int:
    """Cancel the held messages that `by` may approve; returns how many."""
    declined = _locked(awaiting_messages(approval, by)).update(
        state=MessageState.CANCELLED, reason=Reason.DECLINED, finished_at=now
    )
    _close(approval, ListState.DECLINED, declined, by=by, now=now)
    return declined


def _locked(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The same rows by their ids: an UPDATE cannot join, and another manager may be deciding now."""
    ids = list(messages.select_for_update(of=("self",)).values_list("pk", flat=True))
    return Message.objects.filter(pk__in=ids, state=MessageState.AWAITING)


def _close(approval: ApprovalList, state: ListState, count: int, *, by: User, now: datetime) -> None:
    if not count:
        return
    record_action(by, f"list_{state}", approval, details={"messages": count}, now=now)
    if not Message.objects.filter(approval_list=approval, state=MessageState.AWAITING).exists():
        open_lists = ApprovalList.objects.filter(pk=approval.pk, state=ListState.OPEN)
        open_lists.update(state=state, decided_by=by, decided_at=now)
