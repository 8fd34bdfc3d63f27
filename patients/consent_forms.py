"""Forms by which acts of consent are entered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.enums import ContactKind, Purpose
from patients.forms import day_input

MAY_BE_GRANTED = [Purpose.SERVICE, Purpose.CARE, Purpose.ADVERTISING, Purpose.SURVEY]


class EvidenceForm(forms.Form):
    """What proves an act of consent."""

    purposes = forms.MultipleChoiceField(
        label=_("For what"),
        choices=[(p.value, p.label) for p in MAY_BE_GRANTED],
        widget=forms.CheckboxSelectMultiple,
    )
    on = forms.DateField(label=_("Date on the paper"), widget=day_input())
    paper = forms.CharField(label=_("Paper or folder no."), max_length=100)
    text_version = forms.CharField(label=_("Version of the text signed"), max_length=40)


class ConsentForm(EvidenceForm):
    """One act on the card: granted on paper or withdrawn."""

    point = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[("granted", "granted"), ("withdrawn", "withdrawn")])
    text_version = forms.CharField(label=_("Version of the text signed"), max_length=40, required=False)


class BulkConsentForm(EvidenceForm):
    """The same paper for many patients, at the first living contact of the kinds asked for."""

    kinds = forms.MultipleChoiceField(
        label=_("By what way"),
        choices=[(ContactKind.EMAIL.value, _("e-mail")), (ContactKind.PHONE.value, _("SMS to the phone"))],
        initial=[ContactKind.EMAIL.value],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["purposes", "kinds", "on", "paper", "text_version"])
