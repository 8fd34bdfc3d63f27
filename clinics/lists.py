"""Lists: filter form, sort and keyset page read from the URL; one context object for the table templates.

    form = PatientFilter(request.GET)
    page = list_page(request.GET, form.narrow(patients_visible_to(request.user)), form=form, sorts=SORTS, default="name")
    return render(request, "patients/list.html", {"page": page})

Pages walk by the last row's (value, pk), never by OFFSET, so page 20 000 costs what page 1 costs.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from clinic_crm.lib import formatting

PAGE_SIZE = 50
COUNT_CAP = 10_000


@dataclass(frozen=True)
class Sort:
    """What the list may be ordered by: an ORM path. `nullable` puts empty values last in both directions."""

    field: str
    nullable: bool = False


class Cursor(NamedTuple):
    """Where a page begins: the (value, pk) of the row beside it, and that row's number in the list (for the label only)."""

    value: Any
    pk: Any
    number: int

    def encode(self) -> str:
        text = json.dumps([_plain(self.value), _plain(self.pk), self.number], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Self | None:
        """None for anything that we did not write."""
        try:
            value, pk, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (ValueError, TypeError, binascii.Error):
            return None
        known = (
            isinstance(value, str | int | float | None)
            and isinstance(pk, str | int)
            and isinstance(number, int)
        )
        return cls(value, pk, max(number, 0)) if known and "\0" not in f"{value}{pk}" else None


class Chip(NamedTuple):
    """An active filter: what it says and the query string without it."""

    label: str
    value: str
    query: str


@dataclass(frozen=True)
class ListPage:
    """One page of a list, as `components/pager.html`, `{% sort_header %}` and `{% empty_list %}` read it."""

    rows: Sequence[Any]
    sort: str
    descending: bool
    first: int
    count: int
    count_is_capped: bool
    next_query: str
    previous_query: str
    first_query: str
    chips: Sequence[Chip]
    params: QueryDict
    form: forms.Form | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


class FilterForm(forms.Form):
    """A filter in the URL. Subclasses say in `narrow` what each value does; a wrong value filters nothing and shows its error."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data if data is not None else {}, **kwargs)
        for field in self.fields.values():
            field.required = False

    def value(self, name: str) -> Any:
        """The cleaned value, None where it is empty or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    def narrow(self, rows: QuerySet) -> QuerySet:
        raise NotImplementedError

    def chips(self, params: QueryDict) -> list[Chip]:
        """The filters that hold now, each with the query string that lifts it."""
        active = [name for name in self.fields if self.value(name) is not None and name in params]
        return [
            Chip(str(self[name].label), self._shown(name), replaced(params, **{name: None}))
            for name in active
        ]

    def _shown(self, name: str) -> str:
        value, choices = self.value(name), getattr(self.fields[name], "choices", None)
        if isinstance(value, bool):
            return ""
        if isinstance(value, date):
            return formatting.day(value)
        if isinstance(value, QuerySet):
            return ", ".join(map(str, value))
        if choices is None or hasattr(value, "_meta"):
            return str(value)
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(each), str(each)) for each in values)


def replaced(params: QueryDict, **changes: Any) -> str:
    """The query string `?…` with parameters replaced, None removing one; any change returns to the first page."""
    query = params.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def list_page(
    params: QueryDict,
    rows: QuerySet,
    *,
    sorts: Mapping[str, Sort],
    default: str,
    form: FilterForm | None = None,
    size: int = PAGE_SIZE,
) -> ListPage:
    """The page that `sort`, `after` and `before` of the URL ask for; unknown sorts and broken cursors fall back quietly.

    `default` is a key of `sorts`, with a leading minus for descending. Two queries: the rows and the capped count; a
    third where a page reaches the empty values of a nullable sort.
    """
    key, descending = _chosen_sort(params, sorts, default)
    sort = sorts[key]
    after, before = Cursor.decode(params.get("after", "")), Cursor.decode(params.get("before", ""))
    cursor, backwards = (before, True) if before else (after, False)
    found, cursor = _fetch(rows, sort, descending, cursor, backwards, size + 1)
    more, found = len(found) > size, found[:size]
    if backwards and cursor:
        found.reverse()
        first = max(cursor.number - len(found), 1) if more else 1
        has_previous, has_next = more, True
    else:
        first = cursor.number + 1 if cursor else 1
        has_previous, has_next = cursor is not None, more
    count = rows.order_by()[: COUNT_CAP + 1].count()
    return ListPage(
        rows=found,
        sort=key,
        descending=descending,
        first=first,
        count=min(count, COUNT_CAP),
        count_is_capped=count > COUNT_CAP,
        next_query=_beside(params, "after", found[-1], sort, first + len(found) - 1)
        if found and has_next
        else "",
        previous_query=_beside(params, "before", found[0], sort, first) if found and has_previous else "",
        first_query=replaced(params),
        chips=form.chips(params) if form else (),
        params=params,
        form=form,
    )


