"""Input that knows what it does not know: a field that we do not read is an error."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

LARGEST_ID = 2**63 - 1


class Input(serializers.Serializer):
    """`version` may stand in the body instead of an If-Match header. Unknown fields are refused."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            text = _("There is no such field.")
            raise ValidationError({str(key): [ErrorDetail(text, "unknown")] for key in sorted(unknown)})
        return super().to_internal_value(data)


class VersionedInput(Input):
    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class WholeInput(VersionedInput):
    """What an act needs it needs by PATCH too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"partial": False}))


@extend_schema_field(OpenApiTypes.INT64)
class Within(serializers.Field):
    """The id of a row that the token may use: one out of its reach is as absent as one that does not exist.

    `rows` names the method of the view that gives the queryset, asked anew for each request.
    """

    default_error_messages = {"absent": "", "not_an_id": ""}

    def __init__(self, rows: str, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Model:
        if isinstance(data, bool) or not isinstance(data, int) or not 0 < data <= LARGEST_ID:
            raise ValidationError([ErrorDetail(_("An id is a positive whole number."), "not_an_id")])
        queryset: QuerySet = getattr(self.context["view"], self.rows)()
        row = queryset.filter(pk=data).first()
        if row is None:
            raise ValidationError([ErrorDetail(_("There is no such object."), "absent")])
        return row

    def to_representation(self, value: Model) -> int:
        return value.pk


def identifier(**kwargs: Any) -> serializers.IntegerField:
    """An id in a filter."""
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID, **kwargs)
