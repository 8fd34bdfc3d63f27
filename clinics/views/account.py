"""One's own login: second factor, password, and where one is signed in."""

import base64
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clinics.access import needs_second_factor
from clinics.forms_sign_in import NewPasswordForm, SecondFactorForm
from clinics.reauth import ask_before, fresh_login_required
from clinics.selectors.sign_in import has_second_factor, sessions_of, unused_recovery_codes
from clinics.services.second_factor import (
    WrongCodeError,
    new_secret,
    renew_recovery_codes,
    switch_off_second_factor,
    switch_on_second_factor,
)
from clinics.services.sign_in import end_sessions, note_proof
from clinics.services.users import set_password

SECRET = "second_factor_secret"  # noqa: S105 - the name under which the session keeps it until a code proves it
CODES = "recovery_codes"  # shown once, on the page after


@login_required
def account(request: HttpRequest) -> HttpResponse:
    sessions = sessions_of(request.user, now=timezone.now())
    context = {
        "sessions": sessions,
        "current": request.session.session_key,
        "has_second_factor": has_second_factor(request.user),
        "codes_left": len(unused_recovery_codes(request.user)),
        "is_required": needs_second_factor(request.user),
    }
    return render(request, "clinics/account/home.html", context)


@never_cache
@login_required
@fresh_login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set it up: the secret as a picture and as text, then the first code proves that it arrived."""
    if has_second_factor(request.user):
        row = request.session.row
        return redirect("account") if row is None or row.second_factor else ask_before(request, "/")
    secret = request.session.setdefault(SECRET, new_secret())
    form = SecondFactorForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            codes = switch_on_second_factor(request.user, secret=secret, code=code, now=timezone.now())
        except WrongCodeError:
            form.add_error("code", _("This is not the code of the moment. Is the clock of the phone right?"))
        else:
            note_proof(request.session.session_key, now=timezone.now(), second_factor=True)
            del request.session[SECRET]
            request.session[CODES] = codes
            return redirect("second-factor-codes")
    url = get_adapter().build_totp_url(request.user, secret)
    picture = base64.b64encode(get_adapter().build_totp_svg(url).encode()).decode()
    context = {"form": form, "secret": _in_fours(secret), "picture": f"data:image/svg+xml;base64,{picture}"}
    return render(
        request, "clinics/account/second_factor.html", context, status=422 if form.is_bound else 200
    )


def _in_fours(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


@never_cache
@login_required
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, once, right after they were made."""
    codes = request.session.pop(CODES, None)
    return render(request, "clinics/account/codes.html", {"codes": codes}) if codes else redirect("account")


@require_POST
@login_required
@fresh_login_required
def renew_codes(request: HttpRequest) -> HttpResponse:
    if not has_second_factor(request.user):
        return redirect("account")
    request.session[CODES] = renew_recovery_codes(request.user, now=timezone.now())
    return redirect("second-factor-codes")


@require_POST
@login_required
@fresh_login_required
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Back to the password alone, unless a role asks for more."""
    if needs_second_factor(request.user):
        messages.error(request, _("Your role must have a second factor: it cannot be switched off."))
    else:
        switch_off_second_factor(request.user, by=request.user, now=timezone.now())
        messages.success(request, _("The second factor is off: your password alone lets you in."))
    return redirect("account")


@login_required
@fresh_login_required
def password(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return render(
            request, "clinics/account/password.html", {"form": form}, status=422 if form.is_bound else 200
        )
    keep, now = request.session.session_key, timezone.now()
    set_password(request.user, form.cleaned_data["password"], by=request.user, now=now, keep=keep)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("The password is changed. Everywhere else you are signed out."))
    return redirect("account")


@require_POST
@login_required
def end_session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign out on one other device of one's own."""
    get_object_or_404(sessions_of(request.user, now=timezone.now()), public_id=public_id)
    end_sessions(request.user, keep=request.session.session_key, only=public_id)
    messages.success(request, _("Signed out there."))
    return redirect("account")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    end_sessions(request.user, keep=request.session.session_key)
    messages.success(request, _("Signed out everywhere else."))
    return redirect("account")
