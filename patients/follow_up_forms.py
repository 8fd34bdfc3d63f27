"""Forms of the call list."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.text import person_key
from clinics.access import Person, branches_of
from clinics.lists import FilterForm
from clinics.models import Branch, Employee
from patients.enums import FollowUpKind, FollowUpOutcome
from patients.forms import ANY, day_input

ORIGINS = {"plan": "plan:", "trigger": "trigger:", "hand": "hand"}


def people_who_call(user: Person) -> QuerySet[Employee]:
    """Whom a follow-up may be given to: who works in the person's branches and can sign in."""
    there = Employee.branches.through.objects.filter(branch__in=branches_of(user)).values("employee")
    return Employee.objects.filter(pk__in=there, is_active=True, user__isnull=False).order_by("name_key")


class FollowUpFilter(FilterForm):
    """The follow-ups: whose patient, when due, what for, who is to do it, where; and who may be called at this hour."""

    q = forms.CharField(label=_("Patient"), max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    due = forms.ChoiceField(
        label=_("Due"),
        choices=[ANY, ("now", _("today and overdue")), ("overdue", _("overdue")), ("later", _("later"))],
    )
    kind = forms.ChoiceField(label=_("What to do"), choices=[ANY, *FollowUpKind.choices])
    origin = forms.ChoiceField(
        label=_("Comes from"),
        choices=[ANY, ("plan", _("a treatment plan")), ("trigger", _("a trigger")), ("hand", _("a person"))],
    )
    tries = forms.ChoiceField(
        label=_("Tries"), choices=[ANY, ("none", _("not called yet")), ("some", _("did not answer"))]
    )
    assignee = forms.ModelChoiceField(Employee.objects.none(), label=_("For whom"), empty_label="—")
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label="—")
    hour = forms.BooleanField(label=_("Good hour to call now"))
    mine = forms.BooleanField(label=_("Only mine"))

    def __init__(self, data: Any, *, user: Person, employee: Employee | None, today: date, hour: int) -> None:
        super().__init__(data)
        self.today, self.employee, self.current_hour = today, employee, hour
        self.fields["branch"].queryset = branches_of(user)
        self.fields["assignee"].queryset = people_who_call(user)
        if employee is None:
            del self.fields["mine"]

    def narrow(self, rows: QuerySet) -> QuerySet:
        for word in person_key(self.value("q") or "").split():
            rows = rows.filter(patient__name_key__contains=word)
        due = {"now": "due_on__lte", "overdue": "due_on__lt", "later": "due_on__gt"}.get(self.value("due"))
        if due:
            rows = rows.filter(**{due: self.today})
        if origin := ORIGINS.get(self.value("origin") or ""):
            rows = rows.filter(origin__startswith=origin)
        if tries := self.value("tries"):
            rows = rows.filter(attempts=0) if tries == "none" else rows.filter(attempts__gt=0)
        for name in ("kind", "assignee", "branch"):
            if value := self.value(name):
                rows = rows.filter(**{name: value})
        if self.value("hour"):
            rows = rows.filter(
                Q(patient__call_from=None)
                | Q(patient__call_from__lte=self.current_hour, patient__call_until__gt=self.current_hour)
            )
        if "mine" in self.fields and self.value("mine"):
            rows = rows.filter(assignee=self.employee)
        return rows


class OutcomeForm(forms.Form):
    """How a follow-up ended, and when the next one is due. Without a day the rules of the call list set one."""

    outcome = forms.ChoiceField(choices=FollowUpOutcome.choices)
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    next_on = forms.DateField(label=_("Next contact on"), required=False, widget=day_input())

    def __init__(self, data: Any = None, *, today: date, snoozed_to: date) -> None:
        super().__init__(data)
        self.today, self.snoozed_to = today, snoozed_to

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = cleaned.get("next_on")
        if day and day <= self.today:
            self.add_error("next_on", _("The next contact must be after today."))
        elif cleaned.get("outcome") == FollowUpOutcome.SNOOZED and not day:
            cleaned["next_on"] = self.snoozed_to
        return cleaned


class FollowUpForm(forms.Form):
    """A follow-up that a person sets."""

    kind = forms.ChoiceField(label=_("What to do"), choices=FollowUpKind.choices)
    reason = forms.CharField(label=_("Why"), max_length=200)
    due_on = forms.DateField(label=_("Due"), widget=day_input())
    assignee = forms.ModelChoiceField(
        Employee.objects.none(), label=_("For whom"), required=False, empty_label=_("anybody")
    )

    def __init__(self, data: Any = None, *, user: Person, today: date, employee: Employee | None) -> None:
        super().__init__(data, initial={"due_on": today, "assignee": employee})
        self.today = today
        self.fields["assignee"].queryset = people_who_call(user)

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("The day lies in the past."))
        return day


class ReassignForm(forms.Form):
    """Hand the chosen ones, or all of the filter, to somebody."""

    assignee = forms.ModelChoiceField(
        Employee.objects.none(),
        label=_("Hand over to"),
        required=False,
        empty_label=_("anybody"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    everything = forms.BooleanField(label=_("all of the filter"), required=False)

    def __init__(self, data: Any = None, *, user: Person) -> None:
        super().__init__(data)
        self.fields["assignee"].queryset = people_who_call(user)
