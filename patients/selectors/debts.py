"""What patients owe and what may be paid back to them. The balance is of the whole network; who sees it: matrix `money`."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from clinic_crm.lib import formatting
from clinics.access import Person, reach_of
from patients.enums import PaymentKind, RefundState, VisitStatus
from patients.models import Charge, Patient, PatientBalance, Payment, RefundRequest
from patients.selectors.scope import patients_within
from patients.selectors.visits import visits_visible_to

ZERO = Decimal(0)


def balance_of(patient: Patient) -> PatientBalance:
    """The stored balance; an empty one for who has neither charges nor payments."""
    row = PatientBalance.objects.filter(pk=patient.pk).first()
    return row or PatientBalance(patient=patient, charged=ZERO, paid=ZERO, debt=ZERO)


def debtors_visible_to(user: Person) -> QuerySet[Patient]:
    """Patients who owe something, of those whose money the person may see; own visits alone show no debt."""
    rows = Patient.objects.filter(patients_within(reach_of(user, "money")))
    return rows.filter(balance__debt__gt=0)


def payments_visible_to(user: Person, right: str = "R") -> QuerySet[Payment]:
    """Payments of own branches (all of them where the right is everywhere), or of assigned patients."""
    reach = reach_of(user, "money", right)
    if reach.everywhere:
        return Payment.objects.all()
    rows = Payment.objects.filter(branch__in=reach.branches)
    if reach.assigned:
        assigned = Patient.objects.filter(patients_within(reach))
        rows = Payment.objects.filter(patient__in=assigned.values("pk"))
    return rows


def refunds_to_decide(user: Person) -> QuerySet[RefundRequest]:
    """What waits for this person's decision; the own requests are somebody else's to decide."""
    reach = reach_of(user, "prices", "A")
    rows = RefundRequest.objects.filter(reach.in_branches("branch"), state=RefundState.WAITING)
    return rows.exclude(asked_by=user.pk)


def refundable_of(charge: Charge, *, but: RefundRequest | None = None) -> Decimal:
    """Of this line: its sum less what was paid back and what is asked back, and no more than the patient paid at all."""
    returned = charge.refunds.aggregate(sum=Sum("amount"))["sum"] or ZERO
    left = charge.amount + returned - _asked(charge.refund_requests.all(), but)
    return min(left, balance_of(charge.visit.patient).paid)


@dataclass(frozen=True)
class Refundable:
    """A line of a bill of which `left` may still be paid back."""

    pk: int
    words: str
    left: Decimal


def refundable_lines(patient: Patient, user: Person, *, limit: int = 30) -> list[Refundable]:
    """The newest lines of done visits that the person may write money of, with what is left of each. Two queries."""
    visits = visits_visible_to(user, obj="money", right="C").filter(
        patient=patient, status=VisitStatus.COMPLETED
    )
    rows = Charge.objects.filter(visit__in=visits.filter(branch__mis_is_master=False), amount__gt=0)
    returned = Subquery(_sums(Payment.objects.filter(refunds_charge=OuterRef("pk")), "refunds_charge"))
    asked = Subquery(
        _sums(RefundRequest.objects.filter(charge=OuterRef("pk"), state=RefundState.WAITING), "charge")
    )
    rows = (
        rows.annotate(returned=returned, asked=asked).select_related("visit").order_by("-visit__day", "-pk")
    )
    paid = balance_of(patient).paid
    found = []
    for row in rows[:limit]:
        left = min(row.amount + (row.returned or ZERO) - (row.asked or ZERO), paid)
        words = " · ".join((formatting.day(row.visit.day), row.service_name, formatting.money(left)))
        found.append(Refundable(row.pk, words, left))
    return [row for row in found if row.left > 0]


def _sums(rows: QuerySet, key: str) -> QuerySet:
    return rows.order_by().values(key).annotate(sum=Sum("amount")).values("sum")


def refundable_advance(patient: Patient, *, but: RefundRequest | None = None) -> Decimal:
    """Of the advance: what was paid beyond all charges, less what is asked back already."""
    return -balance_of(patient).debt - _asked(patient.refund_requests.filter(charge=None), but)


def _asked(requests: QuerySet[RefundRequest], but: RefundRequest | None) -> Decimal:
    waiting = requests.filter(state=RefundState.WAITING)
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    return waiting.aggregate(sum=Sum("amount"))["sum"] or ZERO


def money_rows(patient: Patient, user: Person, limit: int) -> list[Payment]:
    """The newest payments and refunds that the person may see."""
    rows = payments_visible_to(user).filter(patient=patient).exclude(amount=0, kind=PaymentKind.PAYMENT)
    return list(rows.select_related("branch", "taken_by").order_by("-paid_on", "-pk")[:limit])
