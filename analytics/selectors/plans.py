"""Plan money of periods: each stage by its own day (see `treatment_plans.selectors.funnel`)."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from treatment_plans.models import PlanItem
from treatment_plans.selectors.funnel import ACTUAL_MONEY, AGREED_MONEY, reviewed_lines

STAGES: dict[str, tuple[str, F | Coalesce]] = {
    "identified": ("identified_on", F("price")),
    "agreed": ("agreed_on", AGREED_MONEY),
    "realised": ("realised_on", ACTUAL_MONEY),
}


def stage_money(stage: str, extent: Extent, periods: Sequence[Period]) -> list[Decimal]:
    """Money of the lines that reached `stage` on the days of each period, in one query."""
    day, money = STAGES[stage]
    lines = reviewed_lines(extent.clinic, branches=extent.branches)
    parts = {
        f"p{i}": Sum(money, filter=Q(**{f"{day}__range": (p.first, p.last)})) for i, p in enumerate(periods)
    }
    found = lines.aggregate(**parts)
    return [found[f"p{i}"] or Decimal(0) for i in range(len(periods))]


def stage_lines(stage: str, extent: Extent, period: Period) -> QuerySet[PlanItem]:
    """The lines that `stage_money` adds up for one period."""
    day, _money = STAGES[stage]
    lines = reviewed_lines(extent.clinic, branches=extent.branches)
    return lines.filter(**{f"{day}__range": (period.first, period.last)})
