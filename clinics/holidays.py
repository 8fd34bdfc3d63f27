"""The public holidays of Russia as data: article 112 of the Labour Code and the government's transfers of known years.

A transfer moves a day off: from a holiday that falls on a weekend to another day, or from an ordinary Saturday, which
then is a working day. A holiday of February to November on a weekend that the government leaves alone moves by the
Code to the next working day. A year without its decree here has the Code's days only; the clinic adds the rest by hand.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5

_NEW_YEAR, _CHRISTMAS = "Новогодние каникулы", "Рождество Христово"
FIXED = {
    **{(1, day): _NEW_YEAR for day in (1, 2, 3, 4, 5, 6, 8)},
    (1, 7): _CHRISTMAS,
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
TRANSFERS = {  # the government's decrees no. 1505 of 2022, 1314 of 2023, 1335 of 2024, 1466 of 2025: (month, day) from → to
    2023: {(1, 1): (2, 24), (1, 8): (5, 8)},
    2024: {(1, 6): (5, 10), (1, 7): (12, 31), (4, 27): (4, 29), (11, 2): (4, 30), (12, 28): (12, 30)},
    2025: {(1, 4): (5, 2), (1, 5): (12, 31), (2, 23): (5, 8), (3, 8): (6, 13), (11, 1): (11, 3)},
    2026: {(1, 3): (1, 9), (1, 4): (12, 31)},
}


@dataclass(frozen=True)
class Day:
    """A day that is not what its weekday says. `works_as`: a working Saturday, with the hours of this weekday."""

    day: date
    name: str
    works_as: int | None = None


def is_decreed(year: int) -> bool:
    """Are the government's transfers of this year known here?"""
    return year in TRANSFERS


def russian_days(year: int) -> list[Day]:
    """Every holiday, transferred day off and working Saturday of the year, by date."""
    off = {date(year, *key): name for key, name in FIXED.items()}
    moves = {date(year, *old): date(year, *new) for old, new in TRANSFERS.get(year, {}).items()}
    found = {day: Day(day, name) for day, name in off.items()}
    for old, new in moves.items():
        found[new] = Day(new, f"{_moved_from(old)}: {off[old]}" if old in off else _moved_from(old))
        if old not in off:
            found[old] = Day(old, f"Рабочий день за {new:%d.%m}", works_as=new.weekday())
    for day, name in off.items():
        if day.month > 1 and day.weekday() >= SATURDAY and day not in moves:
            free = _next_working(day, found)
            found[free] = Day(free, f"{_moved_from(day)}: {name}")
    return [found[day] for day in sorted(found)]


def _moved_from(day: date) -> str:
    return f"Выходной, перенесён с {day:%d.%m}"


def _next_working(day: date, taken: dict[date, Day]) -> date:
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY or day in taken:
        day += timedelta(days=1)
    return day
