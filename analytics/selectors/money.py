"""Revenue and cash (1-domain, "Facts"): facts that are current now, by the day of the event."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q, QuerySet, Sum

from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from patients.enums import PaymentKind, VisitStatus
from patients.models import Payment, Visit


def completed_visits(extent: Extent) -> QuerySet[Visit]:
    return Visit.objects.filter(extent.within("branch"), clinic=extent.clinic, status=VisitStatus.COMPLETED)


def service_refunds(extent: Extent) -> QuerySet[Payment]:
    return payments(extent).filter(kind=PaymentKind.SERVICE_REFUND)


def revenue(extent: Extent, periods: Sequence[Period]) -> list[Decimal]:
    """Charges of completed visits by visit day, less service refunds by refund day; one value per period."""
    charged = sums(completed_visits(extent), "day", periods)
    returned = sums(service_refunds(extent), "paid_on", periods)  # not above zero
    return [plus + minus for plus, minus in zip(charged, returned, strict=True)]


def cash(extent: Extent, periods: Sequence[Period]) -> list[Decimal]:
    """Payments and advances by their day, refunds of both included with their minus."""
    return sums(payments(extent), "paid_on", periods)


def payments(extent: Extent) -> QuerySet[Payment]:
    return Payment.objects.filter(extent.within("branch"), clinic=extent.clinic)


def sums(rows: QuerySet, day: str, periods: Sequence[Period]) -> list[Decimal]:
    """Σ amount of `rows` in each of the periods, in one query; periods may overlap."""
    span = Q(**{f"{day}__range": (min(p.first for p in periods), max(p.last for p in periods))})
    parts = {
        f"p{i}": Sum("amount", filter=Q(**{f"{day}__range": (p.first, p.last)}))
        for i, p in enumerate(periods)
    }
    found = rows.filter(span).aggregate(**parts)
    return [found[f"p{i}"] or Decimal(0) for i in range(len(periods))]


def first_contact_day(extent: Extent) -> date | None:
    """The day of the first completed visit: where the history begins."""
    return completed_visits(extent).aggregate(first=Min("day"))["first"]
