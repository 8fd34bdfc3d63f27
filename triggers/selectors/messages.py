"""The outbox as people may see it."""

from collections import Counter
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from clinics.access import Person, can, reach_of
from patients.models import Patient
from patients.selectors.scope import patients_within
from triggers.enums import HELD, LEFT, MessageState
from triggers.models import Message, Trigger


def messages_visible_to(user: Person, *, obj: str = "message_log", right: str = "R") -> QuerySet[Message]:
    """Messages to patients on whom the person may exercise `right` of the matrix row `obj`."""
    reach = reach_of(user, obj, right)
    if reach.everywhere:
        return Message.objects.all()
    return Message.objects.filter(patient__in=Patient.objects.filter(patients_within(reach)).values("pk"))


def unknown_visible_to(user: Person, *, right: str = "R") -> QuerySet[Message]:
    """Messages of which nobody knows whether they left, the oldest first."""
    messages = messages_visible_to(user, obj="unknown_queue", right=right)
    return messages.filter(state=MessageState.UNKNOWN).order_by("doubted_at", "pk")


def may_read_bodies(user: Person) -> bool:
    """Whether the text of a message may be shown; whose, the scope of the message log says."""
    return can(user, "R", "message_bodies")


def counts_of_triggers(triggers: QuerySet[Trigger], *, since: datetime) -> dict[int, Counter[str]]:
    """Per trigger: matched, held, sent, skipped, failed, unknown of the messages queued since; no names."""
    groups = {
        "held": Q(state__in=HELD),
        "awaiting": Q(state=MessageState.AWAITING),
        "sent": Q(state__in=LEFT),
        "skipped": Q(state__in=["suppressed", "expired", "cancelled"]),
        "failed": Q(state=MessageState.FAILED),
        "unknown": Q(state__in=[MessageState.UNKNOWN, MessageState.UNKNOWN_CLOSED, MessageState.SENDING]),
    }
    counted = {name: Count("pk", filter=condition) for name, condition in groups.items()}
    rows = Message.objects.filter(trigger__in=triggers.values("pk"), queued_at__gte=since)
    names = ["matched", *groups]
    found = rows.values("trigger").annotate(matched=Count("pk"), **counted).order_by()
    return {
        trigger: Counter(dict(zip(names, counts, strict=True)))
        for trigger, *counts in found.values_list("trigger", *names)
    }


def reasons_of_trigger(trigger: Trigger, *, since: datetime) -> list[tuple[str, int]]:
    """Why messages of the trigger were skipped, the commonest first."""
    rows = Message.objects.filter(trigger=trigger, queued_at__gte=since).exclude(reason="")
    found = rows.values_list("reason").annotate(count=Count("pk")).order_by("-count", "reason")
    return [(reason, count) for reason, count in found]
