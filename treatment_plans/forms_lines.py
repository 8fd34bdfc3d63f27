"""Input about one line of a plan: adding it, its terms, what was done, what it waits for."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinics.models import Branch, Clinic, Employee, Service
from treatment_plans.enums import Priority
from treatment_plans.forms import day_field, money_field, people_of
from treatment_plans.models import PlanItem, TreatmentPlan, Variant
from treatment_plans.services.plans import Line
from treatment_plans.services.terms import Terms, terms_of


def number_field(label: Any, most: int, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, **kwargs)


class LineForm(forms.Form):
    """A line by a service picked from the hits, or by its code or name; words of one's own need a price."""

    service = forms.CharField(
        label=_("Service"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    pick = forms.ModelChoiceField(Service.objects.none(), required=False)
    tooth = forms.CharField(label=_("Tooth"), max_length=20, required=False)
    quantity = number_field(_("Quantity"), 99, required=False)
    price = money_field(_("Price of one, ₽"), required=False)
    discount = money_field(_("Discount, ₽"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=5, max_value=1440)
    phase = number_field(_("Phase"), 9, required=False)
    sessions = number_field(_("Sessions"), 60, required=False)
    variant = forms.ModelChoiceField(
        Variant.objects.none(), label=_("Alternative"), required=False, empty_label=_("every way")
    )

    def __init__(self, data: Any = None, *, clinic: Clinic, plan: TreatmentPlan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.clinic = clinic
        self.fields["pick"].queryset = Service.objects.filter(clinic=clinic, is_active=True)
        self.fields["variant"].queryset = plan.variants.all()
        self.fields["price"].help_text = _("Empty: as in the price list.")
        self.fields["minutes"].help_text = _("Empty: as in the price list.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        words = (data.get("service") or "").strip()
        service = data.get("pick") or (self._service(words) if words else None)
        if not words and service is None:
            self.add_error("service", _("Choose a service or name it."))
        elif data.get("price") is None and (service is None or service.price is None):
            self.add_error("price", _("Not in the price list: give the price."))
        data["line"] = Line(
            service=service,
            name=service.name if service else words,
            tooth=data.get("tooth", ""),
            price=data.get("price"),
            minutes=data.get("minutes"),
            quantity=data.get("quantity") or 1,
            discount=data.get("discount") or Decimal(0),
            phase=data.get("phase") or 1,
            sessions=data.get("sessions") or 1,
            variant=data.get("variant"),
        )
        return data

    def _service(self, words: str) -> Service | None:
        code = words.split()[0]
        services = self.fields["pick"].queryset
        return services.filter(Q(code__iexact=code) | Q(name__iexact=words)).order_by("pk").first()


class TermsForm(forms.Form):
    tooth = forms.CharField(label=_("Tooth or area"), max_length=20, required=False)
    quantity = number_field(_("Quantity"), 99)
    price = money_field(_("Price of one, ₽"))
    discount = money_field(_("Discount on the line, ₽"))
    minutes = forms.IntegerField(label=_("Minutes, all sessions"), min_value=5, max_value=14_400)
    sessions = number_field(_("Sessions"), 60)
    phase = number_field(_("Phase"), 9)
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices)
    performer = forms.ModelChoiceField(
        Employee.objects.none(), label=_("Will be done by"), required=False, empty_label="—"
    )
    promised_on = day_field(_("Promised to come by"))

    def __init__(self, data: Any = None, *, item: PlanItem) -> None:
        now = terms_of(item)
        super().__init__(data, initial={name: getattr(now, name) for name in self.base_fields})
        branches = Branch.objects.filter(pk=item.plan.branch_id)
        people = people_of(branches, is_practitioner=True) | Employee.objects.filter(pk=item.performer_id)
        self.fields["performer"].queryset = people.distinct()

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class RealiseForm(forms.Form):
    on = day_field(_("Done on"), required=True)
    actual_price = money_field(_("Actual price of the line, ₽"))


class SessionForm(forms.Form):
    on = day_field(_("Done on"), required=True)
    amount = money_field(_("Price of this session, ₽"))


class AgreeForm(forms.Form):
    price = money_field(_("Agreed price, ₽"))
    promised_on = day_field(_("Promised to come by"))


class PrerequisitesForm(forms.Form):
    """Which lines of the plan must be done before this one."""

    needs = forms.ModelMultipleChoiceField(
        PlanItem.objects.none(),
        label=_("Must be done before"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, others: QuerySet[PlanItem], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["needs"].queryset = others


class VariantForm(forms.Form):
    """Where the ticked lines belong: to every way, to an alternative there is, or to the first of a new choice."""

    NEW = "new"
    items = forms.ModelMultipleChoiceField(
        PlanItem.objects.none(), error_messages={"required": _("Tick the lines first.")}
    )
    version = forms.IntegerField()
    variant = forms.ChoiceField(label=_("The ticked lines belong to"), required=False)
    title = forms.CharField(label=_("Name of this alternative"), max_length=80, required=False)
    other = forms.CharField(label=_("Name of the other one"), max_length=80, required=False)

    def __init__(self, data: Any = None, *, plan: TreatmentPlan, items: QuerySet[PlanItem]) -> None:
        super().__init__(data, auto_id="way_%s")
        self.fields["items"].queryset = items
        known = [(str(v.pk), _("alternative %(name)s") % {"name": v}) for v in plan.variants.all()]
        new = (self.NEW, _("a new choice: alternative A"))
        self.fields["variant"].choices = [*known, new, ("", _("every way"))]
        self.fields["variant"].initial = known[-1][0] if known else self.NEW
