"""Yesterday's belief is not overwritten by today's correction."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from patients.enums import PaymentKind, VisitStatus
from patients.models import Charge, Payment, Visit
from patients.selectors.as_of import charges_as_of, payments_as_of, segment_as_of, visits_as_of
from patients.services.segments import get_policy, rebuild_all
from tests import factories
from tests.patients.segments.clinic import NOW, TODAY, ago, patient_with

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 10)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_corrected_amount_counts_from_the_day_of_the_correction():
    visit = factories.make_visit(day=MAY, amount=1000, known_at=at(MAY))
    charge = factories.make_charge(visit, amount=Decimal(1000), known_at=at(MAY))
    corrected = MAY + timedelta(days=10)
    Visit.objects.filter(pk=visit.pk).update(amount=700, known_at=at(corrected))
    Charge.objects.filter(pk=charge.pk).update(amount=700, known_at=at(corrected))
    clinic = visit.clinic
    before, after = corrected - timedelta(days=1), corrected
    assert [v["amount"] for v in visits_as_of(clinic, before)] == [Decimal(1000)]
    assert [v["amount"] for v in visits_as_of(clinic, after)] == [Decimal(700)]
    assert [c["amount"] for c in charges_as_of(clinic, before)] == [Decimal(1000)]
    assert [c["amount"] for c in charges_as_of(clinic, after)] == [Decimal(700)]
    assert visits_as_of(clinic, MAY - timedelta(days=1)) == []


def test_late_entry_is_unknown_before_it_was_known():
    visit = factories.make_visit(day=MAY, known_at=at(MAY + timedelta(days=3)))
    assert visits_as_of(visit.clinic, MAY + timedelta(days=2)) == []
    assert [v["visit_id"] for v in visits_as_of(visit.clinic, MAY + timedelta(days=3))] == [visit.pk]


def test_day_ends_at_midnight_of_the_clinic():
    """21:30 UTC is half past midnight of the next day in Moscow."""
    visit = factories.make_visit(day=MAY, known_at=at(MAY, 21).replace(minute=30))
    assert visits_as_of(visit.clinic, MAY) == []
    assert len(visits_as_of(visit.clinic, MAY + timedelta(days=1))) == 1


def test_booking_is_believed_from_the_day_it_was_made_until_cancelled():
    booked = factories.make_visit(
        day=MAY + timedelta(days=20), booked_on=MAY, status=VisitStatus.BOOKED, known_at=at(MAY)
    )
    Visit.objects.filter(pk=booked.pk).update(
        status=VisitStatus.CANCELLED, known_at=at(MAY + timedelta(days=5))
    )
    statuses = [
        [v["status"] for v in visits_as_of(booked.clinic, MAY + timedelta(days=n))] for n in (-1, 0, 4, 5)
    ]
    assert statuses == [[], ["booked"], ["booked"], ["cancelled"]]


def test_deleted_refund_was_believed_until_it_went():
    patient = factories.make_patient()
    refund = factories.make_payment(
        patient, kind=PaymentKind.SERVICE_REFUND, amount=-500, paid_on=MAY, known_at=at(MAY)
    )
    Payment.objects.filter(pk=refund.pk).delete()
    assert [p["amount"] for p in payments_as_of(patient.clinic, MAY)] == [Decimal(-500)]
    assert payments_as_of(patient.clinic, datetime.now(UTC).date() + timedelta(days=2)) == []


def test_segment_as_of_a_day_ignores_what_came_later():
    patient = patient_with(ago(400, 200))
    clinic = patient.clinic
    rebuild_all(clinic, today=TODAY, now=NOW)
    policy = get_policy(clinic, now=NOW)
    # A visit of 100 days ago that was entered only ten days ago.
    factories.make_visit(patient, day=TODAY - timedelta(days=100), known_at=NOW - timedelta(days=10))
    asleep = segment_as_of(patient, TODAY - timedelta(days=11), policy=policy)
    awake = segment_as_of(patient, TODAY - timedelta(days=10), policy=policy)
    assert (asleep.segment, asleep.silence) == ("regular", 189)
    assert (awake.segment, awake.silence) == ("regular", 90)
    assert segment_as_of(patient, TODAY - timedelta(days=201), policy=policy).segment == "beginning"
