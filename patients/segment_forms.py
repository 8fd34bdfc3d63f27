from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from clinics.models import Clinic
from patients.models import SegmentPolicy
from patients.services.segments import POLICY_NUMBERS


class PolicyForm(forms.ModelForm):
    """The numbers of the segment formulas. Never saved by itself: `save_policy` writes a new version."""

    class Meta:
        model = SegmentPolicy
        fields = POLICY_NUMBERS
        help_texts = {
            "default_interval": _("How often a patient is expected who has no rhythm of his own yet."),
            "default_course_gap": _("Visits closer to each other than this are one course of treatment."),
            "best_share": _("0.80: the fifth of the regular patients with the highest revenue."),
            "best_minimum": _("In a branch with fewer regular patients nobody is called best."),
            "regular_after_days": _("A course of treatment as long as this counts like coming back."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("default_interval", "default_course_gap", "regular_after_days", "best_minimum"):
            self.fields[name].validators += [MinValueValidator(1), MaxValueValidator(3650)]
        self.fields["best_share"].validators += [MinValueValidator(0), MaxValueValidator(1)]

    @staticmethod
    def first(clinic: Clinic) -> SegmentPolicy:
        """The default numbers, before any version is stored."""
        return SegmentPolicy(clinic=clinic, version=0)

    def numbers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in POLICY_NUMBERS}

    def draft(self) -> SegmentPolicy:
        """An unsaved policy with these numbers, for the preview."""
        return SegmentPolicy(clinic=self.instance.clinic, version=0, **self.numbers())
