"""What every request gets: a log context without personal data, and the person's own language and time zone."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_structlog.middlewares import RequestMiddleware

from clinic_crm.lib.browsers import address_of, device_of
from clinics.access import needs_second_factor
from clinics.selectors import zone_of
from clinics.services.sign_in import note_visit

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
        _note_visit(request)
        with timezone.override(zone_of(request.user)):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()  # inside the person's time zone
            return response


def _note_visit(request: HttpRequest) -> None:
    row = getattr(request.session, "row", None)
    if row is not None:
        device = device_of(request.headers.get("User-Agent", ""))
        address = address_of(request.META, settings.TRUSTED_PROXIES)
        note_visit(row, device=device, address=address, now=timezone.now())


class SecondFactorMiddleware:
    """Whose role must bring a second factor gets no further than the page that sets it up or asks for it."""

    OPEN = frozenset({"second-factor", "second-factor-codes", "logout", "set_language", "confirm"})

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Runs when the address is resolved; a public page has no session to ask."""
        row = getattr(request.session, "row", None)
        if row is None or row.second_factor or not needs_second_factor(request.user):
            return None
        if request.resolver_match and request.resolver_match.view_name in self.OPEN:
            return None
        messages.warning(request, _("Your role asks for a second factor. Set it up here to go on."))
        return redirect("second-factor")
