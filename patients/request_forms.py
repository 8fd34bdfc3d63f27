"""Forms of the requests of people about their own data."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.lists import FilterForm
from patients.enums import RequestKind, RequestState
from patients.forms import ANY, day_input


class RequestForm(forms.Form):
    """What the person asks, and when it reached the clinic."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=RequestKind.choices, widget=forms.RadioSelect)
    received_on = forms.DateField(label=_("Received on"), widget=day_input())
    note = forms.CharField(
        label=_("How it came, what is meant"),
        max_length=250,
        required=False,
        help_text=_("For instance: a letter of 12 May, identity checked by passport."),
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"received_on": today})
        self.today = today

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if not self.today - timedelta(days=366) <= day <= self.today:
            raise forms.ValidationError(_("The day must lie within the last year."))
        return day


class RequestAnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=250, required=False)


class RequestFilter(FilterForm):
    state = forms.ChoiceField(label=_("State"), choices=[ANY, *RequestState.choices])
    kind = forms.ChoiceField(label=_("What is asked"), choices=[ANY, *RequestKind.choices])

    def narrow(self, rows: Any) -> Any:
        for name in ("state", "kind"):
            if value := self.value(name):
                rows = rows.filter(**{name: value})
        return rows
