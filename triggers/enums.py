from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageKind(TextChoices):
    """What a message is to the law: picks the row of the rules table it must obey."""

    SERVICE = "service", pgettext_lazy("message", "service")
    CARE = "care", _("care")
    RECALL = "recall", _("invitation to a check-up")
    ADVERTISING = "advertising", _("advertising")


class Occasion(TextChoices):
    """Why now. An occasion and its patient make one occurrence, answered once."""

    ENTERED_SEGMENT = "entered_segment", _("entered a segment")
    FIRST_VISIT = "first_visit", _("the day after the first visit")


class TriggerState(TextChoices):
    DRAFT = "draft", _("off")
    ON = "on", _("on")
    PAUSED = "paused", _("paused")


class MessageState(TextChoices):
    """Up to `claimed` nothing can have left and another worker may take over; from `sending` on it may have.

    `accepted` is final where the channel gives no receipts (e-mail by SMTP).
    """

    AWAITING = "awaiting", _("waits for approval")
    SCHEDULED = "scheduled", _("waits to be sent")
    CLAIMED = "claimed", _("taken by a sender")
    SENDING = "sending", _("being sent")
    ACCEPTED = "accepted", _("sent")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", pgettext_lazy("message", "failed")
    UNKNOWN = "unknown", _("not known whether sent")
    UNKNOWN_CLOSED = "unknown_closed", _("not known, closed by a person")
    SUPPRESSED = "suppressed", _("skipped")
    EXPIRED = "expired", _("too late")
    CANCELLED = "cancelled", _("cancelled")


MOVES = [
    ("awaiting", "scheduled"),
    ("awaiting", "suppressed"),
    ("awaiting", "expired"),
    ("awaiting", "cancelled"),
    ("scheduled", "claimed"),
    ("scheduled", "suppressed"),
    ("scheduled", "expired"),
    ("scheduled", "cancelled"),
    ("claimed", "scheduled"),
    ("claimed", "sending"),
    ("claimed", "suppressed"),
    ("claimed", "expired"),
    ("claimed", "cancelled"),
    ("claimed", "failed"),
    ("sending", "scheduled"),
    ("sending", "accepted"),
    ("sending", "delivered"),
    ("sending", "failed"),
    ("sending", "unknown"),
    ("accepted", "delivered"),
    ("accepted", "failed"),
    ("unknown", "accepted"),
    ("unknown", "delivered"),
    ("unknown", "failed"),
    ("unknown", "scheduled"),
    ("unknown", "unknown_closed"),
]
HELD = (MessageState.AWAITING, MessageState.SCHEDULED, MessageState.CLAIMED)
LEFT = (MessageState.ACCEPTED, MessageState.DELIVERED)
SKIPPED = (MessageState.SUPPRESSED, MessageState.EXPIRED, MessageState.CANCELLED)


class Reason(TextChoices):
    """Why a message was not sent, in the order in which the guards speak."""

    DECEASED = "deceased", _("the patient has died")
    ARCHIVED = "archived", _("the card is archived")
    AWAITS_REVIEW = "awaits_review", _("may be a double card, a person must decide first")
    DO_NOT_CONTACT = "do_not_contact", _("asked not to be contacted")
    BOOKED = "booked", _("a visit is already booked")
    SEGMENT_LEFT = "segment_left", _("no longer in the segment")
    NO_GUARDIAN = "no_guardian", _("a child without a guardian's address")
    NO_ADDRESS = "no_address", _("no address")
    DEAD_ADDRESS = "dead_address", _("the address is dead")
    NO_CONSENT = "no_consent", _("no consent for this purpose")
    WITHDRAWN = "withdrawn", _("consent withdrawn")
    CHANNEL = "channel", _("this channel is not allowed for the purpose")
    SAME_DAY = "same_day", _("written to this address today already")
    CAP = "cap", _("written to this address often enough")
    EXPIRED = "expired", _("waited too long")
    DECLINED = "declined", _("declined by a person")
    TEXT = "text", _("the text could not be filled in")
    MERGED = "merged", _("the card was joined with another")


class ListState(TextChoices):
    OPEN = "open", _("waits for approval")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", pgettext_lazy("list", "declined")
    EXPIRED = "expired", _("too late")


class BacklogState(TextChoices):
    RUNNING = "running", _("runs")
    STOPPED = "stopped", _("stopped")


class AttemptOutcome(TextChoices):
    STARTED = "started", _("started")
    ACCEPTED = "accepted", _("accepted by the provider")
    NOT_CALLED = "not_called", _("held back: the machine was slow, nothing was sent")
    TEMPORARY = "temporary", _("temporary refusal")
    PERMANENT = "permanent", _("final refusal")
    UNKNOWN = "unknown", _("no clear answer")
    NOT_FOUND = "not_found", _("the provider knows nothing of it")
