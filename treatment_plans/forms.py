"""Input of the plan pages. Forms validate, services write."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinics.access import Person, branches_of
from clinics.lists import FilterForm
from clinics.models import Branch, Employee
from treatment_plans.enums import ItemStatus, PlanState, Queue, ReasonKind, Touch
from treatment_plans.models import PlanItem, RefusalReason
from treatment_plans.services.reviewing import ACCEPTABLE, Verdict

NEXT_CONTACT_DAYS = {Touch.NO_ANSWER: 1, Touch.REACHED: 3, Touch.SNOOZED: 7}


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants ISO whatever the language."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = False, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), **kwargs)


def money_field(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=Decimal(0), max_digits=12, decimal_places=2, localize=True
    )


def people_of(branches: QuerySet[Branch], **flags: bool) -> QuerySet[Employee]:
    """Who works in these branches."""
    there = Employee.branches.through.objects.filter(branch__in=branches).values("employee")
    return Employee.objects.filter(pk__in=there, is_active=True, **flags).order_by("name_key")


class PlanFilter(FilterForm):
    """The filter of the plans list and of the queues."""

    q = forms.CharField(
        label=_("Patient or plan no."), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("any state")), *PlanState.choices])
    curator = forms.ModelChoiceField(Employee.objects.none(), label=_("Curator"), empty_label=_("anybody"))
    practitioner = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Doctor"), empty_label=_("anybody")
    )
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label=_("all branches"))

    def __init__(self, data: Any, user: Person) -> None:
        super().__init__(data)
        branches = branches_of(user)
        self.fields["curator"].queryset = people_of(branches, is_curator=True)
        self.fields["practitioner"].queryset = people_of(branches, is_practitioner=True)
        self.fields["branch"].queryset = branches
        if branches.count() < 2:
            del self.fields["branch"]

    def narrow(self, rows: QuerySet) -> QuerySet:
        if words := self.value("q"):
            rows = rows.filter(_named(words))
        if state := self.value("state"):
            rows = rows.filter(state=state)
        for name in ("curator", "practitioner", "branch"):
            if name in self.fields and (value := self.value(name)):
                rows = rows.filter(**{name: value})
        return rows


class QueueFilter(PlanFilter):
    """A queue says the state itself."""

    def __init__(self, data: Any, user: Person) -> None:
        super().__init__(data, user)
        del self.fields["state"]


class QueueChoice(forms.Form):
    """Which queue, and which plan is open in it; anything unknown falls back to the main one."""

    queue = forms.ChoiceField(choices=Queue.choices)
    open = forms.IntegerField(required=False)

    def chosen(self) -> Queue:
        return Queue(self.cleaned_data["queue"]) if self.is_valid() else Queue.NOT_BOOKED

    def opened(self) -> int | None:
        self.is_valid()
        return self.cleaned_data.get("open")


def _named(words: str) -> Q:
    folded = words.strip().lower().replace("ё", "е")
    condition = Q(number__iexact=words.strip())
    return condition | Q(*(Q(patient__name_key__contains=word) for word in folded.split()))


class TouchForm(forms.Form):
    """What came of the call. Without a day the outcome's usual one is taken; a booking has no usual day."""

    outcome = forms.ChoiceField(choices=Touch.choices)
    next_on = day_field(_("Next contact"))
    note = forms.CharField(label=_("What was said"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, today: date, is_open: bool = True) -> None:
        super().__init__(data)
        self.today, self.is_open = today, is_open
        self.fields["next_on"].widget.attrs["min"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome and data.get("next_on") is None and "next_on" not in self.errors:
            data["next_on"] = self._usual_day(Touch(outcome))
        return data

    def _usual_day(self, outcome: Touch) -> date | None:
        if outcome in NEXT_CONTACT_DAYS:
            settled = outcome == Touch.REACHED and not self.is_open
            return None if settled else self.today + timedelta(days=NEXT_CONTACT_DAYS[outcome])
        self.add_error("next_on", _("For which day is the patient booked?"))
        return None


class NewPlanForm(forms.Form):
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"))
    practitioner = forms.ModelChoiceField(Employee.objects.none(), label=_("Doctor who found it"))
    curator = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Curator"), required=False, empty_label=_("the patient's own")
    )

    def __init__(self, data: Any = None, *, branches: QuerySet[Branch], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["branch"].queryset = branches
        self.fields["practitioner"].queryset = people_of(branches, is_practitioner=True)
        self.fields["curator"].queryset = people_of(branches, is_curator=True)


class AnswerForm(forms.Form):
    """What the patient says to the ticked lines; which fields count depends on the action."""

    ACTIONS = ("agree", "decline", "defer", "cancel")
    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    items = forms.ModelMultipleChoiceField(
        PlanItem.objects.none(), error_messages={"required": _("Tick the lines first.")}
    )
    version = forms.IntegerField()
    promised_on = day_field(_("Promised to come by"))
    decline_reason = forms.ModelChoiceField(RefusalReason.objects.none(), label=_("Reason"), required=False)
    defer_reason = forms.ModelChoiceField(RefusalReason.objects.none(), label=_("Reason"), required=False)
    until = day_field(_("Until"))
    decline_note = forms.CharField(label=_("In the patient's words"), max_length=120, required=False)
    defer_note = forms.CharField(label=_("In the patient's words"), max_length=120, required=False)
    cancel_reason = forms.ModelChoiceField(RefusalReason.objects.none(), label=_("Reason"), required=False)
    cancel_note = forms.CharField(label=_("In words"), max_length=120, required=False)

    NEEDS = {"decline": ("decline_reason",), "defer": ("defer_reason", "until"), "cancel": ()}

    def __init__(self, data: Any = None, *, items: QuerySet[PlanItem]) -> None:
        super().__init__(data)
        reasons = RefusalReason.objects.filter(is_active=True, code="")
        self.fields["items"].queryset = items
        self.fields["decline_reason"].queryset = reasons.filter(kind=ReasonKind.DECLINE)
        self.fields["defer_reason"].queryset = reasons.filter(kind=ReasonKind.DEFER)
        self.fields["cancel_reason"].queryset = reasons.filter(kind=ReasonKind.CANCEL)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.NEEDS.get(data.get("action", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Needed for this answer."))
        if data.get("action") == "cancel" and not (data.get("cancel_reason") or data.get("cancel_note")):
            self.add_error("cancel_reason", _("Needed for this answer."))
        return data


class CuratorForm(forms.Form):
    curator = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Curator"), required=False, empty_label="—"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, branches: QuerySet[Branch], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["curator"].queryset = people_of(branches, is_curator=True)


class CorrectionForm(forms.Form):
    note = forms.CharField(label=_("What was wrong"), max_length=120)


class VerdictForm(forms.Form):
    """How a doubtful line really stands."""

    status = forms.ChoiceField(
        label=_("Accept as"), choices=[(s.value, s.label) for s in ItemStatus if s in ACCEPTABLE]
    )
    price = money_field(_("Plan price, ₽"))
    agreed_on = day_field(_("Agreed on"))
    agreed_price = money_field(_("Agreed price, ₽"), required=False)
    realised_on = day_field(_("Done on"))
    actual_price = money_field(_("Actual price, ₽"), required=False)
    ended_on = day_field(_("Declined or cancelled on"))

    def verdict(self) -> Verdict:
        """Days and prices beyond the chosen state are left out."""
        data = dict(self.cleaned_data)
        status = ItemStatus(data.pop("status"))
        if status == ItemStatus.IDENTIFIED:
            data |= {"agreed_on": None, "agreed_price": None}
        if status != ItemStatus.REALISED:
            data |= {"realised_on": None, "actual_price": None}
        if status not in (ItemStatus.DECLINED, ItemStatus.CANCELLED):
            data["ended_on"] = None
        return Verdict(status=status, **data)
