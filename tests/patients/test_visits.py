from datetime import time, timedelta
from decimal import Decimal

import pytest

from clinics.models import JournalEntry
from patients.enums import VisitStatus
from patients.models import Charge, DirtyPatient, Visit, VisitVersion
from patients.services.visits import (
    ChargeLine,
    VisitRefusedError,
    book_visit,
    cancel_visit,
    complete_visit,
    confirm_visit,
    mark_arrived,
    mark_no_show,
)
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_employee,
    make_patient,
    make_service,
    make_specialty,
    make_visit,
)

pytestmark = pytest.mark.django_db


def _booked(**values) -> Visit:
    return make_visit(**{"status": VisitStatus.BOOKED, "day": TODAY, "amount": 0, **values})


def test_book_visit_writes_branch_local_time_and_marks_the_patient():
    patient = make_patient(branch=make_branch(time_zone="Asia/Yekaterinburg"))
    specialty = make_specialty()
    doctor = make_employee(is_practitioner=True, specialty=specialty)
    visit = book_visit(
        patient, branch=patient.branch, practitioner=doctor, day=TODAY, at=time(15, 30), by=None, now=NOW
    )
    assert (visit.status, visit.specialty, visit.booked_on) == ("booked", specialty, TODAY)
    assert visit.starts_at.isoformat() == "2026-09-15T15:30:00+05:00"
    assert list(DirtyPatient.objects.values_list("patient_id", flat=True)) == [patient.pk]
    assert JournalEntry.objects.values_list("verb", "patient_id").get() == ("booked", patient.pk)


def test_book_visit_is_refused_where_the_mis_keeps_the_schedule():
    patient = make_patient(branch=make_branch(mis_is_master=True))
    with pytest.raises(VisitRefusedError):
        book_visit(patient, branch=patient.branch, practitioner=None, day=TODAY, by=None, now=NOW)


def test_complete_visit_keeps_the_amount_equal_to_the_charges():
    lines = [
        ChargeLine(make_service(name="Пломба"), Decimal(2), Decimal("1500.50"), Decimal("100.25")),
        ChargeLine(make_service(name="Снимок"), Decimal("0.5"), Decimal("333.33")),
    ]
    done = complete_visit(_booked(), charges=lines, by=None, now=NOW)
    # 2 × 1500.50 − 100.25 = 2900.75; 0.5 × 333.33 = 166.665 → 166.66 (half to even)
    assert (done.status, done.amount) == ("completed", Decimal("3067.41"))
    assert list(Charge.objects.order_by("pk").values_list("service_name", "amount")) == [
        ("Пломба", Decimal("2900.75")),
        ("Снимок", Decimal("166.66")),
    ]
    assert VisitVersion.objects.values_list("status", "known_to").get() == ("booked", NOW)


def test_complete_visit_is_refused_before_its_day_and_twice():
    with pytest.raises(VisitRefusedError):
        complete_visit(_booked(day=TODAY + timedelta(days=1)), charges=[], by=None, now=NOW)
    visit = _booked()
    complete_visit(visit, charges=[], by=None, now=NOW)
    with pytest.raises(VisitRefusedError):
        complete_visit(visit, charges=[], by=None, now=NOW)


@pytest.mark.parametrize(
    ("move", "status"),
    [
        (cancel_visit, "cancelled"),
        (mark_no_show, "no_show"),
        (confirm_visit, "confirmed"),
        (mark_arrived, "arrived"),
    ],
)
def test_moves_of_a_booked_visit(move, status):
    assert move(_booked(), by=None, now=NOW).status == status


def test_a_cancelled_visit_is_not_revived():
    for move in (cancel_visit, mark_no_show, confirm_visit, mark_arrived):
        with pytest.raises(VisitRefusedError):
            move(_booked(status=VisitStatus.CANCELLED), by=None, now=NOW)


def test_no_show_is_refused_before_the_day():
    with pytest.raises(VisitRefusedError):
        mark_no_show(_booked(day=TODAY + timedelta(days=1)), by=None, now=NOW)
