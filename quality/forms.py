"""What the pages of quality control take in."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from quality.enums import AnswerValue, CriterionKind
from quality.models import Answer, Criterion, SamplingRule
from quality.services.reviews import Given


class CriterionRow:
    """One criterion with the two fields of its answer, as the template draws it."""

    def __init__(self, form: "ReviewForm", criterion: Criterion, given: Given | None) -> None:
        self.criterion = criterion
        self.name, self.comment_name = f"value-{criterion.pk}", f"comment-{criterion.pk}"
        self.value = given.value if given else ""
        self.comment = given.comment if given else ""
        self.may_not_apply = criterion.kind == CriterionKind.YES_NO_NA
        self.error = ""


class ReviewForm(forms.Form):
    """The checklist. A draft may be unfinished; whether it may be submitted is the service's decision."""

    note = forms.CharField(
        label=_("Summary for the employee"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, criteria: list[Criterion], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            values = [
                v for v in AnswerValue if v != AnswerValue.NA or criterion.kind == CriterionKind.YES_NO_NA
            ]
            self.fields[f"value-{criterion.pk}"] = forms.ChoiceField(
                choices=[(v.value, v.label) for v in values], required=False
            )
            self.fields[f"comment-{criterion.pk}"] = forms.CharField(max_length=500, required=False)

    def given(self) -> dict[int, Given]:
        """The answers of a valid form by criterion."""
        return {
            c.pk: Given(value, self.cleaned_data[f"comment-{c.pk}"])
            for c in self.criteria
            if (value := self.cleaned_data[f"value-{c.pk}"])
        }


def checklist_rows(
    form: ReviewForm, given: Mapping[int, Given], unclear: list[int] | None = None
) -> list[CriterionRow]:
    """The rows of the checklist with what is answered so far; `unclear` criteria say what they lack."""
    rows = [CriterionRow(form, criterion, given.get(criterion.pk)) for criterion in form.criteria]
    for row in rows:
        if unclear and row.criterion.pk in unclear:
            row.error = _("Say what exactly was wrong.") if row.value else _("Answer this one too.")
    return rows


def stored_answers(answers: list[Answer]) -> dict[int, Given]:
    return {answer.criterion_id: Given(answer.value, answer.comment) for answer in answers}


class RuleForm(forms.ModelForm):
    """How much is drawn. Rounds that are committed already keep their numbers."""

    class Meta:
        model = SamplingRule
        fields = ["percent", "floor", "is_active"]


class PastPeriodForm(forms.Form):
    """A day of a finished week that is to be drawn afterwards."""

    day = forms.DateField(
        label=_("Any day of the week"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This week is not over yet."))
        return day
