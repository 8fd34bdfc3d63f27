"""Forms of an ending and its undoing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.enums import EndingKind
from patients.forms import day_input
from patients.models import Patient
from patients.services.endings import is_ended


class EndingForm(forms.Form):
    """What ended, why, since when. Only the ends that do not hold yet can be chosen."""

    kind = forms.ChoiceField(label=_("What ended"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=120,
        help_text=_(
            "For instance: told by the daughter by phone; moved away; a court case; a card made by mistake."
        ),
    )
    day = forms.DateField(label=_("Since"), widget=day_input())
    cancels_bookings = forms.BooleanField(label=_("Cancel the booked visits too"), required=False)

    def __init__(self, data: Any = None, *, patient: Patient, today: date, bookings: int) -> None:
        super().__init__(data, initial={"day": today})
        open_kinds = [kind for kind in EndingKind if not is_ended(patient, kind)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in open_kinds]
        if not bookings:
            del self.fields["cancels_bookings"]


class ResumeForm(forms.Form):
    kind = forms.ChoiceField(choices=EndingKind.choices)
    reason = forms.CharField(label=_("Why it is resumed"), max_length=120)
