from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemStatus(TextChoices):
    """The life of a line: identified → agreed → scheduled → realised, or declined, deferred, cancelled."""

    IDENTIFIED = "identified", _("identified")
    AGREED = "agreed", _("agreed")
    SCHEDULED = "scheduled", _("scheduled")
    REALISED = "realised", _("realised")
    DECLINED = "declined", _("declined")
    DEFERRED = "deferred", _("deferred")
    CANCELLED = "cancelled", _("cancelled")


class PlanState(TextChoices):
    """Derived from the lines by `services.settling`, the only writer."""

    ACTIVE = "active", _("active")
    COMPLETED = "completed", _("completed")
    CLOSED = "closed", _("closed")


class Correction(TextChoices):
    """The named ways back. Each undoes a move that should not have been written, or that the patient took back."""

    NOT_AGREED = "not_agreed", _("was not agreed")
    NOT_REALISED = "not_realised", _("was not done")
    REOPENED = "reopened", _("opened again")


class Queue(TextChoices):
    """Where a plan is stuck, hence whose turn it is. The labels are the tabs of the curator's page."""

    TO_OFFER = "to_offer", _("To offer")
    WAITING = "waiting", _("Waiting for the patient")
    NOT_BOOKED = "not_booked", _("Agreed, nothing booked")
    OVERDUE = "overdue", _("Next step overdue")
    UNSETTLED = "unsettled", _("Refusal to settle")


class Aside(TextChoices):
    """Why an open plan is in no queue today: somebody or something is already under way."""

    BOOKED = "booked", pgettext_lazy("plan", "booked")
    DATED_WAIT = "dated_wait", _("waits for a date")


class Touch(TextChoices):
    """What came of a call, in the curator's words; each maps to an outcome of the follow-up."""

    NO_ANSWER = "no_answer", _("No answer")
    REACHED = "reached", _("Reached")
    SNOOZED = "snoozed", _("Will think")
    BOOKED = "booked", pgettext_lazy("call", "Booked")


class ReasonKind(TextChoices):
    """What a reason explains: the patient said no, or said later, or the doctor no longer sees the need."""

    DECLINE = "decline", _("refusal")
    DEFER = "defer", _("put off")
    CANCEL = "cancel", _("not needed")


class Priority(TextChoices):
    """How soon a line should be done."""

    URGENT = "urgent", _("urgent")
    PLANNED = "planned", pgettext_lazy("priority", "planned")
    OPTIONAL = "optional", _("may wait")


class OfferState(TextChoices):
    """Follows from the day and from later offers; never stored."""

    VALID = "valid", pgettext_lazy("offer", "valid")
    EXPIRED = "expired", pgettext_lazy("offer", "expired")
    SUPERSEDED = "superseded", pgettext_lazy("offer", "replaced by a later one")


class Answer(TextChoices):
    """What the patient says to one line of an offer."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    LATER = "later", _("Later")


class AutoRule(TextChoices):
    """The moves that follow from visits by themselves; which is on, says `treatment_plans.rules`."""

    BOOKING_SCHEDULES = "booking_schedules", _("A booking for the service schedules the line")
    BOOKING_OF_SPECIALTY = (
        "booking_of_specialty",
        _("A booking without a service schedules a line of its specialty"),
    )
    BOOKING_GONE = "booking_gone", _("A cancelled or missed booking puts the line back to agreed")
    CHARGE_REALISES = "charge_realises", _("A charge for the service realises the line or its next session")
    CHARGE_AGREES = "charge_agrees", _("A charge for a line that was only found agrees to it first")
    CHARGE_GONE = "charge_gone", _("A charge taken back takes the session back")
