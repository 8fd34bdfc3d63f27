"""What the pages of the forward load are asked for, in the URL; whatever is wrong falls back on the whole picture."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clinics.models import Branch
from treatment_plans.load.forecast import By

ROWS = [(By.SPECIALTY, _("Specialties")), (By.PRACTITIONER, _("Practitioners")), (By.CHAIR, _("Chairs"))]


class LoadForm(forms.Form):
    """Which rows, and whose."""

    by = forms.ChoiceField(label=_("Show by"), choices=ROWS, required=False)
    branch = forms.ModelChoiceField(
        label=_("Branch"), queryset=Branch.objects.none(), required=False, empty_label=_("All branches")
    )

    def __init__(self, data: Any, *, branches: QuerySet[Branch]) -> None:
        super().__init__(data)
        self.branches = branches
        self.fields["branch"].queryset = branches
        self.is_valid()

    @property
    def kind(self) -> By:
        return By(self.cleaned_data.get("by") or By.SPECIALTY)

    @property
    def chosen_branch(self) -> Branch | None:
        return self.cleaned_data.get("branch")

    @property
    def chosen_branches(self) -> list[Branch]:
        return [self.chosen_branch] if self.chosen_branch else list(self.branches)

    @property
    def query(self) -> str:
        """The choice as a query string."""
        branch = {"branch": self.chosen_branch.pk} if self.chosen_branch else {}
        return urlencode({"by": self.kind} | branch)


class CellForm(LoadForm):
    """One cell: the row's key (0 = unknown) and the Monday of its week."""

    key = forms.IntegerField(min_value=0)
    week = forms.DateField()
