"""The form of a new token of the API."""

from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.api.scopes import SCOPES
from clinics.models import Branch


def scope_choices() -> list[tuple[str, Any]]:
    return [(name, scope.label) for name, scope in SCOPES.items()]


class TokenForm(forms.Form):
    """What a program may do, where, until when, from which addresses."""

    name = forms.CharField(
        label=gettext_lazy("What is the program called?"),
        max_length=80,
        help_text=gettext_lazy("So it will stand in the journal."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"), choices=scope_choices, widget=forms.CheckboxSelectMultiple
    )
    every_branch = forms.BooleanField(label=gettext_lazy("In every branch"), required=False)
    branches = forms.ModelMultipleChoiceField(
        Branch.objects.order_by("pk"),
        label=gettext_lazy("Or only in these branches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.SlugField(
        label=gettext_lazy("Code of its system"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Latin letters. Its external ids are kept under this code; without it, it has none."
        ),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long does it work?"),
        coerce=int,
        choices=[
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("a year")),
        ],
        initial=90,
    )
    per_minute = forms.IntegerField(
        label=gettext_lazy("Requests a minute"), min_value=1, max_value=6000, initial=60
    )
    networks = forms.CharField(
        label=gettext_lazy("Only from these addresses"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Addresses or networks like 10.0.0.0/8, parted by blanks. Empty: from anywhere."
        ),
    )

    def clean_networks(self) -> list[str]:
        try:
            return [str(ip_network(text, strict=False)) for text in self.cleaned_data["networks"].split()]
        except ValueError:
            raise forms.ValidationError(_("This is not an address or a network.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("every_branch")) == bool(cleaned.get("branches")):
            self.add_error("branches", _("Choose branches, or every branch."))
        return cleaned

    def token_values(self, now: datetime) -> dict[str, Any]:
        """As `create_token` takes them."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "scopes": data["scopes"],
            "branches": None if data["every_branch"] else data["branches"],
            "source": data["source"],
            "per_minute": data["per_minute"],
            "networks": data["networks"],
            "expires_at": now + timedelta(days=data["days"]),
        }
