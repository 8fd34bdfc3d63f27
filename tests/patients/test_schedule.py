"""Arithmetic of times: what is free, lanes that never cover each other, starts by the clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.schedule import common, lanes, minutes, starts_within, union, without
from tests.factories import TODAY

MOSCOW = ZoneInfo("Europe/Moscow")


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), MOSCOW)


_moments = st.integers(0, 47).map(lambda n: at(0) + timedelta(minutes=30 * n))
_intervals = st.lists(
    st.builds(lambda start, n: (start, start + timedelta(minutes=30 * n)), _moments, st.integers(1, 12)),
    max_size=6,
)  # half hours, into the next day
_slow_machine = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _ticks(intervals) -> set[datetime]:
    return {
        moment for n in range(61) for moment in [at(0) + timedelta(minutes=30 * n)] if any(a <= moment < b for a, b in intervals)
    }  # fmt: skip


@_slow_machine
@given(_intervals, _intervals)
def test_arithmetic_of_intervals_is_that_of_sets(ours, theirs):
    assert _ticks(union(ours)) == _ticks(ours)
    assert _ticks(without(ours, theirs)) == _ticks(ours) - _ticks(theirs)
    assert _ticks(common(union(ours), theirs)) == _ticks(ours) & _ticks(theirs)
    assert minutes(union(ours)) == 30 * len(_ticks(ours))


@_slow_machine
@given(_intervals)
def test_lanes_never_cover_each_other(intervals):
    intervals = sorted(intervals)
    placed = lanes(intervals)
    assert all(lane < width for lane, width in placed)
    for n, (a, one) in enumerate(zip(intervals, placed, strict=True)):
        for b, other in zip(intervals[:n], placed[:n], strict=True):
            if a[0] < b[1] and b[0] < a[1]:
                assert one[0] != other[0]
                assert one[1] == other[1]


def test_starts_follow_the_clock():
    assert starts_within((at(10, 15), at(12)), length=30) == [at(10, 15), at(10, 30), at(11), at(11, 30)]
    assert starts_within((at(10, 45), at(11)), length=30) == []
