"""What every request gets: a log context without personal data, and the person's own language and time zone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django_structlog.middlewares import RequestMiddleware

from clinics.selectors import zone_of

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
    """The language of the login, and its zone: `timezone.localdate()` in a view is the day where the person works."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(zone_of(request.user)):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()  # inside the person's time zone
            return response
