"""Periods of whole days: months, quarters and years, and what lies before them. Pure arithmetic."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Period:
    """The days [first, last], both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def until(self, day: date) -> "Period":
        """The part up to `day`; the first day at least."""
        return Period(self.first, max(self.first, min(self.last, day)))


def add_months(day: date, count: int) -> date:
    """The same day of another month, or that month's last: 31 March − 1 month = 28 or 29 February."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


def period_of(kind: str, day: date) -> Period:
    """The month, quarter or year (`kind`) that holds `day`."""
    length = MONTHS_IN[kind]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(first, add_months(first, length) - timedelta(days=1))


def shifted(kind: str, period: Period, count: int) -> Period:
    """`count` periods later (earlier when negative)."""
    return period_of(kind, add_months(period.first, count * MONTHS_IN[kind]))


def series(kind: str, period: Period, count: int) -> list[Period]:
    """The `count` periods that end with `period`, oldest first."""
    return [shifted(kind, period, back) for back in range(1 - count, 1)]


def whole_months(first: date, last: date) -> int:
    """How many whole months fit between the two days, `last` included: 1 January to 31 March = 3."""
    end = last + timedelta(days=1)
    months = (end.year - first.year) * 12 + end.month - first.month
    return max(months - (add_months(first, months) > end), 0)
