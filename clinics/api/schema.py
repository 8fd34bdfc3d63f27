"""OpenAPI of our resources: parameters, inputs and problems, said once for all of them."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from clinics.api.pages import parameters

TYPES: dict[type[serializers.Field], Any] = {
    serializers.IntegerField: OpenApiTypes.INT64,
    serializers.DateField: OpenApiTypes.DATE,
    serializers.DateTimeField: OpenApiTypes.DATETIME,
    serializers.BooleanField: OpenApiTypes.BOOL,
}


class ProblemField(serializers.Serializer):
    """One field that the problem lies in."""

    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


class Problem(serializers.Serializer):
    """RFC 9457. `current` stands beside a stale version, `errors` beside wrong fields."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = ProblemField(many=True, required=False)
    current = serializers.DictField(required=False)
    scope = serializers.CharField(required=False)


class ApiSchema(AutoSchema):
    """Reads our views: `filters`, `input_class`, `upsert_class`, the scope."""

    def get_description(self) -> str:
        return f"Scope: `{self.view.scope_of(self.method)}`"

    def get_tags(self) -> list[str]:
        return [self.view.basename]

    def get_override_parameters(self) -> list[Any]:
        if self.view.action == "list":
            fields = parameters(self.view.filters, self.view.order)
            return [_parameter(name, field) for name, field in fields.items()]
        if self.view.action == "create":
            return [_header("Idempotency-Key")]
        return [_header("If-Match")] if self.method in ("PATCH", "PUT") else []

    def get_filter_backends(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> Any:
        if self.method not in ("POST", "PATCH", "PUT"):
            return None
        usual = self.view.upsert_class if self.view.action == "by_external" else self.view.input_class
        return getattr(self.view, "action_inputs", {}).get(self.view.action, usual)

    def get_response_serializers(self) -> Any:
        shown = self.view.get_serializer_class()
        if self.view.action == "list":
            shown = shown(many=True)
        made = 201 if self.view.action == "create" else 200
        codes = [400, 401, 403, 429, *([] if self.view.action in ("list", "create") else [404])]
        if self.method not in ("GET", "HEAD"):
            codes += [409, 413, *([428] if self.method == "PATCH" else [])]
        answers: dict[Any, Any] = {
            (code, "application/problem+json"): OpenApiResponse(Problem) for code in sorted(codes)
        }
        answers[made] = shown
        if self.view.action == "by_external" and self.method == "PUT":
            answers[201] = shown
        return answers


def _header(name: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER)


def _parameter(name: str, field: serializers.Field) -> OpenApiParameter:
    kind = next((TYPES[cls] for cls in type(field).__mro__ if cls in TYPES), OpenApiTypes.STR)
    choices = list(field.choices) if isinstance(field, serializers.ChoiceField) else None
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, enum=choices)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "clinics.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
