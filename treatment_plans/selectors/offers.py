"""Offers of a plan, their difference, and how the lines of one are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from clinics.access import Person
from treatment_plans.enums import OfferState
from treatment_plans.models import Offer, OfferLine, TreatmentPlan
from treatment_plans.selectors.plans import plans_visible_to

COMPARED = (
    "service_name",
    "tooth",
    "quantity",
    "price",
    "discount",
    "phase",
    "priority",
    "sessions",
    "minutes",
    "status",
)


@dataclass(frozen=True)
class OfferRow:
    """An offer of a plan with its state today."""

    offer: Offer
    state: OfferState


@dataclass(frozen=True)
class Way:
    """One alternative of a choice within an offer, or the lines outside any choice (`letter` empty)."""

    letter: str
    title: str
    lines: Sequence[OfferLine]

    @property
    def total(self) -> Decimal:
        return sum((line.price for line in self.lines), Decimal(0))

    @property
    def counts(self) -> bool:
        return any(line.counts for line in self.lines)


@dataclass(frozen=True)
class FieldChange:
    field: str
    was: Any
    now: Any


@dataclass(frozen=True)
class LineChange:
    """`kind` is same, changed, added or removed."""

    kind: str
    name: str
    line: OfferLine
    changes: Sequence[FieldChange] = ()


@dataclass(frozen=True)
class OfferDifference:
    old: Offer
    new: Offer
    rows: Sequence[LineChange] = field(default_factory=list)

    @property
    def total_change(self) -> Decimal:
        return self.new.total - self.old.total


def offers_visible_to(user: Person) -> QuerySet[Offer]:
    """Offers of the plans that the person sees."""
    return Offer.objects.filter(plan__in=plans_visible_to(user))


def offers_of(plan: TreatmentPlan, *, today: date) -> list[OfferRow]:
    """All offers of the plan, the latest first."""
    offers = list(plan.offers.select_related("by").order_by("-version"))
    latest = offers[0].version if offers else 0
    return [OfferRow(offer, offer.state(today=today, latest_version=latest)) for offer in offers]


def ways_of(lines: Sequence[OfferLine]) -> list[Way]:
    """The lines outside any choice, then each alternative in the order of the offer."""
    groups: dict[tuple[int, str, str], list[OfferLine]] = {}
    for line in lines:
        groups.setdefault((line.choice or 0, line.letter, line.variant_title), []).append(line)
    return [Way(letter, title, found) for (_choice, letter, title), found in sorted(groups.items())]


def compare_offers(old: Offer, new: Offer) -> OfferDifference:
    """What the newer offer says otherwise, line by line, in its own order; removed lines at the end."""
    before = {line.item_id: line for line in old.lines.order_by("position")}
    after = list(new.lines.order_by("position"))
    rows = [_row(before.pop(line.item_id, None), line) for line in after]
    rows += [LineChange("removed", line.service_name, line) for line in before.values()]
    return OfferDifference(old, new, rows)


def _row(was: OfferLine | None, line: OfferLine) -> LineChange:
    if was is None:
        return LineChange("added", line.service_name, line)
    changes = [
        FieldChange(name, getattr(was, name), getattr(line, name))
        for name in COMPARED
        if getattr(was, name) != getattr(line, name)
    ]
    return LineChange("changed" if changes else "same", line.service_name, line, changes)
