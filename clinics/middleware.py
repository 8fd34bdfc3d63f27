"""What every request gets: a log context without personal data, and the person's own language and time zone."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django_structlog.middlewares import RequestMiddleware

from clinics.access import assignments_of

Next = Callable[[HttpRequest], HttpResponse]


class LogMiddleware(RequestMiddleware):
    """Binds request id and user id; writes the route with its numbers, never the address as typed."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = request.resolver_match
        if match is None:
            return str(request.method)
        ids = "".join(f" {key}={value}" for key, value in match.kwargs.items() if isinstance(value, int))
        return f"{request.method} /{match.route}{ids}"


class PersonMiddleware:
    """The language of the login, and the time zone of its first branch."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        zones = [row.branch.time_zone for row in assignments_of(request.user) if row.branch]
        with timezone.override(zoneinfo.ZoneInfo(zones[0]) if zones else None):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()  # inside the person's time zone
            return response
