"""Forms of the calendar, the bill and the money: they validate; services write."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from clinics.access import Person, branches_of, reach_of
from clinics.lists import FilterForm
from clinics.models import Branch, Chair, Employee, Service
from clinics.selectors import practitioners_in
from patients.enums import PaymentMethod
from patients.models import Patient, Visit
from patients.prices import Freedom, Listed, listed_on
from patients.selectors.calendar import CHAIR, PRACTITIONER
from patients.services.charges import ChargeLine

DAY, WEEK = "day", "week"
FARTHEST = timedelta(days=730)  # a year typed wrong must not become a booking


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def branches_for(user: Person, obj: str, right: str) -> QuerySet[Branch]:
    """The branches in which the person may exercise the right and which keep their visits and money here."""
    reach = reach_of(user, obj, right)
    rows = Branch.objects.filter(is_active=True, mis_is_master=False).order_by("pk")
    return rows if reach.everywhere else rows.filter(pk__in=reach.branches | reach.assigned | reach.own)


class CalendarForm(forms.Form):
    """Which days of which branch, by what. Anything unreadable means today, by practitioner."""

    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=_("Branch"), required=False, empty_label=None
    )
    day = forms.DateField(label=_("Day of the visits"), required=False, widget=day_input())
    view = forms.ChoiceField(choices=[(DAY, _("Day")), (WEEK, _("Week"))], required=False)
    by = forms.ChoiceField(
        choices=[(PRACTITIONER, _("By practitioner")), (CHAIR, _("By chair"))], required=False
    )
    only = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def __init__(self, data: Any, *, user: Person, today: date) -> None:
        super().__init__(data)
        branches = branches_of(user)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]
        self.is_valid()
        chosen = self.cleaned_data
        self.the_branch: Branch | None = chosen.get("branch") or branches.filter(is_active=True).first()
        day = chosen.get("day") or today
        self.day: date = day if date(1990, 1, 1) <= day <= today + 5 * FARTHEST else today
        self.view: str = chosen.get("view") or DAY
        self.by: str = chosen.get("by") or PRACTITIONER
        self.only: int | None = chosen.get("only")


class ServiceField(forms.CharField):
    """A service typed by its code or name; suggestions come while one types. Cleans to the Service, or None."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "list": "services",
            "autocomplete": "off",
            "data-service": "",
            "hx-get": reverse_lazy("patients:services"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#services",
        }
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=360, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        rows = Service.objects.filter(is_active=True).annotate(whole=Concat("code", Value(" "), "name"))
        for condition in ({"whole": text}, {"code__iexact": text}, {"name__iexact": text}):
            found = list(rows.filter(**condition)[:2])
            if len(found) == 1:
                return found[0]
        raise forms.ValidationError(_("Choose a service of the price list."))


class TimeForm(forms.Form):
    """With whom, where and when: what a new visit and a moved one share."""

    practitioner = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Practitioner"), required=False, empty_label="—"
    )
    chair = forms.ModelChoiceField(
        Chair.objects.none(), label=_("Chair"), required=False, empty_label=_("any that is free")
    )
    day = forms.DateField(label=_("Day"), widget=day_input())
    at = forms.TimeField(
        label=_("Time"), required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M"),
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=30)

    def __init__(
        self, data: Any = None, *, branches: QuerySet[Branch], today: date, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={"day": today} | initial)
        self.today = today
        self.fields["practitioner"].queryset = practitioners_in(branches)  # type: ignore[attr-defined]
        chairs = Chair.objects.filter(branch__in=branches, is_active=True).order_by("branch", "name", "pk")
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        if not chairs.exists():
            del self.fields["chair"]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("A visit is booked for today or later."))
        if day > self.today + FARTHEST:
            raise forms.ValidationError(_("This is more than two years ahead."))
        return day

    def refuse_foreign(self, branch: Branch | None) -> None:
        """Chair and practitioner must be of the branch."""
        data = self.cleaned_data
        chair, practitioner = data.get("chair"), data.get("practitioner")
        if branch and chair and chair.branch_id != branch.pk:
            self.add_error("chair", _("This chair stands in another branch."))
        if branch and practitioner and not practitioner.branches.filter(pk=branch.pk).exists():
            self.add_error("practitioner", _("This practitioner does not work in the branch."))


class BookingForm(TimeForm):
    """A new visit."""

    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label=None)
    service = ServiceField(label=_("Service"), required=False)

    def __init__(self, data: Any = None, *, user: Person, today: date, initial: dict[str, Any]) -> None:
        branches = branches_for(user, "visits", "C")
        super().__init__(data, branches=branches, today=today, initial=initial)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_foreign(cleaned.get("branch"))
        return cleaned


