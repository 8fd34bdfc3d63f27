"""What a plan adds up to, and which alternative counts: pure functions over its lines.

`services.settling` says the same in SQL for whole sets; a test drives both at random and they must agree.

**The alternative that counts** (one per choice; domain, "Plans": never counted twice): the one the patient agreed to,
that is with a line agreed, scheduled or done. While there is none, the dearest of those with an open line, so that
money at stake is neither doubled nor shown too small. When all are refused: the one that was once agreed to, else the
dearest. Equal ones: the first letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from treatment_plans.enums import ItemStatus, PlanState
from treatment_plans.models import PlanItem, Variant
from treatment_plans.states import OPEN, OPEN_AGREED, TAKEN


@dataclass(frozen=True)
class PlanSums:
    """The columns of a plan that follow from its lines; money in roubles."""

    lines_total: int
    lines_open: int
    lines_realised: int
    open_sum: Decimal
    open_minutes: int
    open_agreed_lines: int
    open_agreed_sum: Decimal
    open_agreed_minutes: int
    open_agreed_since: date | None
    lines_deferred: int
    deferred_until: date | None
    declined_sum: Decimal
    declined_on: date | None
    state: str
    closed_on: date | None


def price_now(item: PlanItem) -> Decimal:
    """The price of the whole line: the agreed one, else the plan's."""
    return item.price if item.agreed_price is None else item.agreed_price


def money_done(item: PlanItem) -> Decimal:
    """What was done so far, at actual prices: of a partly done line, its sessions."""
    if item.status == ItemStatus.REALISED:
        return price_now(item) if item.actual_price is None else item.actual_price
    return item.actual_price or Decimal(0) if item.sessions_done else Decimal(0)


def money_left(item: PlanItem) -> Decimal:
    """What an open line still has to bring: its price less the sessions done."""
    return max(price_now(item) - (item.actual_price or 0 if item.sessions_done else 0), Decimal(0))


def minutes_left(item: PlanItem) -> int:
    """The work that is left, whole minutes: the share of the sessions not done, rounded up."""
    return -(-item.minutes * (item.sessions - item.sessions_done) // item.sessions)


def counted_variants(items: Iterable[PlanItem], variants: Iterable[Variant]) -> set[int]:
    """The keys of the alternatives that count, one per choice. `items`: the reviewed lines of the plan."""
    lines: dict[int | None, list[PlanItem]] = defaultdict(list)
    for item in items:
        lines[item.variant_id].append(item)
    best: dict[int, Variant] = {}
    for variant in sorted(variants, key=lambda v: v.letter, reverse=True):
        rival = best.get(variant.choice)
        if rival is None or _claim(lines[variant.pk]) >= _claim(lines[rival.pk]):
            best[variant.choice] = variant
    return {variant.pk for variant in best.values()}


def _claim(lines: Sequence[PlanItem]) -> tuple[bool, bool, bool, Decimal]:
    live = [item for item in lines if item.status != ItemStatus.CANCELLED]
    return (
        any(item.status in TAKEN for item in live),
        any(item.status in OPEN for item in live),
        any(item.agreed_on is not None for item in live),
        sum(map(price_now, live), Decimal(0)),
    )


def plan_sums(items: Iterable[PlanItem], *, identified_on: date) -> PlanSums:
    """Of the reviewed lines that count. `identified_on` is the plan's, for a plan whose lines name no other day."""
    lines = [item for item in items if item.counts and not item.awaits_review]
    open_lines = [item for item in lines if item.status in OPEN]
    agreed = [item for item in lines if item.status in OPEN_AGREED]
    deferred = [item for item in lines if item.status == ItemStatus.DEFERRED]
    declined = [item for item in lines if item.status == ItemStatus.DECLINED]
    state, closed_on = plan_state(lines, identified_on=identified_on)
    return PlanSums(
        lines_total=sum(item.status != ItemStatus.CANCELLED for item in lines),
        lines_open=len(open_lines),
        lines_realised=sum(item.status == ItemStatus.REALISED for item in lines),
        open_sum=_sum(money_left(item) for item in open_lines),
        open_minutes=sum(map(minutes_left, open_lines)),
        open_agreed_lines=len(agreed),
        open_agreed_sum=_sum(money_left(item) for item in agreed),
        open_agreed_minutes=sum(map(minutes_left, agreed)),
        open_agreed_since=min((item.agreed_on for item in agreed if item.agreed_on), default=None),
        lines_deferred=len(deferred),
        deferred_until=min((item.deferred_until for item in deferred if item.deferred_until), default=None),
        declined_sum=_sum(money_left(item) for item in declined),
        declined_on=max((item.ended_on for item in declined if item.ended_on), default=None),
        state=state,
        closed_on=closed_on,
    )


def plan_state(lines: Sequence[PlanItem], *, identified_on: date) -> tuple[PlanState, date | None]:
    """Active while a line is open or there is none. Completed: all that was agreed to, at least one line, was done.

    Cancelled lines (a clinical decision) don't stand in the way. Else closed. Closed on the day of the last move.
    """
    if not lines or any(item.status in OPEN for item in lines):
        return PlanState.ACTIVE, None
    done = any(item.status == ItemStatus.REALISED for item in lines)
    lost = any(item.status == ItemStatus.DECLINED and item.agreed_on for item in lines)
    days = [day for item in lines for day in (item.realised_on, item.ended_on) if day]
    state = PlanState.COMPLETED if done and not lost else PlanState.CLOSED
    return state, max(days, default=identified_on)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
