"""Forms of inquiries and campaigns."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.phones import parse_phone
from clinics.access import Person
from clinics.lists import FilterForm
from clinics.models import Branch, Employee
from patients.enums import ContactKind, InquiryChannel, InquiryStatus
from patients.forms import ANY, day_input
from patients.models import Campaign, LostReason
from patients.selectors.inquiries import inquiry_branches


def running_campaigns(today: date) -> QuerySet[Campaign]:
    """Those that may bring somebody today."""
    return Campaign.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


class InquiryForm(forms.Form):
    """An inquiry as it is typed during the call; only the phone or the e-mail is a must."""

    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autofocus": True, "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    wish = forms.CharField(
        label=_("What they want"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    channel = forms.ChoiceField(label=_("How they got in touch"), choices=InquiryChannel.choices)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("Campaign"), required=False, empty_label="—"
    )
    acquisition = forms.CharField(
        label=_("How they found us"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "acquisitions"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label=None)

    def __init__(self, data: Any = None, *, user: Person, today: date) -> None:
        super().__init__(data)
        branches = inquiry_branches(user, "C")
        self.fields["branch"].queryset = branches
        self.fields["campaign"].queryset = running_campaigns(today)
        self.initial |= {"branch": branches.first(), "channel": InquiryChannel.CALL}

    def clean_phone(self) -> str:
        raw = self.cleaned_data["phone"].strip()
        number = parse_phone(raw, "RU") if raw else ""
        if number is None:
            raise forms.ValidationError(_("This does not look like a phone number."))
        return number

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", _("Write down a phone or an e-mail: how else to answer?"))
        return cleaned

    def contacts(self) -> list[tuple[str, str]]:
        data = self.cleaned_data
        pairs = [(ContactKind.PHONE, data.get("phone")), (ContactKind.EMAIL, data.get("email"))]
        return [(str(kind), value) for kind, value in pairs if value]

    def values(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("name", "wish", "channel", "campaign", "acquisition")
        }


class AnswerForm(forms.Form):
    """A touch: what was said, when to call back."""

    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    call_back_at = forms.DateTimeField(
        label=_("Call back at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class LossForm(forms.Form):
    reason = forms.ModelChoiceField(LostReason.objects.none(), label=_("Why lost"), empty_label="—")
    note = forms.CharField(label=_("In words"), max_length=500, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].queryset = LostReason.objects.filter(is_active=True)


class InquiryFilter(FilterForm):
    """Which inquiries: by way, source, campaign, place and days."""

    channel = forms.ChoiceField(label=_("How they got in touch"), choices=[ANY, *InquiryChannel.choices])
    campaign = forms.ModelChoiceField(Campaign.objects.order_by("name"), label=_("Campaign"), empty_label="—")
    acquisition = forms.CharField(
        label=_("How they found us"), max_length=80, widget=forms.TextInput(attrs={"list": "acquisitions"})
    )
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label="—")
    since = forms.DateField(label=_("Arrived since"), widget=day_input())
    until = forms.DateField(label=_("Arrived until"), widget=day_input())
    mine = forms.BooleanField(label=_("Only mine"))

    def __init__(self, data: Any, *, user: Person, employee: Employee | None) -> None:
        super().__init__(data)
        self.employee = employee
        self.fields["branch"].queryset = inquiry_branches(user)
        if employee is None:
            del self.fields["mine"]

    def narrow(self, rows: QuerySet) -> QuerySet:
        for name, lookup in (
            ("channel", "channel"), ("campaign", "campaign"), ("acquisition", "acquisition__iexact"),
            ("branch", "branch"), ("since", "created_on__gte"), ("until", "created_on__lte"),
        ):  # fmt: skip
            if value := self.value(name):
                rows = rows.filter(**{lookup: value})
        if "mine" in self.fields and self.value("mine"):
            rows = rows.filter(assignee=self.employee)
        return rows


TABS: dict[str, tuple[Any, list[str]]] = {
    "waiting": (_("Waiting"), [InquiryStatus.NEW, InquiryStatus.IN_WORK]),
    "booked": (_("With a visit"), [InquiryStatus.BOOKED]),
    "lost": (_("Lost"), [InquiryStatus.LOST]),
    "all": (_("All"), list(InquiryStatus.values)),
}


class CampaignForm(forms.ModelForm):
    class Meta:
        model = Campaign
        fields = ("name", "acquisition", "starts_on", "ends_on", "note")
        widgets = {
            "starts_on": day_input(),
            "ends_on": day_input(),
            "acquisition": forms.TextInput(attrs={"list": "acquisitions"}),
        }
        labels = {
            "name": _("Name"),
            "acquisition": _("How they found us"),
            "starts_on": _("Begins"),
            "ends_on": _("Ends"),
            "note": _("Note"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The end lies before the beginning."))
        same = Campaign.objects.filter(name=cleaned.get("name", "")).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("name", _("There is a campaign of this name already."))
        return cleaned


class SpendForm(forms.Form):
    """What a campaign cost in one month."""

    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    amount = forms.DecimalField(label=_("Spent"), max_digits=12, decimal_places=2, min_value=Decimal(0))
