"""Days and times as people and programs write them. An impossible day is never turned into another one."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_EMPTY = ("", "-", "—", "нет", "null", "none", ". .", "..", "0001-01-01", "01.01.0001", "__.__.____")
_MONTHS = {
    stem: number
    for number, stems in enumerate(
        ("янв jan", "фев feb", "мар mar", "апр apr", "май мая may", "июн jun", "июл jul", "авг aug", "сен sep",
         "окт oct", "ноя nov", "дек dec"), 1)
    for stem in stems.split()
}  # fmt: skip
_TIME = r"(?:[T\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_DAY_FIRST = re.compile(
    rf"^(\d{{1,2}})\s*([./,\s-])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}})\s*(?:г\.?\s?р?\.?)?{_TIME}$"
)
_YEAR_FIRST = re.compile(rf"^(\d{{4}})([./-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}$")
_WORDS = re.compile(
    rf"^(\d{{1,2}})[\s-]+([а-яa-z]+)\.?,?[\s-]+(\d{{4}}|\d{{2}})\s*(?:г|года|год)?\.?{_TIME}$"
)
_MONTH_FIRST = re.compile(rf"^([a-z]+)\.?\s+(\d{{1,2}}),?\s+(\d{{4}}){_TIME}$")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_SERIAL = re.compile(r"^(\d{4,5})(?:[.,](\d+))?$")
_WEEKDAY = re.compile(r"^(?:пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)[а-яa-z]*\.?,?\s+(?=\d)")
_CLOCK = re.compile(r"^(\d{1,2})[:.\-](\d{2})(?:[:.](\d{2}))?\s*(am|pm)?$")
_FRACTION = re.compile(r"^0?[.,](\d+)$")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(3654, 73_051)  # the years 1910 to 2099; other numbers are years, ages or mistakes


def parse_day(raw: str, *, latest: date) -> date | None:
    """The day; None for an empty cell, ValueError for what is no day («31.02.2025», «1985»).

    A two-digit year is the newest one that is not after `latest`.
    """
    moment = parse_moment(raw, latest=latest)
    return moment[0] if moment else None


@lru_cache(maxsize=200_000)
def parse_moment(raw: str, *, latest: date) -> tuple[date, time | None] | None:
    """The day and, where the cell holds one, the time of day."""
    text = " ".join(unicodedata.normalize("NFKC", raw).strip(" '\"").lower().split())
    if text in _EMPTY or text.startswith(("0001-01-01", "01.01.0001")):
        return None
    text = _WEEKDAY.sub("", text)
    if match := _DAY_FIRST.match(text):
        day, _, month, year, *clock = match.groups()
        return _dated(year, int(month), int(day), latest), _time(clock)
    if match := _YEAR_FIRST.match(text.replace("t", " ")):
        year, _, month, day, *clock = match.groups()
        return date(int(year), int(month), int(day)), _time(clock)
    return _in_words(text, latest) or _in_digits(text)


@lru_cache(maxsize=10_000)
def parse_time(raw: str) -> time | None:
    """The time of day; None for an empty cell, ValueError for what is none («25:00»)."""
    text = unicodedata.normalize("NFKC", raw).strip(" '\"").lower()
    if text in _EMPTY:
        return None
    if match := _CLOCK.match(text):
        hour = int(match[1])
        if match[4]:
            hour = hour % 12 + (12 if match[4] == "pm" else 0)
        return time(hour, int(match[2]), int(match[3] or 0))
    if match := _FRACTION.match(text):
        return _of_fraction(match[1])
    moment = parse_moment(raw, latest=date(2100, 1, 1))
    if moment and moment[1]:
        return moment[1]
    raise ValueError(raw)


def _in_words(text: str, latest: date) -> tuple[date, time | None] | None:
    if match := _WORDS.match(text):
        day, word, year, *clock = match.groups()
    elif match := _MONTH_FIRST.match(text):
        word, day, year, *clock = match.groups()
    else:
        return None
    month = _MONTHS.get(word[:3])
    if month is None:
        raise ValueError(text)
    return _dated(year, month, int(day), latest), _time(clock)


def _in_digits(text: str) -> tuple[date, time | None]:
    if match := _COMPACT.match(text):
        return date(int(match[1] + match[2]), int(match[3]), int(match[4])), None
    if (match := _SERIAL.match(text)) and int(match[1]) in SERIALS:
        fraction = match[2] if match[2] and match[2].strip("0") else None
        return EXCEL_EPOCH + timedelta(days=int(match[1])), _of_fraction(fraction) if fraction else None
    raise ValueError(text)


def _dated(year: str, month: int, day: int, latest: date) -> date:
    """With a two-digit year the newest such day that is not after `latest`."""
    if len(year) == 4:
        return date(int(year), month, day)
    full = latest.year - latest.year % 100 + int(year)
    if (full, month, day) > (latest.year, latest.month, latest.day):
        full -= 100
    return date(full, month, day)


def _time(parts: list[str | None]) -> time | None:
    hour, minute, second = parts
    return time(int(hour), int(minute or 0), int(second or 0)) if hour is not None else None


def _of_fraction(digits: str) -> time:
    seconds = round(float(f"0.{digits}") * 86_400) % 86_400
    return (datetime.min + timedelta(seconds=seconds)).time()  # noqa: DTZ901
