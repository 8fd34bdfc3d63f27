"""LT, H and LTV by hand."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from analytics.selectors.lifetime import horizon_months, lifetime_values, lifetimes
from clinics.metrics import Extent
from tests.factories import (
    TODAY,
    make_branch,
    make_membership,
    make_patient,
    make_payment,
    make_summary,
    make_visit,
    the_clinic,
)

YEARS_AGO = TODAY - timedelta(days=3650)


@pytest.mark.parametrize(
    ("lifetime", "first", "months"),
    [
        (None, YEARS_AGO, 12),
        (Fraction(100), YEARS_AGO, 12),
        (Fraction(365), YEARS_AGO, 24),  # 2 · 365 / 30.4375 = 23.98
        (Fraction(487 * 10, 16), YEARS_AGO, 20),  # exactly 20 months stay 20
        (Fraction(487 * 10 + 1, 16), YEARS_AGO, 21),
        (Fraction(1000), date(2024, 9, 16), 24),  # the history is two years long
        (None, date(2026, 6, 16), 3),
        (None, TODAY, 1),
        (None, None, 1),
    ],
)
def test_horizon_is_twice_the_lifetime_within_the_history(
    lifetime: Fraction | None, first: date | None, months: int
) -> None:
    assert horizon_months(lifetime, first=first, today=TODAY) == months


def lapsed_patient(*days: date, since: date, **values: object):
    patient = make_patient()
    make_membership(patient, segment="lapsed", since=since, **values)
    for day in days:
        make_visit(patient, day=day)
    return patient


@pytest.mark.django_db
def test_lifetime_is_the_mean_span_of_the_lapsed() -> None:
    lapsed_patient(date(2023, 1, 1), date(2023, 4, 11), since=date(2024, 6, 1))  # 100 days
    lapsed_patient(date(2023, 1, 1), since=date(2024, 7, 1))  # one day: 0
    lapsed_patient(date(2023, 1, 1), date(2023, 1, 31), since=date(2024, 1, 1), until=date(2024, 6, 1))
    before, then, now = lifetimes(Extent(the_clinic(), TODAY), [date(2023, 1, 1), date(2024, 1, 1), TODAY])
    assert (before.days, before.lapsed, before.single_share) == (None, 0, None)
    assert (then.days, then.lapsed) == (Fraction(30), 1)
    assert (now.days, now.lapsed, now.single_share) == (Fraction(50), 2, 0.5)


@pytest.mark.django_db
def test_lifetime_of_a_branch_is_of_its_home_patients() -> None:
    here, there = make_branch(), make_branch()
    for branch, last in ((here, date(2023, 1, 11)), (there, date(2023, 1, 31))):
        patient = lapsed_patient(date(2023, 1, 1), last, since=date(2024, 6, 1))
        make_summary(patient, home_branch=branch)
    found = lifetimes(Extent(the_clinic(), TODAY, frozenset([here.pk])), [TODAY])[0]
    assert (found.days, found.lapsed) == (Fraction(10), 1)


@pytest.mark.django_db
def test_value_is_check_times_frequency() -> None:
    first, second, refunded, early = (make_patient() for _ in range(4))
    day = date(2026, 3, 1)
    make_visit(first, day=day, amount=Decimal(1000))
    make_visit(first, day=day, amount=Decimal(500))  # the same day: one paid day
    make_visit(first, day=date(2026, 5, 1), amount=Decimal(2500))
    make_visit(first, day=date(2026, 6, 1), amount=Decimal(0))  # warranty: no paid day
    make_visit(second, day=day, amount=Decimal(1000))
    make_visit(refunded, day=day, amount=Decimal(400))
    make_payment(refunded, paid_on=day, amount=Decimal(-400), kind="service_refund")
    make_visit(early, day=date(2025, 9, 15), amount=Decimal(7777))  # the day A − 12 months is outside
    found = lifetime_values(Extent(the_clinic(), TODAY), [TODAY], horizon=12)[0]
    assert (found.revenue, found.patients, found.paid_days) == (Decimal(5000), 2, 4)
    assert found.value == Decimal(2500)
    assert found.average_check == Decimal(1250)
    assert found.frequency == Decimal(2)
    assert found.average_check * found.frequency == found.value


@pytest.mark.django_db
def test_value_window_is_open_at_its_beginning() -> None:
    patient = make_patient()
    make_visit(patient, day=date(2025, 9, 16), amount=Decimal(10))
    make_visit(patient, day=TODAY, amount=Decimal(20))
    make_visit(patient, day=TODAY + timedelta(days=1), amount=Decimal(40))
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    found = lifetime_values(Extent(the_clinic(), TODAY), days, horizon=12)
    assert [point.revenue for point in found] == [Decimal(10), Decimal(30), Decimal(60)]


@pytest.mark.django_db
def test_value_of_nobody_is_unknown() -> None:
    found = lifetime_values(Extent(the_clinic(), TODAY), [TODAY], horizon=12)[0]
    assert (found.value, found.average_check, found.frequency) == (None, None, None)


@pytest.mark.django_db
def test_refunds_alone_make_no_patient() -> None:
    make_payment(make_patient(), paid_on=TODAY, amount=Decimal(-400), kind="service_refund")
    found = lifetime_values(Extent(the_clinic(), TODAY), [TODAY], horizon=12)[0]
    assert (found.revenue, found.patients, found.value, found.average_check) == (Decimal(-400), 0, None, None)
