"""Forms of the catalogues. They check; `clinics.services` writes."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_crm.lib.phones import parse_phone
from clinic_crm.lib.text import clean, fold, latin_code, person_key
from clinics.forms import zone_choices
from clinics.hours_forms import day_input, sane_day
from clinics.models import Branch, Chair, Change, Clinic, Employee, Holiday, LeadTimeLink, Service, Specialty


class EntryForm(forms.ModelForm):
    """An entry of a catalogue: texts without odd blanks, a name once among its like, whatever its case and ё."""

    unique_name = "name"

    def like(self) -> QuerySet:
        """Entries among which the name must be the only one."""
        return type(self.instance)._default_manager.filter(clinic=self.instance.clinic)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key, value in cleaned.items():
            if isinstance(value, str):
                cleaned[key] = clean(value)
        name = cleaned.get(self.unique_name)
        if name:
            self._refuse_twins(name)
        return cleaned

    def _refuse_twins(self, name: str) -> None:
        for twin in self.like().exclude(pk=self.instance.pk):
            if fold(getattr(twin, self.unique_name)) == fold(name):
                put_away = not getattr(twin, "is_active", True)
                self.add_error(
                    self.unique_name,
                    _("“%(name)s” is in the archive already: bring it back from there.") % {"name": name}
                    if put_away
                    else _("There is “%(name)s” already.") % {"name": name},
                )


class ClinicForm(forms.ModelForm):
    """What letters and pages call the clinic."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of letters"),
        choices=[("ru", gettext_lazy("Russian")), ("en", gettext_lazy("English"))],
    )

    class Meta:
        model = Clinic
        fields = ("name", "phone", "language")

    def clean_phone(self) -> str:
        return _clean_phone(self.cleaned_data["phone"])


class BranchForm(EntryForm):
    """A place: where it is, its clock, and who keeps its schedule."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=zone_choices, widget=forms.Select(attrs={"lang": "en"})
    )

    class Meta:
        model = Branch
        fields = (
            "name", "address", "phone", "time_zone", "has_curators", "mis_is_master", "works_on_holidays",
        )  # fmt: skip
        help_texts = {
            "has_curators": gettext_lazy("Otherwise the administrators of the branch lead them."),
            "mis_is_master": gettext_lazy("Visits are then only read here, they come by import."),
            "works_on_holidays": gettext_lazy(
                "Otherwise the branch is closed on the days of the holiday calendar."
            ),
        }

    def clean_phone(self) -> str:
        return _clean_phone(self.cleaned_data["phone"])


class ChairForm(EntryForm):
    class Meta:
        model = Chair
        fields = ("name",)

    def like(self) -> QuerySet:
        return Chair.objects.filter(branch=self.instance.branch)


class SpecialtyForm(EntryForm):
    class Meta:
        model = Specialty
        fields = ("name", "return_interval", "course_gap")
        help_texts = {
            "return_interval": gettext_lazy(
                "How often a patient of this specialty is expected. Empty: the number of the segment policy."
            ),
            "course_gap": gettext_lazy(
                "Visits closer to each other than this are one course. Empty: the number of the segment policy."
            ),
        }


class LinkForm(forms.ModelForm):
    """Surgery brings orthopaedics in 26 weeks."""

    class Meta:
        model = LeadTimeLink
        fields = ("before", "after", "weeks")

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].empty_label = "—"  # type: ignore[attr-defined]
            self.fields[name].queryset = Specialty.objects.filter(clinic=clinic, is_active=True).order_by(
                "name"
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("before") and cleaned.get("before") == cleaned.get("after"):
            self.add_error("after", _("A specialty does not bring work to itself."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Naming the same pair again is no error: it changes the weeks."""
        return {*super()._get_validation_exclusions(), "before", "after"}


