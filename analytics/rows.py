"""The rows behind a figure: their sum is the figure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from analytics.selectors.money import completed_visits, payments, service_refunds
from analytics.selectors.plans import stage_lines
from clinic_crm.lib.periods import Period
from clinics.metrics import Extent

Rows = Callable[[Extent, Period], QuerySet]


@dataclass(frozen=True)
class RowList:
    """One or more lists of rows whose `sum` adds up to the metric; each row has pk, day, person, what and sum."""

    obj: str  # the row of the access matrix
    rows: Rows
    person: str = "patient"
    more: dict[str, Rows] = field(default_factory=dict)


def _visits(extent: Extent, period: Period) -> QuerySet:
    rows = completed_visits(extent).filter(day__range=(period.first, period.last))
    return rows.annotate(
        on=F("day"), what=Coalesce("specialty__name", Value("")), who=F("practitioner__name"), sum=F("amount")
    )


def _refunds(extent: Extent, period: Period) -> QuerySet:
    rows = service_refunds(extent).filter(paid_on__range=(period.first, period.last))
    return rows.annotate(on=F("paid_on"), what=F("note"), who=Value(""), sum=F("amount"))


def _payments(extent: Extent, period: Period) -> QuerySet:
    rows = payments(extent).filter(paid_on__range=(period.first, period.last))
    return rows.annotate(on=F("paid_on"), what=F("note"), who=Value(""), sum=F("amount"))


def _lines(stage: str) -> Rows:
    def rows(extent: Extent, period: Period) -> QuerySet:
        return stage_lines(stage, extent, period).annotate(
            on=F("stage_on"), what=F("service_name"), who=F("plan__practitioner__name"), sum=F("stage_sum")
        )

    return rows


ROWS: dict[str, RowList] = {
    "revenue": RowList("visits", _visits, more={"refunds": _refunds}),
    "cash": RowList("money", _payments),
    "plan_identified": RowList("plans", _lines("identified"), person="plan__patient"),
    "plan_agreed": RowList("plans", _lines("agreed"), person="plan__patient"),
    "plan_realised": RowList("plans", _lines("realised"), person="plan__patient"),
}
