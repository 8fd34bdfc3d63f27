"""What the overview shows: the same metrics as everywhere, over the asked period and those before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.comparison import signal
from analytics.selectors.lifetime import Lifetime, LifetimeValue, horizon_of, lifetime_values, lifetimes
from clinic_crm.lib.periods import Period, add_months, series, shifted
from clinics.metrics import METRICS, Extent, Metric, Value
from clinics.models import Change

SHOWN_BEFORE = {"month": 13, "quarter": 9, "year": 4}
CHART_MONTHS = 24


@dataclass(frozen=True)
class Asked:
    """The period that the page is about, cut at today, and the part of the period before that it may be held against."""

    kind: str
    whole: Period
    period: Period
    before: Period

    @property
    def is_running(self) -> bool:
        return self.period != self.whole


def asked(kind: str, whole: Period, *, today: date) -> Asked:
    """A running period is compared with the same number of days of the one before."""
    period, before = whole.until(today), shifted(kind, whole, -1)
    if period != whole:
        before = Period(
            before.first, min(before.last, date.fromordinal(before.first.toordinal() + period.days - 1))
        )
    return Asked(kind, whole, period, before)


@dataclass(frozen=True)
class Figure:
    """A metric of the asked period, of the one before, and the points of its trend, oldest first."""

    metric: Metric
    value: Value
    before: Value
    points: list[float]
    signal: int

    @property
    def is_good(self) -> bool | None:
        """None where the change may be noise, points the other way, or is neither good nor bad."""
        if self.metric.rising_is_good is None or self.value is None or self.before is None:
            return None
        direction = (self.value > self.before) - (self.value < self.before)
        if not direction or self.signal != direction:
            return None
        return (direction > 0) is self.metric.rising_is_good


def figure(key: str, extent: Extent, question: Asked, *, history_from: date | None) -> Figure:
    """One metric in as few queries as its selector needs: all periods are asked at once."""
    metric = METRICS[key]
    past = trend_periods(question, history_from)
    *points, value, before = metric.measure(extent, [*past, question.period, question.before])
    known = [float(point) for point in points if point is not None]
    comparable = metric.at_day or not question.is_running
    outside = signal(float(value), known) if value is not None and comparable else 0
    shown = [*known, float(value)] if value is not None and comparable else known
    return Figure(metric, value, before, shown, outside)


def trend_periods(question: Asked, history_from: date | None) -> list[Period]:
    """The whole periods before the asked one, from the first fact on."""
    before = series(question.kind, question.whole, SHOWN_BEFORE[question.kind])[:-1]
    return [period for period in before if history_from is None or period.last >= history_from]


def chart_months(question: Asked, history_from: date | None) -> list[Period]:
    """Two years of months that end with the asked period."""
    months = series("month", _month_of(question.period.last), CHART_MONTHS)
    cut = [month.until(question.period.last) for month in months]
    return [month for month in cut if history_from is None or month.last >= history_from]


def _month_of(day: date) -> Period:
    return Period(day.replace(day=1), day)


@dataclass(frozen=True)
class ValuePicture:
    """LTV = average check × frequency on the last day of the period, its trend under one horizon, and the lifetime."""

    now: LifetimeValue
    points: list[LifetimeValue]
    lifetime: Lifetime

    history_from: date

    def is_whole(self, point: LifetimeValue) -> bool:
        """Does the window of the point lie within the history? Others are drawn pale."""
        return add_months(point.day, -point.horizon) >= self.history_from - timedelta(days=1)


def value_picture(extent: Extent, question: Asked, *, history_from: date) -> ValuePicture:
    days = [period.last for period in (*trend_periods(question, history_from), question.period)]
    points = lifetime_values(extent, days, horizon=horizon_of(extent))
    return ValuePicture(points[-1], points, lifetimes(extent, [question.period.last])[0], history_from)


def changes_within(extent: Extent, months: Sequence[Period]) -> list[Change]:
    """The dated notes to draw on a chart of these months."""
    if not months:
        return []
    return list(Change.objects.filter(clinic=extent.clinic, day__range=(months[0].first, months[-1].last)))
