from datetime import date

import pytest

from clinic_crm.lib.periods import Period, add_months, period_of, series, shifted, whole_months


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 9, 15), 0, date(2026, 9, 15)),
    ],
)
def test_months_are_added_within_the_month(day: date, count: int, result: date) -> None:
    assert add_months(day, count) == result


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("month", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", date(2026, 1, 1), date(2026, 3, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_period_holds_its_day(kind: str, first: date, last: date) -> None:
    assert period_of(kind, date(2026, 2, 14)) == Period(first, last)


def test_period_before_and_after() -> None:
    quarter = period_of("quarter", date(2026, 2, 14))
    assert shifted("quarter", quarter, -1) == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert [p.first for p in series("month", period_of("month", date(2026, 2, 14)), 3)] == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


def test_period_ends_early() -> None:
    month = Period(date(2026, 2, 1), date(2026, 2, 28))
    assert month.until(date(2026, 2, 10)) == Period(date(2026, 2, 1), date(2026, 2, 10))
    assert month.until(date(2026, 5, 1)) == month
    assert month.days == 28


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), 3),
        (date(2026, 1, 1), date(2026, 3, 30), 2),
        (date(2025, 1, 15), date(2026, 1, 14), 12),
        (date(2025, 1, 15), date(2026, 1, 13), 11),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
        (date(1997, 1, 1), date(1998, 6, 30), 18),
    ],
)
def test_whole_months_fit(first: date, last: date, months: int) -> None:
    assert whole_months(first, last) == months