class ServiceForm(EntryForm):
    """A line of the price list without its price, which has a history of its own."""

    unique_name = "code"

    class Meta:
        model = Service
        fields = ("code", "name", "specialty", "minutes")
        labels = {"specialty": gettext_lazy("Specialty")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Specialty.objects.filter(clinic=self.instance.clinic, is_active=True)
        if self.instance.specialty_id:
            known |= Specialty.objects.filter(pk=self.instance.specialty_id)
        self.fields["specialty"].queryset = known.order_by("name")
        self.fields["specialty"].empty_label = "—"
        self.fields["minutes"].validators += [MinValueValidator(5), MaxValueValidator(720)]

    def clean_code(self) -> str:
        return latin_code(self.cleaned_data["code"])

    def like(self) -> QuerySet:
        return super().like().filter(code=self.cleaned_data["code"])


class PriceForm(forms.Form):
    """A price and the day from which it holds."""

    price = forms.DecimalField(
        label=gettext_lazy("Price, ₽"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Empty: by agreement."),
    )
    is_lower_bound = forms.BooleanField(label=gettext_lazy("“from”: the least it can be"), required=False)
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        widget=day_input(),
        help_text=gettext_lazy(
            "A charge takes the price of its own day. A day ahead: the price changes by itself."
        ),
    )

    def clean_valid_from(self) -> date:
        return sane_day(self.cleaned_data["valid_from"])


class PriceChangeForm(forms.Form):
    """Many prices by percent."""

    ROUNDINGS = ("1", "10", "50", "100")

    specialty = forms.ModelChoiceField(
        Specialty.objects.none(),
        label=gettext_lazy("Specialty"),
        required=False,
        empty_label=gettext_lazy("The whole price list"),
    )
    percent = forms.DecimalField(
        label=gettext_lazy("Change, %"),
        min_value=-90,
        max_value=500,
        max_digits=6,
        decimal_places=2,
        help_text=gettext_lazy("7.5 makes dearer, −5 makes cheaper."),
    )
    rounding = forms.ChoiceField(
        label=gettext_lazy("Round to, ₽"), choices=[(each, each) for each in ROUNDINGS], initial="10"
    )
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), widget=day_input())

    def __init__(self, *args: Any, clinic: Clinic, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic, self.today = clinic, today
        self.fields["specialty"].queryset = Specialty.objects.filter(clinic=clinic).order_by("name")  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = today + timedelta(days=1)

    def clean_percent(self) -> Decimal:
        if not self.cleaned_data["percent"]:
            raise ValidationError(_("Nothing changes by 0 %."))
        return self.cleaned_data["percent"]

    def clean_valid_from(self) -> date:
        day = sane_day(self.cleaned_data["valid_from"])
        if day < self.today:
            raise ValidationError(_("Prices of days gone by stay as they were: choose today or a later day."))
        return day

    def services(self) -> QuerySet[Service]:
        rows = Service.objects.filter(clinic=self.clinic, is_active=True)
        specialty = self.cleaned_data["specialty"]
        return rows.filter(specialty=specialty) if specialty else rows


class EmployeeForm(EntryForm):
    """A staff card. Logins and roles are given elsewhere."""

    branches = forms.ModelMultipleChoiceField(
        Branch.objects.none(), label=gettext_lazy("Works in"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Employee
        fields = ("name", "specialty", "is_practitioner", "is_curator")
        labels = {"name": gettext_lazy("Surname and initials"), "specialty": gettext_lazy("Specialty")}
        help_texts = {
            "name": gettext_lazy("As the schedule writes it, surname first. Imports find people by it."),
            "is_practitioner": gettext_lazy("Sees patients: stands in the calendar."),
            "is_curator": gettext_lazy("Leads treatment plans."),
        }

    def __init__(self, *args: Any, branches: QuerySet[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branches"].queryset = branches  # type: ignore[attr-defined]
        self.fields["specialty"].queryset = Specialty.objects.filter(  # type: ignore[attr-defined]
            clinic=self.instance.clinic, is_active=True
        ).order_by("name")
        self.fields["specialty"].empty_label = "—"  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["branches"] = list(self.instance.branches.values_list("pk", flat=True))

    def _refuse_twins(self, name: str) -> None:
        twin = self.like().filter(name_key=person_key(name)).exclude(pk=self.instance.pk).first()
        if twin:
            self.add_error("name", _("There is “%(name)s” already.") % {"name": twin.name})


class HolidayForm(forms.ModelForm):
    """A public holiday, or a weekend day that is a working one."""

    works_as = forms.TypedChoiceField(
        label=gettext_lazy("A working day with the hours of"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", gettext_lazy("no, a day off")), *WEEKDAYS.items()],
    )

    class Meta:
        model = Holiday
        fields = ("day", "name", "works_as")
        widgets = {"day": day_input()}

    def clean_day(self) -> date:
        day = sane_day(self.cleaned_data["day"])
        others = Holiday.objects.filter(clinic=self.instance.clinic, day=day).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("This day is in the calendar already."))
        return day


class ChangeForm(forms.ModelForm):
    class Meta:
        model = Change
        fields = ("day", "text")
        widgets = {"day": day_input()}
        help_texts = {
            "text": gettext_lazy(
                "In a few words: “New script of the first call”. It is drawn on every chart."
            )
        }

    def clean_day(self) -> date:
        return sane_day(self.cleaned_data["day"])

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])


def word_form(model: type[Model], names: Iterable[str]) -> Callable[..., forms.ModelForm]:
    """A form of an entry of a registered list of words (`clinics.catalogues`)."""

    class WordForm(forms.ModelForm):
        def clean(self) -> dict[str, Any]:
            cleaned = super().clean() or self.cleaned_data
            return {key: clean(each) if isinstance(each, str) else each for key, each in cleaned.items()}

    return forms.modelform_factory(model, form=WordForm, fields=list(names))


def _clean_phone(value: str) -> str:
    if not value.strip():
        return ""
    phone = parse_phone(value)
    if phone is None and sum(letter.isdecimal() for letter in value) < 3:  # a short city number is one too
        raise ValidationError(_("This does not look like a phone number."))
    return phone or clean(value)
