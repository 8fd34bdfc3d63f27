"""The dictionary of figures: one definition, one selector, wherever the figure is shown.

Apps register theirs in `AppConfig.ready()`; a screen asks `METRICS[key]` and never counts by itself, so two screens
cannot differ.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q
from django.utils.functional import Promise

from clinic_crm.lib import formatting
from clinic_crm.lib.periods import Period
from clinics.models import Clinic

Value = Decimal | int | None


class Unit(StrEnum):
    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"  # written with two decimals
    DAYS = "days"
    SHARE = "share"  # a share of one, written in per cent


@dataclass(frozen=True)
class Extent:
    """Whose figures, and on which clinic-local day they are asked: the whole clinic, or some of its branches."""

    clinic: Clinic
    today: date
    branches: frozenset[int] | None = None

    def within(self, path: str) -> Q:
        """Rows whose branch (at `path`) belongs to the extent."""
        return Q() if self.branches is None else Q(**{f"{path}__in": self.branches})


@dataclass(frozen=True)
class Metric:
    """`measure(extent, periods)` gives one value per period, in order; None = not defined there.

    `rising_is_good` None: a change of this figure is neither good nor bad by itself.
    `at_day`: the figure is of the last day of the period, not of the period.
    """

    key: str
    name: str | Promise
    definition: str | Promise
    unit: Unit
    measure: Callable[[Extent, Sequence[Period]], list[Value]]
    rising_is_good: bool | None = True
    at_day: bool = False

    def written(self, value: Value) -> str:
        """The value as a person reads it, in the active language."""
        match self.unit:
            case Unit.MONEY:
                return formatting.money(None if value is None else round(Decimal(value)))
            case Unit.SHARE:
                return formatting.percent(value, 1)
            case Unit.RATIO:
                return formatting.number(value, 2)
            case Unit.DAYS:
                return formatting.days(None if value is None else round(value))
        return formatting.number(value)


METRICS: dict[str, Metric] = {}


def register(metric: Metric) -> None:
    METRICS[metric.key] = metric
