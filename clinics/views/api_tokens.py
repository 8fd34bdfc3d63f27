"""Tokens of the API: made, shown once, revoked. And what the API can do, for whoever writes a program."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.api.reference import resources
from clinics.forms_api import TokenForm
from clinics.reauth import fresh_login_required
from clinics.selectors.api_tokens import tokens_visible_to
from clinics.services.api_tokens import create_token, revoke_token


@right_required("settings")
def tokens(request: HttpRequest) -> HttpResponse:
    """Those that work, then those that are over."""
    rows = tokens_visible_to(request.user, now=timezone.now())
    context = {"tokens": rows, "may_change": can(request.user, "U", "settings")}
    return render(request, "clinics/api/tokens.html", context)


@right_required("settings", "U")
@fresh_login_required
@never_cache
def token_new(request: HttpRequest) -> HttpResponse:
    """The form; then, once and never again, the key."""
    form, now = TokenForm(request.POST or None), timezone.now()
    if form.is_valid():
        token, key = create_token(
            **form.token_values(now),
            owner=request.user,  # type: ignore[arg-type]  # the guards let nobody else in
            by=request.user,  # type: ignore[arg-type]
            now=now,
        )
        return render(request, "clinics/api/token_made.html", {"token": token, "key": key})
    status = 422 if request.method == "POST" else 200
    return render(request, "clinics/api/token_new.html", {"form": form}, status=status)


@right_required("settings", "U")
@require_POST
@fresh_login_required
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    token = get_object_or_404(tokens_visible_to(request.user, now=now, right="U"), pk=pk)
    revoke_token(token, by=request.user, now=now)  # type: ignore[arg-type]
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("tokens")


@right_required("settings")
def api_reference(request: HttpRequest) -> HttpResponse:
    """Every address with its scope, parameters and fields."""
    return render(request, "clinics/api/reference.html", {"resources": resources()})
