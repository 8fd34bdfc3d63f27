"""Forms of signing in. Wrong passwords and codes are counted here, before they are looked at."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_crm.lib.browsers import address_of
from clinics.models import User
from clinics.reauth import wait_in_words
from clinics.services.second_factor import code_is_right
from clinics.services.sign_in import TooManyTriesError, begin_try, forgive_tries


def count_try(login: str, address: str | None) -> None:
    """Count the try; a form error says in words how long to wait."""
    now = timezone.now()
    try:
        begin_try(login, address, now=now)
    except TooManyTriesError as error:
        raise forms.ValidationError(wait_in_words(error.until, now), code="throttled") from error


class SignInForm(AuthenticationForm):
    """Django's, throttled by login and by address."""

    def clean(self) -> dict[str, Any]:
        login = self.cleaned_data.get("username")
        if login:
            count_try(login, address_of(self.request.META, settings.TRUSTED_PROXIES))
        return super().clean()


class CodeForm(forms.Form):
    """The second step of signing in."""

    code = forms.CharField(
        label=gettext_lazy("Code from your phone"),
        max_length=40,
        help_text=gettext_lazy("Six digits of your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, data: Any = None, *, user: User, address: str | None) -> None:
        super().__init__(data)
        self.user, self.address = user, address

    def clean_code(self) -> str:
        count_try(self.user.username, self.address)
        if not code_is_right(self.user, self.cleaned_data["code"], now=timezone.now()):
            raise forms.ValidationError(_("This is not the code of the moment."))
        forgive_tries(self.user.username, self.address)
        return ""


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown by the browser, and a second field only invites pasting."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least 12 characters; a few words that only you would put together are best."
        ),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return str(self.cleaned_data["password"])


class SecondFactorForm(forms.Form):
    """The first code of the app on the phone: it proves that the secret arrived there."""

    code = forms.CharField(
        label=gettext_lazy("Code that the app shows now"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
