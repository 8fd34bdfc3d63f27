"""Lists that wait for a person: each approver sees the recipients of the own branches."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from clinics.access import Person, reach_of
from patients.models import Patient
from triggers.enums import ListState, MessageState
from triggers.models import ApprovalList, Message


def recipients_visible_to(user: Person, *, right: str = "R") -> QuerySet[Message]:
    """Messages of frozen lists to patients of the branches in reach."""
    reach = reach_of(user, "recipient_lists", right)
    messages = Message.objects.filter(approval_list__isnull=False)
    if reach.everywhere:
        return messages
    return messages.filter(patient__in=Patient.objects.filter(branch__in=reach.branches).values("pk"))


def awaiting_messages(approval: ApprovalList, user: Person) -> QuerySet[Message]:
    """What this person can still decide of the list."""
    messages = recipients_visible_to(user, right="A")
    return messages.filter(approval_list=approval, state=MessageState.AWAITING)


def approval_lists_visible_to(user: Person) -> QuerySet[ApprovalList]:
    """Lists with a recipient in reach; `waiting` counts what the person can still decide, `size` all in reach."""
    mine = recipients_visible_to(user)
    lists = ApprovalList.objects.filter(Exists(mine.filter(approval_list=OuterRef("pk"))))
    seen = Q(messages__in=mine.values("pk"))
    return lists.annotate(
        size=Count("messages", filter=seen),
        waiting=Count("messages", filter=seen & Q(messages__state=MessageState.AWAITING)),
    ).select_related("trigger", "decided_by")


def count_waiting_lists(user: Person) -> int:
    """Lists that wait for this person's click: the badge of the rail."""
    mine = recipients_visible_to(user, right="A").filter(state=MessageState.AWAITING)
    waiting = ApprovalList.objects.filter(state=ListState.OPEN)
    return waiting.filter(Exists(mine.filter(approval_list=OuterRef("pk")))).count()
