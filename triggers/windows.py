"""Sending windows: when the recipient's own clock permits a message. Pure; instants are aware, zones are IANA names."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Windows = Sequence[Sequence[int]]
MINUTE = timedelta(minutes=1)
LOOK_AHEAD = 8 * 24 * 60
ALWAYS: Windows = ((0, 1440),) * 7


def is_open(moment: datetime, zone: str, windows: Windows) -> bool:
    """Whether `moment` lies in [from, to) of its local weekday; `windows` are minutes, Monday first."""
    local = moment.astimezone(ZoneInfo(zone))
    begins, ends = windows[local.weekday()]
    return begins <= local.hour * 60 + local.minute < ends


def next_open(moment: datetime, zone: str, windows: Windows) -> datetime | None:
    """`moment` itself when open, else the first open minute after it within eight days, else None.

    Walks the minutes of real time, so the missing and the doubled hour of a clock change need no case of their own.
    """
    if is_open(moment, zone, windows):
        return moment.astimezone(UTC)
    step = moment.astimezone(UTC).replace(second=0, microsecond=0)
    for _ in range(LOOK_AHEAD):
        step += MINUTE
        if is_open(step, zone, windows):
            return step
    return None
