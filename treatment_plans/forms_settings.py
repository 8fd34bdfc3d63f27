"""Input of the settings of plans: which moves are automatic, how large a discount each role may give."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.discounts import limits_of
from clinics.models import Clinic
from treatment_plans.enums import AutoRule
from treatment_plans.rules import rules_of


class RulesForm(forms.Form):
    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        super().__init__(data, prefix="rule")
        for rule, is_on in rules_of(clinic.pk).items():
            self.fields[rule] = forms.BooleanField(label=AutoRule(rule).label, required=False, initial=is_on)


class LimitsForm(forms.Form):
    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        super().__init__(data, prefix="limit")
        for role, percent in limits_of(clinic.pk).items():
            self.fields[role] = forms.DecimalField(
                label=role.label,
                min_value=Decimal(0),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
                initial=percent,
                localize=True,
                help_text=_("Percent of the price list."),
            )
