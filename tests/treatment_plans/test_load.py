"""The forward load on small clinics counted by hand. TODAY is Tuesday 2026-09-15, the first week begins on the 21st."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import DayHours, LeadTimeLink, WorkingHours
from clinics.selectors import clinic_today
from tests.factories import (
    NOW,
    make_branch,
    make_chair,
    make_employee,
    make_plan,
    make_plan_item,
    make_service,
    make_specialty,
    make_visit,
    the_branch,
    the_clinic,
    user_with_role,
)
from tests.treatment_plans.plans import TODAY, ago
from treatment_plans.load.capacity import capacity_by_chair, capacity_by_practitioner
from treatment_plans.load.curve import NOTHING, Curve, Curves, estimate, measure_curves
from treatment_plans.load.forecast import By, Cell, coming_weeks, forward_load
from treatment_plans.load.links import EmptyWeek, empty_weeks, measure_lags
from treatment_plans.selectors.load import cell_rows

MONDAY = date(2026, 9, 21)
LOAD_QUERIES = 25


def test_curve_of_five_lines_by_hand():
    """60 minutes each: done in weeks 1, 2, 3, lost in week 2, one watched for a week. At risk: 300, 180, 60 minutes."""
    curve = estimate(
        [("done", 1, 60, 1), ("done", 2, 60, 1), ("lost", 2, 60, 1), ("open", 1, 60, 1), ("done", 3, 60, 1)]
    )
    assert curve.done == pytest.approx((0, 1 / 5, 7 / 15, 11 / 15))
    assert curve.still_open == pytest.approx((1, 4 / 5, 4 / 15, 0))
    assert (curve.lines, curve.ended) == (5, 4)
    assert curve.chance(0, 1) == pytest.approx(1 / 5)
    assert curve.chance(1, 1) == pytest.approx(1 / 3)  # of the 4/5 still open, 4/15 are done in the next week
    assert curve.chance(1, 2) == pytest.approx(1 / 3)
    assert [curve.chance(1, 9), curve.chance(3, 1)] == [0, 0]


def test_curve_of_nothing_promises_nothing():
    assert estimate([]) == NOTHING
    assert NOTHING.chance(0, 1) == 0


def test_chances_of_a_line_never_exceed_one():
    curve = estimate([("done", n, 30, 1) for n in range(1, 40)] + [("lost", 7, 90, 3), ("open", 12, 45, 2)])
    assert all(sum(curve.chance(age, n) for n in range(1, 60)) <= 1 + 1e-9 for age in range(45))


@pytest.mark.django_db
def test_outcomes_are_read_from_the_lines():
    """Days 0 and 7 are the first week, 8 the second; a deferred line is watched until it was put off."""
    plan = make_plan(identified_on=ago(60))
    agreed = {"identified_on": ago(60), "agreed_on": ago(40), "minutes": 60}
    make_plan_item(plan, status="realised", realised_on=ago(40), **agreed)
    make_plan_item(plan, status="realised", realised_on=ago(33), **agreed)
    make_plan_item(plan, status="declined", ended_on=ago(32), **agreed)
    make_plan_item(plan, status="deferred", ended_on=ago(32), **agreed)
    make_plan_item(plan, status="agreed", **agreed)
    make_plan_item(plan, status="realised", realised_on=ago(1), awaits_review="doubt", **agreed)
    make_plan_item(plan, status="identified", identified_on=ago(60))
    curves = measure_curves(the_clinic().pk, today=TODAY)
    # Week 1: 300 at risk, 120 done. The deferred line leaves after it. Week 2: 120 at risk, 60 lost.
    assert curves.clinic == Curve((0, 0.4, 0.4), (1, 0.6, 0.3), 5, 3)
    assert curves.specialties == {}


@pytest.mark.django_db
def test_load_is_booked_minutes_and_agreed_minutes_by_their_chances():
    therapy, surgery = make_specialty(name="Терапия"), make_specialty(name="Хирургия")
    doctor = make_employee(branch=the_branch(), specialty=therapy, is_practitioner=True)
    filling = make_service(specialty=therapy)
    for weekday in range(5):
        WorkingHours.objects.create(branch=the_branch(), weekday=weekday, starts=time(9), ends=time(17))
    booked = make_visit(day=MONDAY + timedelta(days=1), status="booked", minutes=90, specialty=therapy)
    make_visit(day=MONDAY + timedelta(days=1), status="cancelled", minutes=500, specialty=therapy)
    plan = make_plan(practitioner=doctor)
    make_plan_item(plan, status="agreed", service=filling, minutes=120, agreed_on=MONDAY - timedelta(days=8))
    make_plan_item(plan, status="agreed", service=filling, minutes=60, agreed_on=MONDAY - timedelta(days=2))
    make_plan_item(
        plan,
        status="scheduled",
        service=filling,
        minutes=90,
        agreed_on=MONDAY - timedelta(days=8),
        booking=booked,
    )
    curve = Curve((0, 0.5, 0.75), (1, 0.5, 0.25), 100, 75)
    curves = Curves(NOTHING, {therapy.pk: curve})
    load = forward_load([the_branch()], curves, by=By.SPECIALTY, today=TODAY, weeks=2)
    # The line of 120 is one full week old: (0.75 - 0.5) / 0.5, then nothing. That of 60 is new: 0.5, then 0.25.
    assert load.weeks == (MONDAY, MONDAY + timedelta(days=7))
    assert [(row.key, row.cells) for row in load.rows] == [
        (therapy.pk, (Cell(MONDAY, 90, 90.0, 2400), Cell(load.weeks[1], 0, 15.0, 2400)))
    ]
    assert load.signed_minutes == 90 + 120 + 60
    assert load.weeks_signed_for == pytest.approx(270 / 2400)
    assert load.total[0].share == pytest.approx(180 / 2400)
    assert surgery.pk not in {row.key for row in load.rows}
    by_person = forward_load([the_branch()], curves, by=By.PRACTITIONER, today=TODAY, weeks=2)
    assert {row.key: row.cells[0] for row in by_person.rows}[doctor.pk] == Cell(MONDAY, 0, 90.0, 2400)


@pytest.mark.django_db
def test_agreed_minutes_go_to_the_chairs_where_the_specialty_works():
    therapy = make_specialty(name="Терапия")
    left, right = make_chair(branch=the_branch(), name="1"), make_chair(branch=the_branch(), name="2")
    for chair, minutes in ((left, 90), (right, 30)):
        make_visit(day=ago(7), status="completed", minutes=minutes, specialty=therapy, chair=chair)
    line = {"status": "agreed", "minutes": 40, "service": make_service(specialty=therapy)}
    make_plan_item(make_plan(), agreed_on=MONDAY - timedelta(days=1), **line)
    curves = Curves(Curve((0, 1.0), (1, 0), 50, 50), {})
    load = forward_load([the_branch()], curves, by=By.CHAIR, today=TODAY, weeks=1)
    assert {row.key: row.cells[0].expected for row in load.rows} == {left.pk: 30.0, right.pk: 10.0}


@pytest.mark.django_db
def test_capacity_knows_days_off_own_hours_and_the_second_branch():
    here, there = the_branch(), make_branch(name="Вторая")
    for branch in (here, there):
        for weekday in range(5):
            WorkingHours.objects.create(branch=branch, weekday=weekday, starts=time(9), ends=time(17))
    both = make_employee(branch=here, is_practitioner=True)
    both.branches.add(there)
    part_time = make_employee(branch=there, is_practitioner=True)
    WorkingHours.objects.create(branch=there, employee=part_time, weekday=0, starts=time(9), ends=time(12))
    chair = make_chair(branch=here)
    DayHours.objects.create(branch=here, day=MONDAY, note="ремонт")
    weeks = [MONDAY, MONDAY + timedelta(days=7)]
    people = capacity_by_practitioner([here, there], weeks)
    assert [people[both.pk][week] for week in weeks] == [4 * 480, 5 * 480]
    assert [people[part_time.pk][week] for week in weeks] == [180, 180]
    assert [capacity_by_chair([here], weeks)[chair.pk][week] for week in weeks] == [4 * 480, 5 * 480]


def test_weeks_begin_on_the_next_monday():
    assert coming_weeks(TODAY, 2) == (MONDAY, date(2026, 9, 28))
    assert coming_weeks(MONDAY, 1) == (date(2026, 9, 28),)


@pytest.mark.django_db
def test_lag_is_the_median_of_weeks_between_the_first_lines():
    surgery, crowns = make_specialty(name="Хирургия"), make_specialty(name="Ортопедия")
    for days in (70, 140, 210):
        plan = make_plan()
        for specialty, done in ((surgery, 300), (surgery, 290), (crowns, 300 - days)):
            make_plan_item(
                plan,
                status="realised",
                service=make_service(specialty=specialty),
                agreed_on=ago(310),
                realised_on=ago(done),
            )
    [lag] = measure_lags(the_clinic().pk).values()
    assert (lag.before, lag.after, lag.weeks, lag.plans) == (surgery.pk, crowns.pk, 20, 3)


def test_empty_week_is_told_when_what_feeds_it_is_slack():
    """Link of 3 weeks. Week 4 of crowns is filled 10 % and fed by week 1 of surgery, filled 61 %."""
    link = LeadTimeLink(before_id=1, after_id=2, weeks=3)
    weeks = [MONDAY + timedelta(days=7 * n) for n in range(5)]
    surgery = [Cell(week, filled, 0.0, 100) for week, filled in zip(weeks, (90, 61, 90, 90, 90), strict=True)]
    crowns = [Cell(week, filled, 0.0, 100) for week, filled in zip(weeks, (80, 20, 80, 20, 10), strict=True)]
    told = empty_weeks([link], {}, {1: surgery, 2: crowns}, {})
    assert told == [EmptyWeek(1, 2, 3, weeks[4], 0.1, weeks[1], 0.61)]


@pytest.mark.django_db
@pytest.mark.parametrize("by", By)
def test_cell_opens_rows_that_add_up_to_it(client, by):
    therapy = make_specialty(name="Терапия")
    doctor = make_employee(branch=the_branch(), specialty=therapy, is_practitioner=True)
    chair = make_chair(branch=the_branch())
    visit = {"specialty": therapy, "practitioner": doctor, "chair": chair}
    make_visit(day=ago(7), status="completed", minutes=60, **visit)
    for status, minutes in (("booked", 90), ("confirmed", 30), ("cancelled", 500)):
        make_visit(day=MONDAY + timedelta(days=1), status=status, minutes=minutes, **visit)
    plan = make_plan(practitioner=doctor)
    for days, minutes in ((8, 120), (2, 60)):
        make_plan_item(
            plan,
            status="agreed",
            service=make_service(specialty=therapy),
            minutes=minutes,
            agreed_on=MONDAY - timedelta(days=days),
        )
    curves = Curves(Curve((0, 0.5, 0.75), (1, 0.5, 0.25), 100, 75), {})
    manager = user_with_role(Role.MANAGER, the_branch())
    load = forward_load([the_branch()], curves, by=by, today=TODAY, weeks=2)
    for row in load.rows:
        for cell in row.cells:
            rows = cell_rows(manager, [the_branch()], curves, by=by, key=row.key, week=cell.week, today=TODAY)
            assert (rows.booked, rows.expected) == (cell.booked, pytest.approx(cell.expected))
            assert sum(visit.minutes for visit in rows.visits) == cell.booked
            assert sum(line.minutes for line in rows.lines) == pytest.approx(cell.expected)
    assert [(cell.booked, cell.expected) for cell in load.total] == [(120, 90.0), (0, 15.0)]


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [1, 3])
def test_load_page_asks_as_often_for_one_line_as_for_three(client, django_assert_num_queries, lines):
    client.force_login(user_with_role(Role.MANAGER, the_branch()))
    for _ in range(lines):
        specialty = make_specialty()
        doctor = make_employee(branch=the_branch(), specialty=specialty, is_practitioner=True)
        service = make_service(specialty=specialty)
        make_visit(
            specialty=specialty, practitioner=doctor, status="booked", day=clinic_today(the_clinic(), NOW)
        )
        make_plan_item(make_plan(practitioner=doctor), status="agreed", service=service, agreed_on=ago(10))
    client.get(reverse("plans:load"))
    with django_assert_num_queries(LOAD_QUERIES):
        assert client.get(reverse("plans:load")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("by", [By.PRACTITIONER, By.CHAIR])
def test_cell_of_another_branch_or_of_no_week_is_absent(client, by):
    """A manager who guesses keys learns neither the name nor the work of another branch's people and chairs."""
    here, elsewhere = the_branch(), make_branch(name="Вторая")
    doctor = make_employee(branch=elsewhere, is_practitioner=True)
    chair = make_chair(branch=elsewhere)
    week = coming_weeks(clinic_today(the_clinic(), timezone.now()))[0]
    make_visit(branch=elsewhere, practitioner=doctor, chair=chair, status="booked", day=week, minutes=60)
    key = doctor.pk if by == By.PRACTITIONER else chair.pk

    def address(day):
        return reverse("plans:load-cell", args=[by, key, day.isoformat()])

    client.force_login(user_with_role(Role.MANAGER, here))
    assert client.get(address(week)).status_code == 404
    client.force_login(user_with_role(Role.MANAGER, elsewhere))
    assert client.get(address(week)).status_code == 200
    for odd in (week - timedelta(days=7), week + timedelta(days=1), week + timedelta(days=7 * 26)):
        assert client.get(address(odd)).status_code == 404
