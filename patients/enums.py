from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    MALE = "m", _("male")
    FEMALE = "f", _("female")


class ContactKind(TextChoices):
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")


class Channel(TextChoices):
    """By what way a message travels. A channel is an attempt of one message, never a second message."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    CALL = "call", _("call")


class Purpose(TextChoices):
    """What consent is given for; `processing` is consent to data processing and never permits a message by itself."""

    PROCESSING = "processing", _("data processing")
    SERVICE = "service", _("service messages")
    CARE = "care", _("care")
    ADVERTISING = "advertising", _("advertising")
    SURVEY = "survey", _("survey")


class ConsentState(TextChoices):
    GRANTED = "granted", _("granted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ConsentMethod(TextChoices):
    """How an act of consent reached us; `evidence` on the row says where its proof lies."""

    PAPER = "paper", _("on paper")
    DESK = "desk", _("told to the staff")
    CLICK = "click", _("click in a letter")
    IMPORT = "import", _("taken from another system")
    BOUNCE = "bounce", _("the address is dead")
    API = "api", _("told by another system")


class VisitStatus(TextChoices):
    BOOKED = "booked", _("booked")
    CONFIRMED = "confirmed", _("confirmed")
    ARRIVED = "arrived", _("arrived")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", pgettext_lazy("visit", "cancelled")
    NO_SHOW = "no_show", _("no-show")


LIVE_BOOKING = (VisitStatus.BOOKED, VisitStatus.CONFIRMED)
OCCUPYING = (*LIVE_BOOKING, VisitStatus.ARRIVED)  # takes its chair, practitioner and patient for its time


class CancelReason(TextChoices):
    """Why a booking came to nothing; `moved` and `mistake` say nothing about the patient."""

    PATIENT_ASKED = "patient", _("the patient asked")
    ILL = "ill", _("the patient is ill")
    PRACTITIONER = "practitioner", _("the practitioner cannot")
    CLINIC = "clinic", _("the clinic cannot")
    PRICE = "price", _("too expensive")
    MISTAKE = "mistake", _("booked by mistake")


class PaymentMethod(TextChoices):
    CASH = "cash", _("cash")
    CARD = "card", _("card")
    TRANSFER = "transfer", _("bank transfer")


class PaymentKind(TextChoices):
    """A refund names what it returns: a service (lowers revenue) or an advance (does not)."""

    PAYMENT = "payment", _("payment")
    ADVANCE = "advance", _("advance")
    SERVICE_REFUND = "service_refund", _("refund of a service")
    ADVANCE_REFUND = "advance_refund", _("refund of an advance")


class RefundState(TextChoices):
    """What an administrator asks for, another person with the right decides: only then money moves."""

    WAITING = "waiting", _("waits for approval")
    APPROVED = "approved", _("paid out")
    DECLINED = "declined", _("refused")


class InquiryStatus(TextChoices):
    NEW = "new", _("new")
    IN_WORK = "in_work", _("in work")
    BOOKED = "booked", _("booked")
    LOST = "lost", _("lost")


class InquiryChannel(TextChoices):
    """By what way somebody got in touch."""

    CALL = "call", _("call")
    FORM = "form", _("form on the site")
    CHAT = "chat", _("chat or messenger")
    EMAIL = "email", _("e-mail")
    WALK_IN = "walk_in", _("came in person")
    OTHER = "other", _("other")


class EndingKind(TextChoices):
    """How a relationship with a patient ends. The first one ends it for ever, the others until it is resumed."""

    DECEASED = "deceased", _("the patient has died")
    DO_NOT_CONTACT = "do_not_contact", _("asked not to be contacted")
    ARCHIVED = "archived", _("the card goes to the archive")


class RequestKind(TextChoices):
    """What a person may ask of the clinic about the own data."""

    ACCESS = "access", _("what is held about the person")
    CORRECTION = "correction", _("to correct the data")
    STOP = "stop", _("to stop using the data")
    ERASURE = "erasure", _("to erase the data")


class RequestState(TextChoices):
    OPEN = "open", _("waits for an answer")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class FollowUpKind(TextChoices):
    """What is to be done. A booking closes what was to bring it about."""

    CALL = "call", _("call")
    WRITE = "write", _("write")
    BOOK = "book", _("book a visit")


class FollowUpState(TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class FollowUpOutcome(TextChoices):
    NO_ANSWER = "no_answer", _("no answer")
    REACHED = "reached", _("reached")
    BOOKED = "booked", _("booked")
    DECLINED = "declined", _("declined")
    SNOOZED = "snoozed", _("put off")


class Segment(TextChoices):
    """A patient's state against the own rhythm; a pure function of facts and policy (`patients.segments`)."""

    PROSPECT = "prospect", _("prospect")
    BEGINNING = "beginning", _("beginning")
    REGULAR = "regular", _("regular")
    BEST = "best", _("best")
    SLEEPING = "sleeping", _("sleeping")
    LAPSED = "lapsed", _("lapsed")


class HoldKind(TextChoices):
    """What keeps a silent patient awake: a live booking, or a dated promise of a plan."""

    BOOKING = "booking", _("booking")
    PROMISE = "promise", _("promise")


class ImportState(TextChoices):
    """uploaded → checking → checked → importing → done; a step that broke ends in failed and may be repeated."""

    UPLOADED = "uploaded", _("uploaded")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, waits for confirmation")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")
    FAILED = "failed", _("failed")


class Law(TextChoices):
    """Why something stays after an erasure. The years are in `patients.retention`, by the clinic's legal profile."""

    MEDICAL = "medical", _("record of the treatment")
    ACCOUNTING = "accounting", _("accounting documents")
    CONSENT = "consent", _("proof of consents and refusals")
    ANONYMOUS = "anonymous", _("figures without a person: nothing in them identifies anybody")


class GuardianKind(TextChoices):
    """Who the guardian is to the ward."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    OTHER = "other", pgettext_lazy("guardian", "another guardian")


class SeparateReason(TextChoices):
    """Why a card was made or kept although it looks like another one."""

    NAMESAKE = "namesake", _("a namesake, the document was checked")
    RELATIVE = "relative", _("a relative")
    OTHER = "other", pgettext_lazy("reason", "another reason")


class TagTone(TextChoices):
    """The colour of a tag; the values are the tones of a badge."""

    GREY = "grey", _("grey")
    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    BLUE = "blue", _("blue")
    PURPLE = "purple", _("purple")
    BROWN = "brown", _("brown")
    TEAL = "teal", _("teal")


class BulkKind(TextChoices):
    """What was done to many patients at once. A consent is an act on paper: it is not undone, only withdrawn."""

    TAG = "tag", _("tag put on")
    UNTAG = "untag", _("tag taken off")
    HAND_OVER = "hand_over", _("handed over")
    CONSENT = "consent", _("consent recorded")
