from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_crm.lib.clock import MIDNIGHT, Stretch
from clinics.hours_forms import HoursField
from patients.enums import Channel
from triggers.models import SendingRule
from triggers.package import RuleRow
from triggers.windows import Windows

DAY = 24 * 60


class RuleForm(forms.ModelForm):
    """One row of the rules table. It can be made stricter than the box; what the profile demands cannot be lifted."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("May leave by"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    demanded = ("needs_approval", "has_warning", "has_opt_out")

    class Meta:
        model = SendingRule
        fields = (
            "channels", "cap", "cap_days", "once_a_day", "needs_approval", "has_warning", "has_opt_out",
        )  # fmt: skip
        labels = {
            "cap": gettext_lazy("At most so many to one address"),
            "cap_days": gettext_lazy("Within so many days"),
            "once_a_day": gettext_lazy("Never two of one purpose on one day"),
        }
        help_texts = {"cap": gettext_lazy("Empty: no limit.")}

    def __init__(self, data: Any = None, *, rule: SendingRule, box: RuleRow | None) -> None:
        super().__init__(data, instance=rule)
        self.box = box
        for weekday, name in WEEKDAYS.items():
            begins, ends = rule.windows[weekday]
            initial = [(_clock(begins), _clock(ends))] if ends > begins else []
            self.fields[f"day{weekday}"] = HoursField(label=str(name).capitalize(), initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for weekday in WEEKDAYS:
            if len(cleaned.get(f"day{weekday}") or []) > 1:
                self.add_error(f"day{weekday}", _("One stretch a day: a window has no break."))
        for name in self.demanded:
            if self.box and getattr(self.box, name) and not cleaned.get(name):
                self.add_error(name, _("The legal profile of the clinic demands this."))
        return cleaned

    def clean_cap_days(self) -> int:
        if self.cleaned_data["cap_days"] < 1:
            raise ValidationError(_("At least one day."))
        return self.cleaned_data["cap_days"]

    def values(self) -> dict[str, Any]:
        """The row as `change_rule` takes it."""
        kept = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return kept | {"windows": self._windows()}

    def _windows(self) -> Windows:
        return [_minutes(self.cleaned_data[f"day{weekday}"]) for weekday in WEEKDAYS]


def _clock(minutes: int) -> Any:
    return MIDNIGHT if minutes == DAY else MIDNIGHT.replace(hour=minutes // 60, minute=minutes % 60)


def _minutes(stretches: list[Stretch]) -> list[int]:
    if not stretches:
        return [0, 0]
    starts, ends = stretches[0]
    return [starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute or DAY]