def _chosen_sort(params: QueryDict, sorts: Mapping[str, Sort], default: str) -> tuple[str, bool]:
    asked = params.get("sort", default)
    if asked.removeprefix("-") not in sorts:
        asked = default
    return asked.removeprefix("-"), asked.startswith("-")


def _fetch(
    rows: QuerySet, sort: Sort, descending: bool, cursor: Cursor | None, backwards: bool, limit: int
) -> tuple[list[Any], Cursor | None]:
    """The rows from the cursor on, and the cursor if it could be read as a value of this field."""
    try:
        return _walk(rows, sort, descending != backwards, cursor, backwards, limit), cursor
    except (ValueError, TypeError, ValidationError):
        return _walk(rows, sort, descending, None, False, limit), None


def _walk(
    rows: QuerySet, sort: Sort, down: bool, cursor: Cursor | None, backwards: bool, limit: int
) -> list[Any]:
    """Empty values stand at the end of the list. They are a walk of their own: each walk follows its index."""
    if not sort.nullable:
        return list(_filled(rows, sort, down, cursor)[:limit])
    filled = rows.filter(**{f"{sort.field}__isnull": False})
    empty = rows.filter(**{f"{sort.field}__isnull": True})
    at_empty = cursor is not None and cursor.value is None
    if backwards:
        walks = [_empty(empty, down, cursor), _filled(filled, sort, down, None)] if at_empty else []
        walks = walks or [_filled(filled, sort, down, cursor)]
    else:
        walks = [_empty(empty, down, cursor)] if at_empty else []
        walks = walks or [_filled(filled, sort, down, cursor), _empty(empty, down, None)]
    found: list[Any] = []
    for walk in walks:
        found += walk[: limit - len(found)] if len(found) < limit else ()
    return found


def _filled(rows: QuerySet, sort: Sort, down: bool, cursor: Cursor | None) -> QuerySet:
    """By (value, pk). The redundant outer bound lets an index on (field, pk) begin at the right place."""
    ordered = rows.order_by(F(sort.field).desc() if down else F(sort.field).asc(), "-pk" if down else "pk")
    if cursor is None:
        return ordered
    side = "lt" if down else "gt"
    tie = Q(**{f"pk__{side}": cursor.pk})
    beyond = Q(**{f"{sort.field}__{side}": cursor.value}) | tie
    return ordered.filter(Q(**{f"{sort.field}__{side}e": cursor.value}) & beyond)


def _empty(rows: QuerySet, down: bool, cursor: Cursor | None) -> QuerySet:
    ordered = rows.order_by("-pk" if down else "pk")
    return ordered if cursor is None else ordered.filter(**{f"pk__{'lt' if down else 'gt'}": cursor.pk})


def _beside(params: QueryDict, name: str, row: Any, sort: Sort, number: int) -> str:
    pk = row["pk"] if isinstance(row, dict) else row.pk
    return replaced(params, **{name: Cursor(_value(row, sort.field), pk, number).encode()})


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):
        return row[path]
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return (
        value
        if isinstance(value, str | int | float | None) and not isinstance(value, Decimal)
        else str(value)
    )
