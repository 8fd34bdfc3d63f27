"""Pages of what changed, oldest change first. The last page's cursor is kept by the caller and asked again later."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from clinics.api.horizon import safe_until

LARGEST, USUAL = 100, 50


@dataclass(frozen=True)
class Filter:
    """A query parameter: how it is read, and the ORM look-up that it becomes."""

    field: serializers.Field
    lookup: str


PAGE: dict[str, serializers.Field] = {
    "cursor": serializers.CharField(max_length=100),
    "limit": serializers.IntegerField(min_value=1, max_value=LARGEST),
}
CHANGED = "updated_at"  # what pages walk by, unless a resource keeps no instant of change


def parameters(filters: dict[str, Filter], order: str) -> dict[str, serializers.Field]:
    """What a list may be asked."""
    since = {"updated_since": serializers.DateTimeField()} if order == CHANGED else {}
    return PAGE | since | {key: f.field for key, f in filters.items()}


def read_query(request: Request, known: dict[str, serializers.Field]) -> dict[str, Any]:
    """The query parameters, validated; one that we do not know, or that comes twice, is an error and not ignored."""
    values: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for key, texts in request.query_params.lists():
        try:
            values[key] = _read(known.get(key), texts)
        except ValidationError as error:
            errors[key] = error.detail
    if errors:
        raise ValidationError(errors)
    return values


def _read(field: serializers.Field | None, texts: list[str]) -> Any:
    if field is None:
        raise ValidationError([ErrorDetail(_("There is no such parameter."), "unknown")])
    if len(texts) > 1:
        raise ValidationError([ErrorDetail(_("Say it once."), "repeated")])
    return field.run_validation(texts[0])


def narrow(rows: QuerySet, filters: dict[str, Filter], values: dict[str, Any]) -> QuerySet:
    return rows.filter(**{filters[key].lookup: value for key, value in values.items() if key in filters})


class ChangePages(BasePagination):
    """Keyset pages by (updated_at, id) behind the horizon: nothing is lost, however many write meanwhile.

    A row that changes while somebody pages through comes again later with its new state.
    """

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[Model]:
        order = view.order
        values = read_query(request, parameters(view.filters, order))
        limit = values.get("limit", USUAL)
        self.cursor, self.as_of = values.get("cursor", ""), safe_until()
        rows = narrow(queryset, view.filters, values)
        if order == CHANGED:
            rows = rows.filter(updated_at__lt=self.as_of)
        if since := values.get("updated_since"):
            rows = rows.filter(updated_at__gte=since)
        if self.cursor:
            at, pk = decode(self.cursor, order)
            rows = rows.filter(Q(**{f"{order}__gt": at}) | Q(pk__gt=pk), **{f"{order}__gte": at})
        found = list(rows.order_by(order, "pk")[: limit + 1])
        self.has_more, page = len(found) > limit, found[:limit]
        if page:
            self.cursor = encode(getattr(page[-1], order), page[-1].pk)
        return page

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "results": data,
                "next_cursor": self.cursor or None,
                "has_more": self.has_more,
                "as_of": self.as_of,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "next_cursor", "has_more", "as_of"],
            "properties": {
                "results": {"type": "array", "items": schema},
                "next_cursor": {"type": "string", "nullable": True},
                "has_more": {"type": "boolean"},
                "as_of": {"type": "string", "format": "date-time"},
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> Iterable[dict[str, Any]]:
        return []  # ApiSchema says them, beside the filters


def encode(at: datetime | date, pk: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()} {pk}".encode()).decode().rstrip("=")


def decode(text: str, order: str) -> tuple[datetime | date, int]:
    """Raises ValidationError for anything that we did not write for a list in this order."""
    try:
        plain = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)).decode()
        moment, _blank, number = plain.partition(" ")
        at: datetime | date = (datetime if order == CHANGED else date).fromisoformat(moment)
        pk = int(number)
    except (ValueError, binascii.Error):
        at, pk = date.min, 0
    if not 0 < pk < 2**63 or (order == CHANGED and getattr(at, "tzinfo", None) is None):
        raise ValidationError({"cursor": [ErrorDetail(_("This is not one of our cursors."), "invalid")]})
    return at, pk
