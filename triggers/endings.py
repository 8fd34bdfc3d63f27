"""A relationship ends: what was queued for the patient is cancelled, also what a sender has just claimed."""

from django.utils.translation import gettext_lazy as _

from patients.endings import Ending, on_ending
from patients.enums import EndingKind
from patients.models import Patient
from triggers.enums import HELD, MessageState, Reason
from triggers.models import BacklogEntry, Message

REASONS = {
    EndingKind.DECEASED: Reason.DECEASED,
    EndingKind.DO_NOT_CONTACT: Reason.DO_NOT_CONTACT,
    EndingKind.ARCHIVED: Reason.ARCHIVED,
}


def register_ending_handler() -> None:
    """Called once from `AppConfig.ready()`."""
    on_ending("messages", cancel_messages, title=_("Messages"), lock=lock_messages)


def lock_messages(patient_id: int) -> None:
    """A sender locks its message, then the patient: so do we."""
    held = Message.objects.filter(patient=patient_id, state__in=HELD).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk", flat=True))


def cancel_messages(patient: Patient, ending: Ending) -> int:
    """Scheduled, awaiting and claimed ones; a backlog forgets the patient. What is being sent cannot be called back."""
    BacklogEntry.objects.filter(patient=patient, released_on=None).delete()
    return Message.objects.filter(patient=patient, state__in=HELD).update(
        state=MessageState.CANCELLED,
        reason=REASONS[ending.kind],
        finished_at=ending.now,
        claim=None,
        lease_until=None,
    )
