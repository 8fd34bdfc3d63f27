"""No chair, practitioner or patient is taken twice: refused by the database, told in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
from django.db import IntegrityError, connection

from patients.enums import VisitStatus
from patients.models import Visit
from patients.services.visits import (
    VisitConflictError,
    VisitRefusedError,
    book_visit,
    cancel_visit,
    complete_visit,
    move_visit,
    reschedule_visit,
    starts_at,
)
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_chair,
    make_employee,
    make_patient,
    make_source,
    make_visit,
    the_branch,
)

pytestmark = pytest.mark.django_db


def _book(at, minutes=30, *, patient=None, chair=None, practitioner=None, day=TODAY, branch=None):
    patient = patient or make_patient(branch=branch or the_branch())
    return book_visit(
        patient, branch=branch or patient.branch, practitioner=practitioner, chair=chair, day=day, at=at,
        minutes=minutes, by=None, now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("what", ["chair", "practitioner", "patient"])
def test_what_is_taken_is_refused_and_the_one_in_the_way_is_named(what):
    taken = {"chair": make_chair, "practitioner": make_employee, "patient": make_patient}[what]()
    first = _book(time(10), 60, **{what: taken})
    with pytest.raises(VisitConflictError) as refused:
        _book(time(10, 30), 60, **{what: taken})
    assert [(o.what, o.visit) for o in refused.value.obstacles] == [(what, first)]
    assert Visit.objects.count() == 1


def test_visits_may_touch_and_need_no_time_or_chair():
    chair = make_chair()
    _book(time(10), 30, chair=chair)
    _book(time(10, 30), 30, chair=chair)
    _book(None, chair=chair)
    _book(None, chair=chair)
    _book(time(10), chair=make_chair())
    assert Visit.objects.count() == 5


def test_a_practitioner_is_not_in_two_branches_at_once():
    doctor = make_employee()
    _book(time(10), practitioner=doctor)
    with pytest.raises(VisitConflictError):
        _book(time(10), practitioner=doctor, branch=make_branch())


def test_an_end_is_an_instant_also_when_the_clocks_change():
    """Berlin, 25 Oct 2026: 02:00–03:00 comes twice, so 60 minutes from 01:30 end before the second 02:30."""
    branch, chair = make_branch(time_zone="Europe/Berlin"), make_chair()
    day = TODAY.replace(month=10, day=25)
    _book(time(1, 30), 60, chair=chair, branch=branch, day=day)  # 23:30–00:30 UTC
    with pytest.raises(VisitConflictError):
        _book(time(2, 15), 30, chair=chair, branch=branch, day=day)  # 00:15 UTC
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'Asia/Tokyo'")
    _book(time(2, 30), 30, chair=chair, branch=branch, day=day)  # 00:30 UTC


def test_what_is_over_frees_its_time():
    chair = make_chair()
    cancel_visit(_book(time(10), chair=chair), by=None, now=NOW)
    complete_visit(_book(time(10), chair=chair), charges=[], by=None, now=NOW)
    _book(time(10), chair=chair)
    assert Visit.objects.filter(status=VisitStatus.BOOKED).count() == 1


def test_a_correction_takes_its_time_again_and_may_be_refused():
    chair = make_chair()
    old = cancel_visit(_book(time(10), chair=chair), by=None, now=NOW)
    new = _book(time(10), chair=chair)
    with pytest.raises(VisitConflictError) as refused:
        move_visit(old, "revive", by=None, now=NOW)
    assert [o.visit for o in refused.value.obstacles] == [new]


def test_imported_bookings_may_overlap_but_ours_not_with_them():
    doctor, source = make_employee(), make_source()
    when = starts_at(the_branch(), TODAY, time(10))
    both = [
        make_visit(
            status="booked",
            day=TODAY,
            starts_at=when,
            practitioner=doctor,
            source=source,
            external_key=key,
            amount=0,
        )
        for key in "ab"
    ]
    with pytest.raises(VisitConflictError) as refused:
        _book(time(10, 15), practitioner=doctor)
    assert [o.visit for o in refused.value.obstacles] == both


def test_reschedule_keeps_out_of_the_way_but_not_of_itself():
    chair, other = make_chair(), make_chair()
    visit = _book(time(10), 60, chair=chair)
    _book(time(12), 60, chair=other)
    values = {"minutes": 60, "practitioner": None, "by": None, "now": NOW}
    moved = reschedule_visit(visit, day=TODAY, at=time(10, 30), chair=chair, **values)
    assert moved.starts_at == starts_at(the_branch(), TODAY, time(10, 30))
    with pytest.raises(VisitConflictError):
        reschedule_visit(visit, day=TODAY, at=time(11, 30), chair=other, **values)


def test_another_day_voids_the_confirmation_and_the_past_is_refused():
    visit = move_visit(_book(time(10)), "confirm", by=None, now=NOW)
    values = {"at": time(10), "minutes": 30, "chair": None, "practitioner": None, "by": None, "now": NOW}
    assert reschedule_visit(visit, day=TODAY, **values).status == "confirmed"
    assert reschedule_visit(visit, day=TODAY + timedelta(1), **values).status == "booked"
    with pytest.raises(VisitRefusedError):
        reschedule_visit(visit, day=TODAY - timedelta(1), **values)


@pytest.mark.parametrize("what", ["chair", "practitioner", "patient"])
def test_the_database_itself_refuses(what):
    taken = {"chair": make_chair, "practitioner": make_employee, "patient": make_patient}[what]()
    values = {"status": "arrived", "day": TODAY, "starts_at": NOW, "amount": 0}
    first = {"patient": taken} if what == "patient" else {what: taken}
    make_visit(**values, **first)
    with pytest.raises(IntegrityError, match=f"visit_{what}_not_double_booked"):
        make_visit(**values, **first)


@pytest.mark.django_db(transaction=True)
def test_of_two_desks_at_once_one_gets_the_chair():
    chair, patients = make_chair(), [make_patient() for _ in range(4)]

    def desk(patient) -> str:
        try:
            _book(time(10), chair=chair, patient=patient)
        except VisitConflictError:
            return "refused"
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(4) as desks:
        assert sorted(desks.map(desk, patients)) == ["booked", "refused", "refused", "refused"]
