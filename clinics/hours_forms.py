"""Forms of working hours: the week, and the days that differ from it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clinic_crm.lib.clock import Stretch, UnreadableHoursError, parse_hours, write_hours
from clinic_crm.lib.text import clean
from clinics.models import Branch
from clinics.services.hours import LONGEST_LEAVE

Week = dict[int, list[Stretch]]
HOURS_EXAMPLE = "9:00–13:00, 14:00–20:00"


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def sane_day(day: date) -> date:
    """Refuses a year that can only be a slip of the keyboard."""
    if not 2000 <= day.year <= 2100:
        raise ValidationError(_("Check the year."))
    return day


class HoursField(forms.CharField):
    """«9:00–13:00, 14:00–20:00» ↔ stretches; empty is closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return write_hours(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Stretch]:  # type: ignore[override]
        try:
            return parse_hours(super().to_python(value))
        except UnreadableHoursError as error:
            raise ValidationError(
                _("“%(part)s” is not clear. Write like this: %(example)s. Empty: closed.")
                % {"part": error.part, "example": HOURS_EXAMPLE}
            ) from error

    def run_validators(self, value: Any) -> None:
        """Length is checked on the text."""


class WeekForm(forms.Form):
    """The hours of each weekday."""

    def __init__(self, data: Any = None, *, week: Week | None = None, usual: Week | None = None) -> None:
        """`usual` is shown in grey where nothing is set: the branch's week behind an own one."""
        super().__init__(data)
        for weekday, name in WEEKDAYS.items():
            field = HoursField(label=str(name).capitalize(), initial=(week or {}).get(weekday, []))
            if usual and not week:
                field.widget.attrs["placeholder"] = write_hours(usual.get(weekday, []))
            self.fields[f"day{weekday}"] = field

    def week(self) -> Week:
        return {weekday: self.cleaned_data[f"day{weekday}"] for weekday in WEEKDAYS}


class DaysForm(forms.Form):
    """Days that differ from the week: other hours, or none."""

    first = forms.DateField(label=pgettext_lazy("period", "from"), widget=day_input())
    last = forms.DateField(
        label=gettext_lazy("to (if longer than a day)"), widget=day_input(), required=False
    )
    hours = HoursField(
        label=gettext_lazy("Hours on these days"), help_text=gettext_lazy("Empty: closed, away.")
    )
    note = forms.CharField(label=gettext_lazy("Reason"), max_length=120, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        branches: Iterable[Branch] | None = None,
        everywhere: bool = True,
    ) -> None:
        super().__init__(data)
        self.today = today
        if branches is not None:
            choices = [(str(branch.pk), branch.name) for branch in branches]
            if everywhere:
                choices.insert(0, ("", _("every branch")))
            self.fields["branch"] = forms.ChoiceField(
                label=_("Branch"), choices=choices, required=not everywhere
            )

    def clean_first(self) -> date:
        return sane_day(self.cleaned_data["first"])

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not timedelta() <= last - first <= LONGEST_LEAVE:
            self.add_error("last", _("The last day must come after the first, within a year."))
        cleaned["last"] = last or first
        return cleaned
