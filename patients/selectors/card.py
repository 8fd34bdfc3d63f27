"""What the patient card shows, each part by one query."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from clinics.access import Person
from patients.enums import LIVE_BOOKING, ConsentState, FollowUpState, PaymentKind, Purpose, VisitStatus
from patients.models import (
    Consent,
    DuplicatePair,
    FollowUp,
    Patient,
    PatientCard,
    PatientContact,
    Payment,
    Visit,
)
from patients.selectors.consents import newest_consents
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.visits import visits_visible_to

VISITS_SHOWN = 30
TOUCHES_SHOWN = 5
ROWS_SHOWN = 40


def with_header(patients: QuerySet[Patient], today: date) -> QuerySet[Patient]:
    """Adds what the header and the list say at a glance: `card_number`, `next_visit_on`, `has_doubts` (an open duplicate pair)."""
    cards = PatientCard.objects.filter(patient=OuterRef("pk")).order_by("-is_main", "pk").values("number")[:1]
    doubts = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN).filter(
        Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))
    )
    coming = Visit.objects.filter(patient=OuterRef("pk"), status__in=LIVE_BOOKING, day__gte=today)
    return patients.select_related("branch", "curator", "summary").annotate(
        card_number=Subquery(cards),
        next_visit_on=Subquery(coming.order_by("day").values("day")[:1]),
        has_doubts=Exists(doubts),
    )


@dataclass(frozen=True)
class Reachable:
    """A contact point of the patient with the newest act of consent per purpose."""

    contact: PatientContact
    consents: list[Consent]


def allowed_sendings(contacts: list[Reachable]) -> list[Consent]:
    """The consents that allow a message: one per purpose and channel. Data processing allows none."""
    granted = {
        (act.purpose, act.channel): act
        for each in contacts
        for act in each.consents
        if act.state == ConsentState.GRANTED and act.purpose != Purpose.PROCESSING
    }
    return list(granted.values())


def contacts_of(patient: Patient) -> list[Reachable]:
    """In the order of their rank."""
    rows = list(patient.contacts.select_related("point"))
    acts: dict[int, list[Consent]] = {}
    for act in newest_consents([row.point_id for row in rows]) if rows else ():
        acts.setdefault(act.point_id, []).append(act)
    return [Reachable(row, acts.get(row.point_id, [])) for row in rows]


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
