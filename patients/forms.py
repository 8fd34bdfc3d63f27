"""Forms of the registry's screens: they validate; services write."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.phones import parse_phone
from clinic_crm.lib.text import clean_name
from clinics.access import Person, reach_of
from clinics.models import Branch, Employee
from patients.enums import ContactKind, Sex
from patients.models import Patient

ANY = ("", "—")


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _branches(user: Person, obj: str, right: str) -> QuerySet[Branch]:
    """The branches in which the person may exercise the right, for choice lists."""
    reach = reach_of(user, obj, right)
    if reach.everywhere:
        return Branch.objects.order_by("pk")
    return Branch.objects.filter(pk__in=reach.branches | reach.assigned | reach.own).order_by("pk")


class PatientForm(forms.Form):
    """A card as a person types it. Phones in any writing; the first one is tried first."""

    last_name = forms.CharField(label=_("Last name"), max_length=100)
    first_name = forms.CharField(label=_("First name"), max_length=100)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[ANY, *Sex.choices], required=False)
    birth_date = forms.DateField(label=_("Birth date"), required=False, widget=day_input())
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    phone_2 = forms.CharField(
        label=_("Second phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label=None)
    curator = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Curator"), required=False, empty_label="—"
    )
    acquisition = forms.CharField(label=_("How they found us"), max_length=80, required=False)
    comment = forms.CharField(
        label=_("Comment"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    call_from = forms.IntegerField(label=_("Call from, hour"), min_value=0, max_value=23, required=False)
    call_until = forms.IntegerField(label=_("Call until, hour"), min_value=1, max_value=24, required=False)

    def __init__(
        self, data: Any = None, *, user: Person, patient: Patient | None = None, today: date
    ) -> None:
        super().__init__(data, initial=self._stored(patient) if patient else None)
        self.patient, self.today = patient, today
        branches = _branches(user, "patients", "U" if patient else "C")
        self.fields["branch"].queryset = branches if patient else branches.filter(is_active=True)
        self.fields["curator"].queryset = Employee.objects.filter(is_curator=True, is_active=True).order_by(
            "name_key"
        )
        if patient:
            del self.fields["branch"]
        elif not self.is_bound:
            self.initial["branch"] = branches.first()

    @staticmethod
    def _stored(patient: Patient) -> dict[str, Any]:
        points = [row.point for row in patient.contacts.select_related("point")]
        phones = [p.value for p in points if p.kind == ContactKind.PHONE]
        emails = [p.value for p in points if p.kind == ContactKind.EMAIL]
        names = (
            "last_name",
            "first_name",
            "patronymic",
            "sex",
            "birth_date",
            "curator",
            "acquisition",
            "comment",
        )
        return {name: getattr(patient, name) for name in (*names, "call_from", "call_until")} | {
            "phone": phones[0] if phones else "",
            "phone_2": phones[1] if len(phones) > 1 else "",
            "email": emails[0] if emails else "",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("last_name", "first_name", "patronymic"):
            cleaned[name] = clean_name(cleaned.get(name, ""))
        since, until = cleaned.get("call_from"), cleaned.get("call_until")
        if (since is None) != (until is None) or (since is not None and until is not None and until <= since):
            self.add_error("call_until", _("Give both hours, the later one second."))
        return cleaned

    def clean_birth_date(self) -> date | None:
        day = self.cleaned_data["birth_date"]
        if day and not date(1900, 1, 1) <= day <= self.today:
            raise forms.ValidationError(_("A birth date must lie between 1900 and today."))
        return day

    def _phone(self, name: str) -> str:
        raw = self.cleaned_data[name].strip()
        if not raw:
            return ""
        number = parse_phone(raw, "RU")
        if number is None:
            raise forms.ValidationError(_("This does not look like a phone number."))
        return number

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_phone_2(self) -> str:
        return self._phone("phone_2")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def contacts(self) -> list[tuple[str, str]]:
        """(kind, value) in the order of the form, then the stored ones that the form has no field for."""
        data = self.cleaned_data
        typed = [
            (ContactKind.PHONE, data["phone"]),
            (ContactKind.PHONE, data["phone_2"]),
            (ContactKind.EMAIL, data["email"]),
        ]
        return [pair for pair in typed if pair[1]] + self._unshown()

    def _unshown(self) -> list[tuple[str, str]]:
        if self.patient is None:
            return []
        points = [row.point for row in self.patient.contacts.select_related("point")]
        phones = [(p.kind, p.value) for p in points if p.kind == ContactKind.PHONE]
        emails = [(p.kind, p.value) for p in points if p.kind == ContactKind.EMAIL]
        return phones[2:] + emails[1:]
