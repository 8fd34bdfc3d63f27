"""Arithmetic of time intervals [start, end) for the calendar. Pure; all instants are aware, lists come in order."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

Interval = tuple[datetime, datetime]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time without overlaps, in order."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def common(ours: Iterable[Interval], theirs: Sequence[Interval]) -> list[Interval]:
    """The time that lies in both."""
    return union((max(a, c), min(b, d)) for a, b in ours for c, d in theirs if max(a, c) < min(b, d))


def without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What is left of the intervals when the taken time is cut out."""
    left = union(intervals)
    for start, end in union(taken):
        left = [
            piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]
        ]
    return left


def minutes(intervals: Iterable[Interval]) -> int:
    """Whole minutes that really pass in the intervals."""
    seconds = sum((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() for start, end in intervals)
    return int(seconds) // 60


def starts_within(interval: Interval, *, length: int, step: int = 30) -> list[datetime]:
    """Where a visit of `length` minutes may begin in the interval: at its start, then at each full `step` of the clock."""
    start, end = interval
    last = end - timedelta(minutes=length)
    found, at = [], start
    while at <= last:
        found.append(at)
        at += timedelta(minutes=step - at.minute % step)
    return found


def lanes(intervals: Sequence[Interval]) -> list[tuple[int, int]]:
    """For intervals in the order of their starts: (lane, lanes of its cluster), so that none covers another."""
    placed: list[tuple[int, int]] = []
    ends: list[datetime] = []
    cluster: list[int] = []
    for index, (start, end) in enumerate(intervals):
        if ends and start >= max(ends):
            _close(placed, cluster, len(ends))
            ends, cluster = [], []
        lane = next((i for i, until in enumerate(ends) if until <= start), len(ends))
        ends[lane : lane + 1] = [end]
        placed.append((lane, 0))
        cluster.append(index)
    _close(placed, cluster, len(ends))
    return placed


def _close(placed: list[tuple[int, int]], cluster: list[int], width: int) -> None:
    for index in cluster:
        placed[index] = (placed[index][0], width)
