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
    """What a reason explains: the patient said no, or said later."""

    DECLINE = "decline", _("refusal")
    DEFER = "defer", _("put off")
