"""A person lets a frozen list go, or not."""

from datetime import datetime

from django.db import transaction

from clinics.models import Branch, User
from clinics.services.journal import record_action
from triggers.enums import ListState, MessageState, Reason
from triggers.models import ApprovalList, Message
from triggers.selectors.rules import rule_for
from triggers.windows import next_open


@transaction.atomic
def approve_list(approval: ApprovalList, *, by: User, now: datetime) -> int:
    """Let the held messages of the list go, each when its window opens; returns how many. 0 if decided already."""
    if not _decide(approval, ListState.APPROVED, by=by, now=now):
        return 0
    rule = rule_for(approval.clinic, approval.trigger.kind)
    zones = Branch.objects.filter(clinic=approval.clinic).values_list("time_zone", flat=True).distinct()
    held = Message.objects.filter(approval_list=approval, state=MessageState.AWAITING)
    return sum(
        held.filter(patient__branch__time_zone=zone).update(
            state=MessageState.SCHEDULED, due_at=next_open(now, zone, rule.windows) or now
        )
        for zone in list(zones)
    )


@transaction.atomic
def decline_list(approval: ApprovalList, *, by: User, now: datetime) -> int:
    """Cancel the held messages of the list; returns how many. 0 if decided already."""
    if not _decide(approval, ListState.DECLINED, by=by, now=now):
        return 0
    held = Message.objects.filter(approval_list=approval, state=MessageState.AWAITING)
    return held.update(state=MessageState.CANCELLED, reason=Reason.DECLINED, finished_at=now)


def _decide(approval: ApprovalList, state: ListState, *, by: User, now: datetime) -> bool:
    open_lists = ApprovalList.objects.filter(pk=approval.pk, state=ListState.OPEN)
    decided = open_lists.update(state=state, decided_by=by, decided_at=now)
    if decided:
        record_action(by, f"list_{state}", approval, now=now)
    return bool(decided)
