"""Hand-computed figures of a tiny clinic, and of two well-known data sets."""

from datetime import date
from decimal import Decimal

import pytest

from analytics.selectors.money import cash, first_contact_day, revenue
from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from tests.factories import TODAY, make_branch, make_patient, make_payment, make_visit, the_clinic

pytestmark = pytest.mark.django_db

AUGUST, SEPTEMBER = (
    Period(date(2026, 8, 1), date(2026, 8, 31)),
    Period(date(2026, 9, 1), date(2026, 9, 30)),
)
BOTH = Period(date(2026, 8, 1), date(2026, 9, 30))


def test_revenue_counts_completed_visits_less_service_refunds_by_their_own_days() -> None:
    patient = make_patient()
    make_visit(patient, day=date(2026, 8, 1), amount=Decimal("1000.10"))
    make_visit(patient, day=date(2026, 8, 31), amount=Decimal("500.00"))
    make_visit(patient, day=date(2026, 9, 1), amount=Decimal("70.00"))
    make_visit(patient, day=date(2026, 8, 10), amount=Decimal(9999), status="cancelled")
    make_visit(patient, day=date(2026, 8, 10), amount=Decimal(9999), status="booked")
    make_payment(patient, paid_on=date(2026, 8, 5), amount=Decimal(1500))
    make_payment(patient, paid_on=date(2026, 9, 2), amount=Decimal(-200), kind="service_refund")
    make_payment(patient, paid_on=date(2026, 9, 3), amount=Decimal(-300), kind="advance_refund")
    extent = Extent(the_clinic(), TODAY)
    assert revenue(extent, [AUGUST, SEPTEMBER, BOTH]) == [
        Decimal("1500.10"),
        Decimal("-130.00"),
        Decimal("1370.10"),
    ]
    assert cash(extent, [AUGUST, SEPTEMBER]) == [Decimal(1500), Decimal(-500)]


def test_revenue_of_a_branch_is_its_own() -> None:
    first, second = make_branch(), make_branch()
    make_visit(make_patient(branch=first), branch=first, day=AUGUST.first, amount=Decimal(10))
    make_visit(make_patient(branch=first), branch=second, day=AUGUST.first, amount=Decimal(7))
    values = [
        revenue(Extent(the_clinic(), TODAY, branches), [AUGUST])[0]
        for branches in (None, frozenset([first.pk]), frozenset([second.pk]), frozenset())
    ]
    assert values == [Decimal(17), Decimal(10), Decimal(7), Decimal(0)]


def test_revenue_of_nothing_is_zero() -> None:
    assert revenue(Extent(the_clinic(), TODAY), [AUGUST]) == [Decimal(0)]
    assert first_contact_day(Extent(the_clinic(), TODAY)) is None
