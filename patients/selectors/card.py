"""What the patient card shows, each part by one query."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from clinics.access import Person
from patients.enums import (
    LIVE_BOOKING,
    Channel,
    ConsentState,
    ContactKind,
    FollowUpState,
    PaymentKind,
    Purpose,
    VisitStatus,
)
from patients.models import (
    Consent,
    DuplicatePair,
    FollowUp,
    Patient,
    PatientCard,
    PatientContact,
    PatientTag,
    Payment,
    Visit,
)
from patients.selectors.consents import newest_consents
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.visits import visits_visible_to

VISITS_SHOWN = 30
TOUCHES_SHOWN = 5
ROWS_SHOWN = 40
PURPOSES = (Purpose.SERVICE, Purpose.CARE, Purpose.ADVERTISING, Purpose.SURVEY)


def with_header(patients: QuerySet[Patient], today: date) -> QuerySet[Patient]:
    """Adds what the head of the card and the list say at a glance, in the one query over patients.

    `card_number`, `next_visit_on`, `phone` (tried first), `tag_list` ([{"name", "tone"}]).
    """
    cards = PatientCard.objects.filter(patient=OuterRef("pk")).order_by("-is_main", "pk").values("number")[:1]
    coming = Visit.objects.filter(patient=OuterRef("pk"), status__in=LIVE_BOOKING, day__gte=today)
    phones = PatientContact.objects.filter(patient=OuterRef("pk"), point__kind=ContactKind.PHONE)
    tags = PatientTag.objects.filter(patient=OuterRef("pk")).order_by("tag__key")
    return patients.select_related("branch", "curator", "summary").annotate(
        card_number=Subquery(cards),
        next_visit_on=Subquery(coming.order_by("day").values("day")[:1]),
        phone=Subquery(phones.order_by("rank", "pk").values("point__value")[:1]),
        tag_list=ArraySubquery(tags.values(json=JSONObject(id="tag", name="tag__name", tone="tag__tone"))),
    )


def with_card_head(patients: QuerySet[Patient], today: date) -> QuerySet[Patient]:
    """`with_header`, the next thing to do (`next_action` {"id", "due_on", "reason"}) and `has_doubts` (an open pair)."""
    doubts = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN).filter(
        Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))
    )
    waiting = FollowUp.objects.filter(patient=OuterRef("pk"), state=FollowUpState.OPEN).order_by(
        "due_on", "pk"
    )
    return with_header(patients.select_related("balance"), today).annotate(
        has_doubts=Exists(doubts),
        next_action=Subquery(
            waiting.values(json=JSONObject(id="pk", due_on="due_on", reason="reason"))[:1],
            output_field=JSONField(),
        ),
    )


@dataclass(frozen=True)
class Reachable:
    """A contact point of the patient with the newest act of consent per purpose."""

    contact: PatientContact
    consents: list[Consent]


def contacts_of(patient: Patient) -> list[Reachable]:
    """In the order of their rank."""
    rows = list(patient.contacts.select_related("point"))
    acts: dict[int, list[Consent]] = {}
    for act in newest_consents([row.point_id for row in rows]).select_related("by") if rows else ():
        acts.setdefault(act.point_id, []).append(act)
    return [Reachable(row, acts.get(row.point_id, [])) for row in rows]


@dataclass(frozen=True)
class Line:
    """One purpose at one point: the act that counts there for the point's own channel, or none."""

    purpose: Purpose
    act: Consent | None


@dataclass(frozen=True)
class PointPurposes:
    contact: PatientContact
    lines: list[Line]


def purposes_at(reachable: Reachable) -> PointPurposes:
    """What each purpose's newest act says at the point: by e-mail, or by SMS where it is a phone."""
    channel = Channel.EMAIL if reachable.contact.point.kind == ContactKind.EMAIL else Channel.SMS
    acts = {act.purpose: act for act in reachable.consents if act.channel == channel}
    return PointPurposes(reachable.contact, [Line(purpose, acts.get(purpose)) for purpose in PURPOSES])


@dataclass(frozen=True)
class Sending:
    """One purpose at a glance: `allowed` by some channel, refused (`allowed` False), or never asked (None)."""

    purpose: Purpose
    allowed: bool | None
    channels: str


def sendings_of(contacts: list[Reachable]) -> list[Sending]:
    """What may be sent, purpose by purpose, over all living contact points. Data processing is no sending."""
    found = []
    for purpose in PURPOSES:
        acts = [
            act
            for each in contacts
            if not each.contact.point.is_dead
            for act in each.consents
            if act.purpose == purpose
        ]
        granted = {act.get_channel_display(): None for act in acts if act.state == ConsentState.GRANTED}
        found.append(Sending(purpose, bool(granted) if acts else None, ", ".join(granted)))
    return found


@dataclass(frozen=True)
class Money:
    """What the visits brought: `revenue` = charges of done visits, `refunds` ≤ 0 = services paid back."""

    visits: int
    revenue: Decimal
    refunds: Decimal

    @property
    def average_check(self) -> Decimal | None:
        return self.revenue / self.visits if self.visits else None


def money_of(patient: Patient, user: Person) -> Money | None:
    """Over the visits whose money the person may see; None where there is none to see."""
    done = visits_visible_to(user, obj="money").filter(patient=patient, status=VisitStatus.COMPLETED)
    refunds = Payment.objects.filter(patient=patient, kind=PaymentKind.SERVICE_REFUND).order_by()
    refunded = refunds.values("patient").annotate(total=Sum("amount")).values("total")
    rows = (
        done.order_by().values("patient").annotate(n=Count("pk"), sum=Sum("amount"), back=Subquery(refunded))
    )
    sums = next(iter(rows), None)
    return Money(sums["n"], sums["sum"], sums["back"] or Decimal(0)) if sums else None


def visits_of(patient: Patient, user: Person) -> QuerySet[Visit]:
    """The newest visits that the person may see, planned ones first."""
    rows = (
        visits_visible_to(user)
        .filter(patient=patient)
        .select_related("practitioner", "branch", "specialty", "service")
    )
    return rows.prefetch_related("charges").order_by("-day", "-starts_at", "-pk")[: VISITS_SHOWN + 1]


def touches_of(patient: Patient, user: Person) -> dict[str, list[FollowUp]]:
    """`waiting`: the open follow-ups by due day; `done`: the newest finished ones."""
    rows = follow_ups_visible_to(user).filter(patient=patient).exclude(state=FollowUpState.CANCELLED)
    newest = rows.select_related("assignee", "closed_by").order_by(
        F("closed_at").desc(nulls_first=True), "due_on"
    )
    found = list(newest[:ROWS_SHOWN])
    waiting = [row for row in found if row.state == FollowUpState.OPEN]
    return {"waiting": waiting, "done": found[len(waiting) :][:TOUCHES_SHOWN]}
