"""Asking again who sits here, before an export, a change of roles or an erasure.

    @right_required("staff", "U")
    @fresh_login_required
    def change_roles(request, pk): …

Put it below the right: who may not do the thing must not learn that it exists. A GET goes to the page "Confirm that it
is you" and comes back; a POST is held inside that page and sent on unchanged once the password (or, where the person
has a second factor, a code) was right. Files are not held: the person chooses them again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_htmx.http import HttpResponseClientRedirect

from clinic_crm.lib.browsers import address_of
from clinics.models import User
from clinics.selectors import demo_logins
from clinics.selectors.sign_in import has_second_factor
from clinics.services.second_factor import code_is_right
from clinics.services.sign_in import TooManyTriesError, begin_try, forgive_tries, note_proof

FRESH_FOR = timedelta(minutes=15)
PROOF = "proof-of-person"  # the form's prefix, so that no field of a held form has its names
View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """Whether the password or a code was given in this session within the last 15 minutes."""
    row = getattr(request.session, "row", None)
    return row is not None and now - row.proved_at < FRESH_FOR


def fresh_login_required(view: View) -> View:
    """See the module; the decorated view runs only when the last proof is younger than 15 minutes."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request, timezone.now()):
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return ask_before(request, request.get_full_path())
        if f"{PROOF}-secret" not in request.POST or request.FILES:
            return _hold(request)
        form = ProofForm(request.POST, request=request)
        if not form.is_valid():
            return _held_page(request, form)
        request.POST = _without_proof(request.POST)  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return guarded


def ask_before(request: HttpRequest, url: str, *, is_download: bool = False) -> HttpResponse:
    """Send the person to the page that asks, then on to `url`. A download comes back to where it was wanted."""
    query = {"next": url} | ({"file": "1", "back": back_of(request)} if is_download else {})
    ask = f"{reverse('confirm')}?{urlencode(query)}"
    return HttpResponseClientRedirect(ask) if getattr(request, "htmx", False) else redirect(ask)


def back_of(request: HttpRequest) -> str:
    """The page of ours that the person was on; the start page where that is unknown."""
    return own_url(request, request.headers.get("Referer", ""))


def own_url(request: HttpRequest, url: str, default: str = "/") -> str:
    """`url` if it leads to this site, else `default`."""
    return url if url and url_has_allowed_host_and_scheme(url, {request.get_host()}) else default


def _hold(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False) or request.FILES:
        messages.warning(request, _("Confirm that it is you, then do it once more."))
        return ask_before(
            request, own_url(request, request.headers.get("HX-Current-URL", "") or back_of(request))
        )
    return _held_page(request, ProofForm(request=request))


def _held_page(request: HttpRequest, form: "ProofForm") -> HttpResponse:
    """The question with the person's own form inside, for whoever of the two is answered next."""
    held = [(key, value) for key, values in _without_proof(request.POST).lists() for value in values]
    context = {"form": form, "held": held, "action": request.get_full_path(), "back": back_of(request)}
    answer = render(request, "clinics/confirm.html", context, status=422 if form.is_bound else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _without_proof(data: QueryDict) -> QueryDict:
    kept = data.copy()
    for key in list(kept):
        if key.startswith(PROOF) or key == "csrfmiddlewaretoken":
            del kept[key]
    return kept


class ProofForm(forms.Form):
    """One field: the password, or a code where the person has a second factor. Right answers are noted in the session."""

    secret = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autofocus": True})
    )

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data, prefix=PROOF)
        self.request = request
        self.asks_code = has_second_factor(self.person)
        field = self.fields["secret"]
        field.label = (
            gettext_lazy("Code from your phone") if self.asks_code else gettext_lazy("Your password")
        )
        field.widget.attrs["autocomplete"] = "one-time-code" if self.asks_code else "current-password"
        if self.asks_code:
            field.widget.input_type = "text"
            field.help_text = gettext_lazy("Or one of your recovery codes.")
        elif demo_logins():
            field.help_text = gettext_lazy("In the invented clinic everybody's password is demo-clinic.")

    @property
    def person(self) -> User:
        assert isinstance(self.request.user, User)  # noqa: S101 - the guards before let nobody else in
        return self.request.user

    def clean_secret(self) -> str:
        now, address = timezone.now(), address_of(self.request.META, settings.TRUSTED_PROXIES)
        try:
            begin_try(self.person.username, address, now=now)
        except TooManyTriesError as error:
            raise forms.ValidationError(wait_in_words(error.until, now)) from error
        if not self._is_right(self.cleaned_data["secret"], now):
            wrong = (
                _("This is not the code of the moment.")
                if self.asks_code
                else _("This is not your password.")
            )
            raise forms.ValidationError(wrong)
        forgive_tries(self.person.username, address)
        note_proof(self.request.session.session_key, now=now, second_factor=self.asks_code)
        return ""

    def _is_right(self, secret: str, now: datetime) -> bool:
        return (
            code_is_right(self.person, secret, now=now)
            if self.asks_code
            else self.person.check_password(secret)
        )


def wait_in_words(until: datetime, now: datetime) -> str:
    """`Too many wrong tries. Try again in 7 minutes.`"""
    minutes = max(-(-int((until - now).total_seconds()) // 60), 1)
    text = ngettext(
        "Too many wrong tries. Try again in %(count)s minute.",
        "Too many wrong tries. Try again in %(count)s minutes.",
        minutes,
    )
    return text % {"count": minutes}
