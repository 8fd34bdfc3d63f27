"""What went wrong, as RFC 9457 problem+json in the language asked for. Never a stack trace, never a stranger's data."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.response import Response

log = logging.getLogger("django.request")


class InsufficientScope(exceptions.PermissionDenied):
    default_code = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(_("The token does not have the scope {scope}.").format(scope=scope))
        self.extra = {"scope": scope}


class StaleVersion(exceptions.APIException):
    """Somebody was quicker: the answer carries the object as it is now, for a token that may read it."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "stale_version"
    default_detail = gettext_lazy("The object has changed since you read it.")

    def __init__(self, current: dict[str, Any] | None) -> None:
        super().__init__()
        self.extra = {} if current is None else {"current": current}


class Conflict(exceptions.APIException):
    """The state of things forbids it; the text says why."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class VersionRequired(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version_required"
    default_detail = gettext_lazy("Say which version you change: If-Match with the ETag that you read.")


class KeyReused(exceptions.APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"
    default_detail = gettext_lazy("This Idempotency-Key came before with another request.")


class Failed(exceptions.APIException):
    default_code = "failed"
    default_detail = gettext_lazy("The error is ours; it is in our log with the time of your request.")


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = gettext_lazy("The body is larger than 1 MB.")


TITLES = {
    400: gettext_lazy("The request is not valid"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This cannot be done here"),
    406: gettext_lazy("Only JSON is spoken here"),
    409: gettext_lazy("Conflict"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Only JSON is spoken here"),
    422: gettext_lazy("The request cannot be repeated so"),
    428: gettext_lazy("A version is required"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("We have failed"),
}


def problem(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler. What it does not know is logged without values and answered as a plain 500."""
    known = _known(error)
    if isinstance(known, Failed):
        got_request_exception.send(sender=problem, request=context["request"]._request)
        log.error("API request failed", exc_info=error)
    headers = {}
    if isinstance(known, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = known.auth_header or "Bearer"
    if isinstance(known, exceptions.Throttled) and known.wait:
        headers["Retry-After"] = str(int(known.wait))
    return Response(
        body(known), status=known.status_code, headers=headers, content_type="application/problem+json"
    )


def body(error: exceptions.APIException) -> dict[str, Any]:
    """`type` names the kind of the problem for programs, `errors` each field that it lies in."""
    found = {
        "type": f"urn:clinic-crm:{_code(error)}",
        "title": str(TITLES.get(error.status_code, TITLES[400])),
        "status": error.status_code,
        **getattr(error, "extra", {}),
    }
    if isinstance(error, exceptions.ValidationError):
        return found | {"errors": list(_fields(error.detail))}
    return found | {"detail": str(error.detail)}


def _known(error: Exception) -> exceptions.APIException:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    return error if isinstance(error, exceptions.APIException) else Failed()


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else "invalid"


def _fields(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """`contacts.1.value`: each message with the way to its field."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _fields(value, f"{path}.{key}".strip("."))
    elif isinstance(detail, list) and any(isinstance(row, dict | list) for row in detail):
        for number, row in enumerate(detail):
            yield from _fields(row, f"{path}.{number}".strip("."))
    elif isinstance(detail, list):
        for row in detail:
            yield {"field": path, "code": row.code, "message": str(row)}
    else:
        yield {"field": path, "code": detail.code, "message": str(detail)}
