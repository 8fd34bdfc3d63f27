"""The periods of sampling rules."""

from datetime import date, timedelta

from quality.enums import SamplingPeriod


def period_of(kind: str, day: date) -> tuple[date, date]:
    """First and last day of the rule's period that holds `day`."""
    if kind != SamplingPeriod.WEEK:
        raise ValueError(kind)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def period_after(kind: str, day: date) -> tuple[date, date]:
    """The period that follows the one holding `day`."""
    return period_of(kind, period_of(kind, day)[1] + timedelta(days=1))
