"""What the clock and single facts do to summaries and memberships, and what they leave alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F

from patients.enums import HoldKind, Segment, VisitStatus
from patients.models import (
    BestThreshold,
    DirtyPatient,
    Hold,
    Patient,
    PatientSummary,
    SegmentMembership,
    Visit,
)
from patients.segments import crossing
from patients.segments.scope import Scope
from patients.services.holds import end_hold, put_hold, sync_booking_holds
from patients.services.segments import (
    advance_day,
    get_policy,
    mark_dated_ahead,
    mark_dirty,
    rebuild_all,
    refresh_dirty,
    save_policy,
)
from tests import factories
from tests.patients.segments.clinic import (
    NOW,
    TODAY,
    add_visits,
    ago,
    everything,
    history,
    noon,
    patient_with,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def rebuilt():
    rebuild_all(factories.the_clinic(), today=TODAY, now=NOW)


def test_crossing_writes_only_who_crosses():
    crosses, stays = patient_with(ago(270)), patient_with(ago(269))
    rebuilt()
    before = PatientSummary.objects.values().get(patient=stays)
    assert advance_day(factories.the_clinic(), today=TODAY + DAY, now=NOW + DAY) == 1
    assert history(crosses) == [
        ("beginning", TODAY - 270 * DAY, TODAY + DAY),
        ("sleeping", TODAY + DAY, None),
    ]
    assert PatientSummary.objects.values().get(patient=stays) == before
    assert advance_day(factories.the_clinic(), today=TODAY + DAY, now=NOW + DAY) == 0


def test_days_without_a_worker_are_caught_up_under_their_own_dates():
    patient = patient_with(ago(270))
    rebuilt()
    far = TODAY + 300 * DAY
    assert advance_day(factories.the_clinic(), today=far, now=NOW + 300 * DAY) == 2
    assert history(patient)[1:] == [
        ("sleeping", TODAY + DAY, date(2027, 6, 13)),
        ("lapsed", date(2027, 6, 13), None),
    ]
    assert PatientSummary.objects.get(patient=patient).segment_since == date(2027, 6, 13)


def test_daily_job_reads_by_the_index_of_next_change():
    """Among two thousand who cross nothing for a year, one is found without reading them."""
    branch = factories.the_branch()
    people = Patient.objects.bulk_create(
        Patient(clinic=branch.clinic, branch=branch, created_at=NOW) for _ in range(2000)
    )
    PatientSummary.objects.bulk_create(
        PatientSummary(patient=p, clinic=branch.clinic, next_change_on=TODAY + (n % 365) * DAY)
        for n, p in enumerate(people)
    )
    scope = Scope(get_policy(branch.clinic, now=NOW), TODAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE patients_patientsummary")
        cursor.execute(f"EXPLAIN {crossing.CROSS}", scope.parameters())
        plan = "\n".join(line for (line,) in cursor)
    assert "Scan using summary_next_change" in plan or "Scan on summary_next_change" in plan
    assert "Seq Scan on patients_patientsummary" not in plan


def test_visit_marked_dirty_is_counted_once_and_the_queue_is_empty():
    patient = patient_with(ago(300))
    rebuilt()
    add_visits(patient, [TODAY])
    mark_dirty([patient.pk, patient.pk], now=NOW)
    assert refresh_dirty(today=TODAY, now=NOW) == 1
    assert not DirtyPatient.objects.exists()
    assert history(patient) == [
        ("beginning", TODAY - 300 * DAY, TODAY - 29 * DAY),
        ("sleeping", TODAY - 29 * DAY, TODAY),
        ("regular", TODAY, None),
    ]


def test_visit_entered_late_changes_the_membership_from_its_day_on():
    patient = patient_with(ago(400))
    rebuilt()
    add_visits(patient, ago(100))
    mark_dirty([patient.pk], now=NOW)
    refresh_dirty(today=TODAY, now=NOW)
    assert history(patient) == [
        ("beginning", TODAY - 400 * DAY, TODAY - 129 * DAY),
        ("sleeping", TODAY - 129 * DAY, TODAY - 100 * DAY),
        ("regular", TODAY - 100 * DAY, None),
    ]


def test_visit_completed_ahead_of_its_day_counts_on_it():
    patient = patient_with(ago(400))
    add_visits(patient, [TODAY + 2 * DAY], known_at=noon(TODAY))
    rebuilt()
    clinic, day = factories.the_clinic(), TODAY + 2 * DAY
    assert PatientSummary.objects.get(patient=patient).segment == Segment.SLEEPING
    assert mark_dated_ahead(clinic, today=day, now=noon(day)) == 1
    refresh_dirty(today=day, now=noon(day))
    assert PatientSummary.objects.get(patient=patient).segment == Segment.REGULAR


def test_patient_without_visits_is_a_prospect_since_registration():
    patient = factories.make_patient(registered_on=TODAY - 10 * DAY, created_at=NOW)
    rebuilt()
    assert history(patient) == [("prospect", TODAY - 10 * DAY, None)]
    row = PatientSummary.objects.get(patient=patient)
    assert (row.segment, row.contact_days, row.next_change_on) == (Segment.PROSPECT, 0, None)


def test_free_visits_are_contact_days_of_a_prospect():
    patient = patient_with(ago(50), amount=0)
    rebuilt()
    row = PatientSummary.objects.get(patient=patient)
    assert (row.segment, row.contact_days, row.paid_days) == (Segment.PROSPECT, 1, 0)


def test_deleted_visits_take_the_segment_back():
    patient = patient_with(ago(50))
    rebuilt()
    Visit.objects.filter(patient=patient).delete()
    mark_dirty([patient.pk], now=NOW)
    refresh_dirty(today=TODAY, now=NOW)
    row = PatientSummary.objects.get(patient=patient)
    assert (row.segment, row.last_contact_on, row.revenue) == (Segment.PROSPECT, None, 0)


def test_booking_holds_from_the_day_it_was_made_and_lets_go_when_cancelled():
    patient = patient_with(ago(280))
    rebuilt()
    booking = factories.make_visit(patient, day=TODAY + 20 * DAY, status=VisitStatus.BOOKED, known_at=NOW)
    mark_dirty([patient.pk], now=NOW)
    refresh_dirty(today=TODAY, now=NOW)
    asleep = TODAY - 9 * DAY
    assert history(patient)[1:] == [("sleeping", asleep, TODAY), ("beginning", TODAY, None)]
    row = PatientSummary.objects.get(patient=patient)
    assert (row.hold_until, row.next_change_on) == (TODAY + 20 * DAY, TODAY + 21 * DAY)
    later = TODAY + 5 * DAY
    Visit.objects.filter(pk=booking.pk).update(status=VisitStatus.CANCELLED, known_at=noon(later))
    mark_dirty([patient.pk], now=noon(later))
    refresh_dirty(today=later, now=noon(later))
    assert history(patient)[1:] == [
        ("sleeping", asleep, TODAY),
        ("beginning", TODAY, later),
        ("sleeping", later, None),
    ]


def test_moved_booking_ends_its_hold_and_begins_another():
    patient = patient_with(ago(280))
    booking = factories.make_visit(patient, day=TODAY + 5 * DAY, status=VisitStatus.BOOKED, known_at=NOW)
    sync_booking_holds([patient.pk], today=TODAY)
    Visit.objects.filter(pk=booking.pk).update(day=F("day") + 10, known_at=noon(TODAY + DAY))
    assert sync_booking_holds([patient.pk], today=TODAY + DAY) == 2
    rows = Hold.objects.filter(patient=patient).order_by("pk").values_list("until", "known_from", "known_to")
    assert list(rows) == [
        (TODAY + 5 * DAY, TODAY, TODAY + DAY),
        (TODAY + 15 * DAY, TODAY + DAY, None),
    ]
    assert sync_booking_holds(None, today=TODAY + DAY) == 0


def test_promise_holds_until_it_ends():
    patient = patient_with(ago(280))
    rebuilt()
    put = {"kind": HoldKind.PROMISE, "origin": "plan_item:7", "until": TODAY + 30 * DAY, "known_from": TODAY}
    put_hold(patient.pk, **put)
    put_hold(patient.pk, **put)
    refresh_dirty(today=TODAY, now=NOW)
    assert PatientSummary.objects.get(patient=patient).segment == Segment.BEGINNING
    end_hold("plan_item:7", known_to=TODAY + DAY)
    refresh_dirty(today=TODAY + DAY, now=NOW + DAY)
    assert PatientSummary.objects.get(patient=patient).segment == Segment.SLEEPING
    assert Hold.objects.count() == 1


def test_best_are_the_top_fifth_of_a_branch_with_five_regular_patients():
    patients = [patient_with(ago(200, 100), amount=1000 * n) for n in range(1, 6)]
    rebuilt()
    border = BestThreshold.objects.get(month=date(2026, 9, 1))
    assert border.revenue == 8000
    best = PatientSummary.objects.filter(segment=Segment.BEST).order_by("pk").values_list("pk", flat=True)
    assert list(best) == [patients[3].pk, patients[4].pk]


def test_nobody_is_best_among_four():
    for n in range(1, 5):
        patient_with(ago(200, 100), amount=1000 * n)
    rebuilt()
    assert not PatientSummary.objects.filter(segment=Segment.BEST).exists()
    assert BestThreshold.objects.get(month=date(2026, 9, 1)).revenue is None


def test_new_month_parts_best_from_regular_on_the_first():
    """A big visit of September counts from October 1 on."""
    patients = [patient_with(ago(200, 100), amount=1000 * n) for n in range(1, 6)]
    rebuilt()
    add_visits(patients[0], [TODAY], amount=50_000)
    mark_dirty([patients[0].pk], now=NOW)
    refresh_dirty(today=TODAY, now=NOW)
    first = date(2026, 10, 1)
    advance_day(factories.the_clinic(), today=first, now=noon(first))
    assert history(patients[0])[-1] == ("best", first, None)
    assert history(patients[3])[-1] == ("regular", first, None)
    daily = everything()
    assert rebuild_all(factories.the_clinic(), today=first, now=noon(first)) == 0
    assert everything() == daily


def test_new_policy_rebuilds_everybody_over_all_history():
    patient = patient_with(ago(100))
    rebuilt()
    clinic, owner = factories.the_clinic(), factories.make_user()
    old = get_policy(clinic, now=NOW)
    assert save_policy(clinic, {"default_interval": 180}, by=owner, today=TODAY, now=NOW) == old
    new = save_policy(clinic, {"default_interval": 60}, by=owner, today=TODAY, now=NOW)
    assert (new.version, new.default_course_gap) == (old.version + 1, 30)
    assert history(patient) == [
        ("beginning", TODAY - 100 * DAY, TODAY - 9 * DAY),
        ("sleeping", TODAY - 9 * DAY, None),
    ]
    assert PatientSummary.objects.get(patient=patient).policy == new


def test_specialty_interval_and_course_gap_shape_the_rhythm():
    """Hygiene returns every 90 days; visits 40 days apart are one course of it."""
    hygiene = factories.make_specialty(return_interval=90, course_gap=45)
    patient = patient_with(ago(140, 100), specialty=hygiene)
    rebuilt()
    row = PatientSummary.objects.get(patient=patient)
    assert (row.episodes, row.interval_days, row.silence_sleep, row.silence_lapse) == (1, 90, 135, 270)


def test_membership_keeps_its_row_when_it_ends():
    patient = patient_with(ago(270))
    rebuilt()
    pk = SegmentMembership.objects.get(patient=patient).pk
    advance_day(factories.the_clinic(), today=TODAY + DAY, now=NOW + DAY)
    rebuild_all(factories.the_clinic(), today=TODAY + DAY, now=NOW + DAY)
    assert SegmentMembership.objects.get(patient=patient, segment="beginning").pk == pk
