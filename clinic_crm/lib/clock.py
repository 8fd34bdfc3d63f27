"""Hours of a day as people type them: «9-21», «9:00–13:00, 14–20», «круглосуточно» is «0-24»."""

import re
from collections.abc import Iterable
from datetime import time

Stretch = tuple[time, time]  # an end of 00:00 is the midnight that ends the day
MIDNIGHT = time(0)

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_STRETCH = re.compile(rf"{_CLOCK}\s*(?:-|–|—|до|to)\s*{_CLOCK}")
_BETWEEN = re.compile(r"[\s,;и&]*(?:and)?[\s,;]*")


class UnreadableHoursError(ValueError):
    """`part` is what could not be understood."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def parse_hours(text: str) -> list[Stretch]:
    """The stretches in order; an empty text or a dash is a closed day. Raises UnreadableHoursError.

    Stretches may not overlap, each must end after it begins; 24 and 24:00 are the midnight that ends the day.
    """
    text = text.strip().lower()
    if text.strip("-–— ") == "":
        return []
    found, rest = [], 0
    for match in _STRETCH.finditer(text):
        if not _BETWEEN.fullmatch(text[rest : match.start()]):
            raise UnreadableHoursError(text[rest : match.start()].strip())
        found.append((_clock(match[1], match[2], match[0]), _clock(match[3], match[4], match[0], ends=True)))
        rest = match.end()
    if not found or not _BETWEEN.fullmatch(text[rest:]):
        raise UnreadableHoursError(text[rest:].strip())
    return _in_order(sorted(found))


def write_hours(stretches: Iterable[Stretch]) -> str:
    """«9:00–13:00, 14:00–20:00»: what `parse_hours` reads back; empty for a closed day."""
    return ", ".join(f"{_written(starts)}–{_written(ends, ends=True)}" for starts, ends in sorted(stretches))


def _clock(hours: str, minutes: str | None, part: str, *, ends: bool = False) -> time:
    hour, minute = int(hours), int(minutes or 0)
    if ends and (hour, minute) == (24, 0):
        return MIDNIGHT
    try:
        return time(hour, minute)
    except ValueError:
        raise UnreadableHoursError(part) from None


def _in_order(stretches: list[Stretch]) -> list[Stretch]:
    before = -1
    for starts, ends in stretches:
        begin, end = _minutes(starts), _minutes(ends) or 24 * 60
        if begin < before or end <= begin:
            raise UnreadableHoursError(write_hours([(starts, ends)]))
        before = end
    return stretches


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _written(clock: time, *, ends: bool = False) -> str:
    return "24:00" if ends and clock == MIDNIGHT else f"{clock.hour}:{clock.minute:02}"
