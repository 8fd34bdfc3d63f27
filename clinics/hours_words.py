"""A week in words: «пн–пт 9:00–21:00, сб 9:00–16:00»."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.utils.dates import WEEKDAYS_ABBR

from clinic_crm.lib.clock import Stretch, write_hours


def week_in_words(week: Mapping[int, Sequence[Stretch]]) -> str:
    """Days in a row with the same hours stand together; closed days are left out; empty for an empty week."""
    days = [(day, write_hours(week.get(day, ()))) for day in range(7)]
    runs = [(hours, [day for day, _hours in run]) for hours, run in groupby(days, key=lambda item: item[1])]
    return "; ".join(f"{_names(run)} {hours}" for hours, run in runs if hours)


def _names(days: Sequence[int]) -> str:
    first, last = str(WEEKDAYS_ABBR[days[0]]), str(WEEKDAYS_ABBR[days[-1]])
    return first if len(days) == 1 else f"{first}–{last}"
