"""Pages of what changed, oldest change first. The last page's cursor is kept by the caller and asked again later."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
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


class PageSerializer(serializers.Serializer):
    """What may be said about the page itself."""

    cursor = serializers.CharField(required=False, max_length=100)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST, default=USUAL)
    updated_since = serializers.DateTimeField(required=False)


def read_query(request: Request, filters: dict[str, Filter], *, page: bool) -> dict[str, Any]:
    """The query parameters, validated; one that we do not know, or that comes twice, is an error and not ignored."""
    known = {**(PageSerializer().fields if page else {}), **{key: f.field for key, f in filters.items()}}
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

    def paginate_queryset(
        self, queryset: QuerySet, request: Request, view: Any = None
    ) -> list[Model]:  # also asks for the schema: tests/api/test_schema.py
        values = read_query(request, view.filters, page=True)
        limit = values.get("limit", USUAL)
        self.cursor, self.as_of = values.get("cursor", ""), safe_until()
        rows = narrow(queryset, view.filters, values).filter(updated_at__lt=self.as_of)
        if since := values.get("updated_since"):
            rows = rows.filter(updated_at__gte=since)
        if self.cursor:
            at, pk = decode(self.cursor)
            rows = rows.filter(Q(updated_at__gt=at) | Q(pk__gt=pk), updated_at__gte=at)
        found = list(rows.order_by("updated_at", "pk")[: limit + 1])
        self.has_more, page = len(found) > limit, found[:limit]
        if page:
            self.cursor = encode(page[-1].updated_at, page[-1].pk)
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


def encode(at: datetime, pk: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()} {pk}".encode()).decode().rstrip("=")


def decode(text: str) -> tuple[datetime, int]:
    """Raises ValidationError for anything that we did not write."""
    try:
        plain = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)).decode()
        moment, _blank, number = plain.partition(" ")
        at, pk = parse_datetime(moment), int(number)
    except (ValueError, binascii.Error):
        at, pk = None, 0
    if at is None or at.tzinfo is None or not 0 < pk < 2**63:
        raise ValidationError({"cursor": [ErrorDetail(_("This is not one of our cursors."), "invalid")]})
    return at, pk
