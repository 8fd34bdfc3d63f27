"""The filters of the patient list. An app to the right registers its own in `AppConfig.ready()`.

A filter is a field of the form, a value in the URL and a chip above the list. The export, the bulk changes and the
count narrow by the same functions, so they mean exactly what the list shows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from clinics.access import Person, can
from patients.models import Patient


@dataclass(frozen=True)
class Asked:
    """Who asks and when: what a filter may need beside its value."""

    user: Person
    today: date


# field(asked) -> a form field; narrow(rows, value, asked) -> fewer rows. Neither may assume any other filter.
MakeField = Callable[[Asked], forms.Field]
Narrow = Callable[[QuerySet[Patient], Any, Asked], QuerySet[Patient]]


@dataclass(frozen=True)
class Filter:
    """`is_main` stands in the bar, the others under «More filters». `obj`: the matrix row that the person must be able
    to read for the filter to exist. `reads_database`: its choices cost a query, so it is made only when asked for."""

    key: str
    order: int
    field: MakeField
    narrow: Narrow
    is_main: bool = False
    obj: str = "patients"
    reads_database: bool = False


FILTERS: dict[str, Filter] = {}


def register(each: Filter) -> None:
    """The last registration of a key wins, so `ready()` may run twice."""
    FILTERS[each.key] = each


def filters_for(user: Person) -> Iterable[Filter]:
    """In their order, those whose object this person may read."""
    return (f for f in sorted(FILTERS.values(), key=lambda f: (f.order, f.key)) if can(user, "R", f.obj))
