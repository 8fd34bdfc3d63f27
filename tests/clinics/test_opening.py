"""When a branch, its practitioners and its chairs work, hour by hour, on ordinary and on odd days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from clinics.models import DayHours, Holiday, WorkingHours
from clinics.selectors.opening import (
    Opening,
    chair_intervals,
    minutes_of,
    open_intervals,
    opening_of,
    practitioner_intervals,
)
from tests.factories import make_branch, make_chair, make_employee

pytestmark = pytest.mark.django_db
MOSCOW = ZoneInfo("Europe/Moscow")
TUESDAY, SATURDAY, SUNDAY = date(2026, 9, 15), date(2026, 9, 19), date(2026, 9, 20)


def _week(branch, first=time(9), last=time(21), weekdays=range(5), **of):
    target = of if "chair" in of else {"branch": branch, **of}
    for weekday in weekdays:
        WorkingHours.objects.create(**target, weekday=weekday, starts=first, ends=last)


def _clocks(intervals):
    return [(f"{start:%H:%M}", f"{end:%H:%M}") for start, end in intervals]


def test_a_branch_is_open_by_its_week():
    branch = make_branch()
    _week(branch)
    start, end = datetime(2026, 9, 15, 9, tzinfo=MOSCOW), datetime(2026, 9, 15, 21, tzinfo=MOSCOW)
    assert open_intervals(branch, TUESDAY) == [(start, end)]
    assert open_intervals(branch, SUNDAY) == []


def test_a_branch_without_hours_is_not_known():
    branch = make_branch()
    opening = opening_of(branch, TUESDAY, TUESDAY)
    assert (opening.is_known, opening.branch_on(TUESDAY)) == (False, [])


def test_a_break_parts_the_day_and_touching_stretches_join():
    branch = make_branch()
    _week(branch, time(9), time(13))
    _week(branch, time(14), time(18))
    _week(branch, time(18), time(20))
    assert _clocks(open_intervals(branch, TUESDAY)) == [("09:00", "13:00"), ("14:00", "20:00")]


def test_an_end_of_midnight_closes_the_day():
    branch = make_branch()
    _week(branch, time(0), time(0))
    assert minutes_of(open_intervals(branch, TUESDAY)) == 24 * 60


def test_an_exception_replaces_the_week_and_the_holiday():
    branch = make_branch()
    _week(branch)
    Holiday.objects.create(clinic=branch.clinic, day=TUESDAY, name="Праздник")
    assert open_intervals(branch, TUESDAY) == []
    DayHours.objects.create(branch=branch, day=TUESDAY, starts=time(10), ends=time(14), note="дежурный врач")
    opening = opening_of(branch, TUESDAY, TUESDAY)
    assert (_clocks(opening.branch_on(TUESDAY)), opening.note_on(TUESDAY)) == (
        [("10:00", "14:00")],
        "дежурный врач",
    )
    monday = TUESDAY - timedelta(days=1)
    DayHours.objects.create(branch=branch, day=monday, note="ремонт")
    assert open_intervals(branch, monday) == []


def test_a_branch_that_works_on_holidays_keeps_its_week():
    branch = make_branch(works_on_holidays=True)
    _week(branch)
    Holiday.objects.create(clinic=branch.clinic, day=TUESDAY, name="Праздник")
    assert _clocks(open_intervals(branch, TUESDAY)) == [("09:00", "21:00")]


def test_a_working_saturday_takes_the_hours_of_its_weekday_where_the_branch_has_none():
    closed, open_ = make_branch(), make_branch()
    _week(closed)
    _week(open_, time(10), time(16), weekdays=range(7))
    Holiday.objects.create(clinic=closed.clinic, day=SATURDAY, name="Рабочая суббота", works_as=0)
    assert _clocks(open_intervals(closed, SATURDAY)) == [("09:00", "21:00")]
    assert _clocks(open_intervals(open_, SATURDAY)) == [("10:00", "16:00")]


def test_a_practitioner_without_hours_keeps_the_branchs():
    branch = make_branch()
    _week(branch)
    assert _clocks(practitioner_intervals(make_employee(branch=branch), branch, TUESDAY)) == [
        ("09:00", "21:00")
    ]


def test_a_practitioner_works_own_hours_within_the_branchs():
    branch, other = make_branch(), make_branch()
    _week(branch)
    employee = make_employee(branch=branch)
    _week(branch, time(8), time(14), weekdays=[1], employee=employee)
    assert _clocks(practitioner_intervals(employee, branch, TUESDAY)) == [("09:00", "14:00")]
    assert practitioner_intervals(employee, branch, TUESDAY + timedelta(days=1)) == []
    _week(other)
    assert _clocks(practitioner_intervals(employee, other, TUESDAY)) == [("09:00", "21:00")]


def test_a_leave_counts_in_every_branch_and_other_hours_in_one():
    branch, other = make_branch(), make_branch()
    _week(branch)
    _week(other)
    employee = make_employee(branch=branch)
    wednesday = TUESDAY + timedelta(days=1)
    DayHours.objects.create(employee=employee, day=TUESDAY, note="отпуск")
    DayHours.objects.create(employee=employee, branch=branch, day=wednesday, starts=time(12), ends=time(15))
    assert [practitioner_intervals(employee, place, TUESDAY) for place in (branch, other)] == [[], []]
    assert _clocks(practitioner_intervals(employee, branch, wednesday)) == [("12:00", "15:00")]
    assert _clocks(practitioner_intervals(employee, other, wednesday)) == [("09:00", "21:00")]
    assert _clocks(open_intervals(branch, TUESDAY)) == [("09:00", "21:00")]


def test_a_practitioners_hours_count_while_the_branchs_are_not_known():
    branch = make_branch()
    employee = make_employee(branch=branch)
    _week(branch, time(10), time(12), employee=employee)
    assert _clocks(practitioner_intervals(employee, branch, TUESDAY)) == [("10:00", "12:00")]


def test_a_chair_has_hours_of_its_own_or_the_branchs():
    branch = make_branch()
    _week(branch)
    chair, evening = make_chair(branch=branch), make_chair(branch=branch)
    _week(branch, time(15), time(22), chair=evening)
    assert _clocks(chair_intervals(chair, TUESDAY)) == [("09:00", "21:00")]
    assert _clocks(chair_intervals(evening, TUESDAY)) == [("15:00", "21:00")]


def test_hours_are_right_on_the_days_the_clocks_change():
    branch = make_branch(time_zone="Europe/Berlin")
    _week(branch, time(0), time(4), weekdays=range(7))
    assert minutes_of(open_intervals(branch, date(2026, 3, 29))) == 180
    assert minutes_of(open_intervals(branch, date(2026, 10, 25))) == 300


def test_a_time_that_the_clocks_skip_moves_on_and_one_that_comes_twice_ends_late():
    branch = make_branch(time_zone="Europe/Berlin")
    _week(branch, time(2, 30), time(4), weekdays=range(7))
    assert _clocks(open_intervals(branch, date(2026, 3, 29))) == [("03:30", "04:00")]
    WorkingHours.objects.update(starts=time(1), ends=time(2, 30))
    [(start, end)] = open_intervals(branch, date(2026, 10, 25))
    assert (start.astimezone(UTC), end.astimezone(UTC)) == (
        datetime(2026, 10, 24, 23, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(z for z in available_timezones() if "/" in z)),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.lists(st.tuples(CLOCK, CLOCK).filter(lambda pair: pair[0] < pair[1]), max_size=4),
)
def test_intervals_are_in_order_apart_and_within_the_day(zone, day, stretches):
    week = {day.weekday(): stretches}
    intervals = Opening(ZoneInfo(zone), False, week, {}, {}, {}, {}, {}).branch_on(day)
    edges = [moment.astimezone(UTC) for interval in intervals for moment in interval]
    assert edges == sorted(set(edges))
    assert {moment.date() for interval in intervals for moment in interval} <= {day}


def test_hours_of_three_employees_over_a_month_cost_three_queries(django_assert_num_queries):
    branch = make_branch()
    _week(branch)
    staff = [make_employee(branch=branch) for _ in range(3)]
    with django_assert_num_queries(3):
        opening = opening_of(branch, TUESDAY, TUESDAY + timedelta(days=30))
        assert all(opening.practitioner_on(employee.pk, TUESDAY) for employee in staff)


@pytest.mark.parametrize(
    "values", [{"weekday": 7}, {"starts": time(12)}, {"chair": True}, {"branch": None}], ids=str
)
def test_working_hours_that_mean_nothing_are_refused(values):
    branch = make_branch()
    if values.get("chair"):
        values = {"chair": make_chair(branch=branch)}
    good = {"branch": branch, "weekday": 0, "starts": time(9), "ends": time(12)}
    with pytest.raises(IntegrityError):
        WorkingHours.objects.create(**{**good, **values})


@pytest.mark.parametrize(
    "values", [{"branch": None}, {"starts": time(9)}, {"starts": time(9), "ends": time(8)}], ids=str
)
def test_days_that_mean_nothing_are_refused(values):
    with pytest.raises(IntegrityError):
        DayHours.objects.create(**{"branch": make_branch(), "day": TUESDAY, **values})