class RescheduleForm(TimeForm):
    """Another time for a visit of `branch`."""

    def __init__(self, data: Any = None, *, visit: Visit, today: date, initial: dict[str, Any]) -> None:
        self.branch = visit.branch
        branches = Branch.objects.filter(pk=visit.branch_id)
        super().__init__(data, branches=branches, today=today, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_foreign(self.branch)
        return cleaned


class DiscountField(forms.CharField):
    """A sum, or a share of the line as «10 %»; cleans to (sum, percent), one of them None."""

    def clean(self, value: Any) -> tuple[Decimal | None, Decimal | None]:
        text = super().clean(value).replace(",", ".").replace(" ", "").replace("\u00a0", "")
        try:
            number = Decimal(text.removesuffix("%") or 0).quantize(Decimal("0.01"))
        except InvalidOperation as error:
            raise forms.ValidationError(_("Enter a sum, or a share as 10%.")) from error
        is_share = text.endswith("%")
        if number < 0 or number > (100 if is_share else 10**9):
            raise forms.ValidationError(_("Enter a sum, or a share as 10%."))
        return (None, number) if is_share else (number, None)


class ChargeForm(forms.Form):
    """A line of the bill. An empty line is left out; an empty price is that of the price list on the visit's day."""

    service = ServiceField(label=_("Service"), required=False)
    quantity = forms.DecimalField(
        label=_("Quantity"),
        max_digits=8,
        decimal_places=2,
        min_value=Decimal("0.01"),
        initial=1,
        required=False,
    )
    price = forms.DecimalField(
        label=_("Price"), max_digits=10, decimal_places=2, min_value=0, required=False,
        help_text=_("Leave empty to use the price list."),
    )  # fmt: skip
    discount = DiscountField(
        label=_("Discount"), max_length=12, required=False, help_text=_("A sum, or a share as 10%.")
    )

    def __init__(self, *args: Any, day: date, freedom: Freedom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        if freedom.limit == 0:
            del self.fields["discount"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        service = cleaned.get("service")
        if not service or self.has_error("price"):
            return cleaned
        if cleaned.get("price") is None:
            listed: Listed = listed_on([service], self.day)[service.pk]
            if listed.amount is None:
                self.add_error("price", _("The price list has no price for this service: enter one."))
                return cleaned
            cleaned["price"] = listed.amount
        line = self.line()
        if line and line.amount < 0:
            self.add_error("discount", _("The discount is larger than the sum."))
        return cleaned

    def line(self) -> ChargeLine | None:
        data = self.cleaned_data
        if not data.get("service") or data.get("price") is None:
            return None
        quantity: Decimal = data.get("quantity") or Decimal(1)
        total = quantity * data["price"]
        amount, share = data.get("discount") or (None, None)
        discount = amount or Decimal(0)
        if share:
            discount = (total * share / 100).quantize(Decimal("0.01"))
        return ChargeLine(data["service"], quantity, data["price"], discount)


ChargeFormSet = forms.formset_factory(ChargeForm, extra=3, max_num=30, absolute_max=30)


def bill_lines(visit: Visit) -> list[dict[str, Any]]:
    """What a bill form begins with: the lines that there are, else the service that was booked."""
    lines = [
        {
            "service": str(row.service),
            "quantity": row.quantity,
            "price": row.price,
            "discount": row.discount or "",
        }
        for row in visit.charges.select_related("service").order_by("pk")
        if row.service
    ]
    return lines or ([{"service": str(visit.service), "quantity": 1}] if visit.service else [])


def sum_field(**kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(max_digits=12, decimal_places=2, **kwargs)


class PaymentForm(forms.Form):
    """Money from the patient: what exceeds the debt becomes an advance by itself."""

    amount = sum_field(label=_("Sum"), min_value=Decimal("0.01"))
    method = forms.ChoiceField(label=_("How"), choices=PaymentMethod.choices, widget=forms.RadioSelect)
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label=None)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, user: Person, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"method": PaymentMethod.CARD} | initial)
        self.fields["branch"].queryset = branches_for(user, "money", "C")  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """The right sum of a payment that was typed wrong."""

    amount = sum_field(
        label=_("Sum"), min_value=Decimal(0), help_text=_("Zero means that there was no such payment.")
    )
    method = forms.ChoiceField(label=_("How"), choices=PaymentMethod.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("What was wrong"), max_length=200)


class RefundForm(forms.Form):
    """What is asked back, how much, why. `choices`: the lines that may be paid back, and the advance."""

    what = forms.ChoiceField(label=_("For what"))
    amount = sum_field(label=_("Sum"), min_value=Decimal("0.01"))
    method = forms.ChoiceField(label=_("How"), choices=PaymentMethod.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"method": PaymentMethod.CASH} | initial)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class DebtFilter(FilterForm):
    """The debts: whose, where, from which sum, since when."""

    q = forms.CharField(label=_("Patient"), max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    branch = forms.ModelChoiceField(Branch.objects.none(), label=_("Branch"), empty_label="—")
    least = sum_field(label=_("Debt from"), min_value=0)
    before = forms.DateField(label=_("Owes since before"), widget=day_input())

    def __init__(self, data: Any, *, user: Person) -> None:
        super().__init__(data)
        self.fields["branch"].queryset = branches_of(user)  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Patient]) -> QuerySet[Patient]:
        if q := self.value("q"):
            for word in q.lower().replace("ё", "е").split():
                rows = rows.filter(name_key__contains=word)
        if branch := self.value("branch"):
            rows = rows.filter(branch=branch)
        if least := self.value("least"):
            rows = rows.filter(balance__debt__gte=least)
        if before := self.value("before"):
            rows = rows.filter(balance__owed_since__lt=before)
        return rows
