from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.periods import Period, period_of
from clinics.models import Branch

KINDS = [("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year"))]


class PeriodForm(forms.Form):
    """The period and branch of a page of figures, in the URL; whatever is wrong falls back on the present month."""

    period = forms.ChoiceField(choices=KINDS, required=False)
    at = forms.DateField(required=False)
    branch = forms.ModelChoiceField(
        label=_("Branch"),
        queryset=Branch.objects.none(),
        required=False,
        empty_label=_("All branches"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: Any, *, branches: QuerySet[Branch], today: date) -> None:
        super().__init__(data)
        self.fields["branch"].queryset = branches
        self.today = today
        self.is_valid()

    @property
    def kind(self) -> str:
        return self.cleaned_data.get("period") or "month"

    @property
    def whole(self) -> Period:
        """The asked period; never one that begins after today."""
        at = self.cleaned_data.get("at") or self.today
        return period_of(self.kind, min(at, self.today))

    @property
    def chosen_branch(self) -> Branch | None:
        return self.cleaned_data.get("branch")
