"""Reads of visits; each starts from `visits_visible_to`."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from clinics.access import Person, reach_of
from patients.enums import RefundState
from patients.models import Charge, Payment, RefundRequest, Visit, VisitVersion
from patients.selectors.scope import rows_within


def visits_visible_to(user: Person, *, right: str = "R", obj: str = "visits") -> QuerySet[Visit]:
    """Visits of own branches, of assigned patients (curator), or the own ones (practitioner)."""
    reach = reach_of(user, obj, right)
    condition = rows_within(reach)
    if reach.own and reach.employee is not None:
        condition |= Q(branch__in=reach.own, practitioner=reach.employee)
    return Visit.objects.filter(condition)


@dataclass(frozen=True)
class Bill:
    """The money of one visit. `left` = its charges less what was paid for it and paid back, never below zero."""

    charges: list[Charge]
    payments: list[Payment]
    waiting: list[RefundRequest]
    left: Decimal

    @property
    def paid(self) -> Decimal:
        return sum((row.amount for row in self.payments), Decimal(0))


def bill_of(visit: Visit) -> Bill:
    """Three queries. Payments are those taken at this visit; the debt of the patient is another figure."""
    charges = list(visit.charges.select_related("service").order_by("pk"))
    payments = list(visit.payments.exclude(amount=0).select_related("taken_by").order_by("paid_on", "pk"))
    waiting = RefundRequest.objects.filter(charge__visit=visit, state=RefundState.WAITING)
    returned = sum((row.amount for row in payments if row.refunds_charge_id), Decimal(0))
    received = sum((row.amount for row in payments if not row.refunds_charge_id), Decimal(0))
    left = max(visit.amount + returned - received, Decimal(0))
    return Bill(charges, payments, list(waiting.order_by("pk")), left)


def versions_of(visit: Visit) -> list[VisitVersion]:
    """What was believed of the visit before, the newest first."""
    rows = VisitVersion.objects.filter(visit_id=visit.pk).select_related("practitioner", "chair")
    return list(rows.order_by("-known_to", "-pk")[:30])
