"""Plan money of periods: each stage by its own day (see `treatment_plans.selectors.funnel`)."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from treatment_plans.models import PlanItem, PlanSession
from treatment_plans.selectors.funnel import ACTUAL_MONEY, AGREED_MONEY, done_within, reviewed_lines

STAGES: dict[str, tuple[str, F | Coalesce]] = {
    "identified": ("identified_on", F("price")),
    "agreed": ("agreed_on", AGREED_MONEY),
    "realised": ("realised_on", ACTUAL_MONEY),
}


def stage_money(stage: str, extent: Extent, periods: Sequence[Period]) -> list[Decimal]:
    """Money of the lines that reached `stage` on the days of each period, in one query, done money in two.

    "realised" is the money done on these days: of a line of several sessions, that of each session on its day.
    """
    day, money = STAGES[stage]
    lines = reviewed_lines(extent.clinic, branches=extent.branches)
    if stage != "realised":
        return _by_period(lines, day, money, periods)
    whole = _by_period(lines.filter(sessions=1), day, money, periods)
    sessions = PlanSession.objects.filter(item__in=lines.filter(sessions__gt=1))
    return [a + b for a, b in zip(whole, _by_period(sessions, "done_on", F("amount"), periods), strict=True)]


def stage_lines(stage: str, extent: Extent, period: Period) -> QuerySet[PlanItem]:
    """The lines that `stage_money` adds up for one period, each with `stage_on` and `stage_sum`."""
    day, money = STAGES[stage]
    lines = reviewed_lines(extent.clinic, branches=extent.branches)
    if stage == "realised":
        done = lines.annotate(stage_sum=done_within(period.first, period.last))
        latest = PlanSession.objects.filter(item=OuterRef("pk"), done_on__lte=period.last).order_by(
            "-done_on"
        )
        on = Coalesce(F(day), Subquery(latest.values("done_on")[:1]))
        return done.filter(stage_sum__isnull=False).annotate(stage_on=on)
    found = lines.filter(**{f"{day}__range": (period.first, period.last)})
    return found.annotate(stage_on=F(day), stage_sum=money)


def _by_period(rows: QuerySet, day: str, money: F | Coalesce, periods: Sequence[Period]) -> list[Decimal]:
    parts = {
        f"p{i}": Sum(money, filter=Q(**{f"{day}__range": (p.first, p.last)})) for i, p in enumerate(periods)
    }
    found = rows.aggregate(**parts)
    return [found[f"p{i}"] or Decimal(0) for i in range(len(periods))]
