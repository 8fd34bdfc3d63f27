from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from clinics.services.founding import is_founding_code

RUSSIAN_ZONES = {
    "Europe/Kaliningrad": _("Kaliningrad"),
    "Europe/Moscow": _("Moscow"),
    "Europe/Samara": _("Samara"),
    "Asia/Yekaterinburg": _("Yekaterinburg"),
    "Asia/Omsk": _("Omsk"),
    "Asia/Krasnoyarsk": _("Krasnoyarsk"),
    "Asia/Irkutsk": _("Irkutsk"),
    "Asia/Yakutsk": _("Yakutsk"),
    "Asia/Vladivostok": _("Vladivostok"),
    "Asia/Magadan": _("Magadan"),
    "Asia/Kamchatka": _("Kamchatka"),
}
WINTER = datetime(2026, 1, 15, tzinfo=UTC)  # Russian clocks do not change; any day would do


def zone_in_words(zone: str) -> str:
    """`Moscow (UTC+3)` for the zones of Russia; others as they are called."""
    if zone not in RUSSIAN_ZONES:
        return zone
    offset = WINTER.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return f"{RUSSIAN_ZONES[zone]} (UTC+{offset // timedelta(hours=1)})"


def zone_choices() -> list[tuple[str, str]]:
    """Russian zones from west to east, then the rest of the world."""
    others = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix"))
    )
    return [
        (zone, zone_in_words(zone))
        for zone in [*RUSSIAN_ZONES, *(zone for zone in others if zone not in RUSSIAN_ZONES)]
    ]


class FoundingForm(forms.Form):
    """The first day of a clinic: its name, its first branch, and who owns it."""

    code = forms.CharField(
        label=_("Set-up code"), help_text=_("Printed in the console where the product was started.")
    )
    clinic = forms.CharField(label=_("Name of the clinic"), max_length=200)
    branch = forms.CharField(label=_("First branch"), max_length=120)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, initial="Europe/Moscow")
    full_name = forms.CharField(label=_("Your surname and name"), max_length=120)
    login = forms.CharField(label=_("Login"), max_length=150, validators=[UnicodeUsernameValidator()])
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; a few words that only you would put together are best."),
    )

    def clean_code(self) -> str:
        if not is_founding_code(self.cleaned_data["code"]):
            raise forms.ValidationError(_("This is not the code. Look for it in the console."))
        return str(self.cleaned_data["code"])

    def clean_password(self) -> Any:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
