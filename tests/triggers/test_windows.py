"""Sending windows in the recipient's own zone, through every change of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.package import hours
from triggers.windows import ALWAYS, is_open, next_open

ZONES = [
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Almaty",
    "Asia/Kathmandu",
    "Pacific/Apia",
]
DAY = hours(10, 19, days=6)
FIRST = datetime(2023, 1, 1, tzinfo=UTC)
moments = st.integers(0, 5 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
day_windows = st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(sorted)
weeks = st.lists(day_windows, min_size=7, max_size=7)


@pytest.mark.parametrize(
    ("hour", "minute", "opened"),
    [(9, 59, False), (10, 0, True), (18, 59, True), (19, 0, False)],
)
def test_window_holds_its_first_minute_and_not_its_last(hour, minute, opened):
    tuesday = datetime(2026, 9, 15, hour - 3, minute, 30, tzinfo=UTC)  # Moscow is UTC+3
    assert is_open(tuesday, "Europe/Moscow", DAY) is opened


def test_closed_sunday_opens_on_monday():
    saturday_evening = datetime(2026, 9, 19, 17, 0, tzinfo=UTC)
    assert next_open(saturday_evening, "Europe/Moscow", DAY) == datetime(2026, 9, 21, 7, 0, tzinfo=UTC)


def test_window_that_is_always_open_waits_for_nothing():
    moment = datetime(2026, 9, 20, 0, 0, 1, tzinfo=UTC)
    assert next_open(moment, "Europe/Moscow", ALWAYS) == moment


def test_window_that_never_opens_says_so():
    assert next_open(datetime(2026, 9, 20, tzinfo=UTC), "Europe/Moscow", hours(0, 0)) is None


def test_morning_after_the_clock_went_forward_opens_by_the_new_clock():
    # Berlin, 29 March 2026: 02:00 becomes 03:00; 09:00 of that Sunday is 07:00 UTC, not 08:00
    assert next_open(datetime(2026, 3, 29, 0, 0, tzinfo=UTC), "Europe/Berlin", hours(9, 20)) == datetime(
        2026, 3, 29, 7, 0, tzinfo=UTC
    )


def test_window_inside_the_hour_that_is_skipped_opens_the_next_day():
    night = hours(2, 3)  # Berlin has no 02:00-03:00 on 29 March 2026
    found = next_open(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "Europe/Berlin", night)
    assert found == datetime(2026, 3, 30, 0, 0, tzinfo=UTC)


@given(moments, st.sampled_from(ZONES), weeks)
def test_found_moment_is_open_not_before_and_the_first(moment, zone, week):
    found = next_open(moment, zone, week)
    if found is None:
        assert not any(is_open(moment + timedelta(minutes=m), zone, week) for m in range(0, 7 * 1440, 7))
        return
    assert is_open(found, zone, week)
    assert found >= moment
    before = [moment + timedelta(minutes=m) for m in range(int((found - moment).total_seconds() // 60))]
    assert not any(is_open(step, zone, week) for step in before[::13])


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 8, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC)),
        ("Asia/Almaty", datetime(2024, 3, 1, tzinfo=UTC)),
        ("Europe/Moscow", datetime(2026, 3, 29, tzinfo=UTC)),
    ],
)
def test_every_minute_of_a_change_day_is_judged_by_the_clock_on_the_wall(zone, day):
    start = day - timedelta(hours=12)
    for minute in range(2880):
        moment = start + timedelta(minutes=minute)
        local = moment.astimezone(ZoneInfo(zone))
        inside = 9 * 60 <= local.hour * 60 + local.minute < 20 * 60
        assert is_open(moment, zone, hours(9, 20)) is inside
