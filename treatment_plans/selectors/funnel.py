"""Identified → agreed → realised, in lines and money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from clinics.models import Branch, Clinic
from patients.models import DataSource
from treatment_plans.enums import ItemStatus
from treatment_plans.models import PlanItem, PlanSession

ZERO = Value(Decimal(0))
AGREED_MONEY = Coalesce(F("agreed_price"), F("price"))
ACTUAL_MONEY = Coalesce(F("actual_price"), F("agreed_price"), F("price"))

# What was done so far: of a line that is not realised, its sessions.
DONE_MONEY = Case(
    When(realised_on__isnull=False, then=ACTUAL_MONEY), default=Coalesce(F("actual_price"), ZERO)
)
BEGUN = Q(realised_on__isnull=False) | Q(sessions_done__gt=0)

REACHED_AGREED = Q(agreed_on__isnull=False)
REACHED_REALISED = Q(realised_on__isnull=False)
IN_RATIOS = ~Q(status=ItemStatus.CANCELLED)


@dataclass(frozen=True)
class Stage:
    """Lines that ever reached a stage, and their money in roubles."""

    lines: int
    money: Decimal


@dataclass(frozen=True)
class Ratio:
    """`part` of `whole`; None where there is nothing to divide by."""

    part: Decimal
    whole: Decimal

    @property
    def value(self) -> float | None:
        return float(self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class PlanFunnel:
    """Counts and sums hold every reviewed line that ever reached the stage (domain, "Plans").

    Sums: identified at the plan's price, agreed at the agreed price, realised at the actual price, to which the
    sessions of partly done lines add; such a line is not counted as realised yet. Ratios leave out clinical
    cancellations, in both parts, and take agreed prices (the plan's where not agreed).
    """

    identified: Stage
    agreed: Stage
    realised: Stage
    agreed_by_lines: Ratio
    agreed_by_money: Ratio
    realised_by_lines: Ratio
    realised_by_money: Ratio


def reviewed_lines(
    clinic: Clinic, *, branches: Iterable[Branch | int] | None = None, source: DataSource | None = None
) -> QuerySet[PlanItem]:
    """The lines that figures may count: of the clinic, or of some of its branches, or of one source.

    Of alternatives only the one that counts (`treatment_plans.sums`).
    """
    lines = PlanItem.objects.filter(clinic=clinic, awaits_review="", counts=True)
    if branches is not None:
        lines = lines.filter(plan__branch__in=branches)
    return lines if source is None else lines.filter(source=source)


def plan_funnel(
    clinic: Clinic,
    *,
    branches: Iterable[Branch | int] | None = None,
    source: DataSource | None = None,
    since: date | None = None,
    until: date | None = None,
) -> PlanFunnel:
    """What became of the lines identified in [since, until]: a true cohort, followed to this day. One query."""
    lines = reviewed_lines(clinic, branches=branches, source=source)
    if since is not None:
        lines = lines.filter(identified_on__gte=since)
    if until is not None:
        lines = lines.filter(identified_on__lte=until)
    row = lines.aggregate(
        identified=Count("pk"),
        identified_money=_sum(F("price")),
        agreed=Count("pk", filter=REACHED_AGREED),
        agreed_money=_sum(AGREED_MONEY, REACHED_AGREED),
        realised=Count("pk", filter=REACHED_REALISED),
        realised_money=_sum(DONE_MONEY, BEGUN),
        **_ratio_parts(),
    )
    return PlanFunnel(
        identified=Stage(row["identified"], row["identified_money"]),
        agreed=Stage(row["agreed"], row["agreed_money"]),
        realised=Stage(row["realised"], row["realised_money"]),
        agreed_by_lines=Ratio(Decimal(row["r_agreed"]), Decimal(row["r_identified"])),
        agreed_by_money=Ratio(row["r_agreed_money"], row["r_identified_money"]),
        realised_by_lines=Ratio(Decimal(row["r_realised"]), Decimal(row["r_agreed"])),
        realised_by_money=Ratio(row["r_realised_money"], row["r_agreed_money"]),
    )


@dataclass(frozen=True)
class PlanFlow:
    """What happened in a period, each stage by its own day: found, agreed to, done."""

    identified: Stage
    agreed: Stage
    realised: Stage


def plan_flow(
    clinic: Clinic, *, branches: Iterable[Branch | int] | None = None, since: date, until: date
) -> PlanFlow:
    """Lines identified, agreed and realised on the days [since, until], whenever they began. One query.

    The money of a line of several sessions is done on the days of its sessions.
    """
    found, agreed, done = (
        Q(**{f"{day}__range": (since, until)}) for day in ("identified_on", "agreed_on", "realised_on")
    )
    row = (
        reviewed_lines(clinic, branches=branches)
        .annotate(done_money=done_within(since, until))
        .filter(found | agreed | done | Q(done_money__isnull=False))
        .aggregate(
            identified=Count("pk", filter=found),
            identified_money=_sum(F("price"), found),
            agreed=Count("pk", filter=agreed),
            agreed_money=_sum(AGREED_MONEY, agreed),
            realised=Count("pk", filter=done),
            realised_money=_sum(F("done_money")),
        )
    )
    return PlanFlow(
        Stage(row["identified"], row["identified_money"]),
        Stage(row["agreed"], row["agreed_money"]),
        Stage(row["realised"], row["realised_money"]),
    )


def done_within(since: date, until: date) -> Case:
    """The money of a line done on the days [since, until]; NULL where none was."""
    sessions = PlanSession.objects.filter(item=OuterRef("pk"), done_on__range=(since, until)).order_by()
    by_day = sessions.values("item").annotate(sum=Sum("amount")).values("sum")
    whole = Q(sessions=1, realised_on__range=(since, until))
    return Case(
        When(whole, then=ACTUAL_MONEY),
        When(sessions__gt=1, then=Subquery(by_day)),
        default=None,
        output_field=DecimalField(max_digits=12, decimal_places=2),
    )


def _sum(money: F | Coalesce | Case, condition: Q | None = None) -> Coalesce:
    return Coalesce(Sum(money, filter=condition), ZERO)


def _ratio_parts() -> dict[str, Count | Coalesce]:
    return {
        "r_identified": Count("pk", filter=IN_RATIOS),
        "r_identified_money": _sum(AGREED_MONEY, IN_RATIOS),
        "r_agreed": Count("pk", filter=IN_RATIOS & REACHED_AGREED),
        "r_agreed_money": _sum(AGREED_MONEY, IN_RATIOS & REACHED_AGREED),
        "r_realised": Count("pk", filter=IN_RATIOS & REACHED_REALISED),
        "r_realised_money": _sum(AGREED_MONEY, IN_RATIOS & REACHED_REALISED),
    }
