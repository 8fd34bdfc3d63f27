"""The price list: services, the history of each price, and a change of many prices at once."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.catalogue_forms import PriceChangeForm, PriceForm, ServiceForm
from clinics.exports import export_response
from clinics.lists import FilterForm, Sort, list_page
from clinics.models import Service, ServicePrice, Specialty
from clinics.resources import ServiceResource
from clinics.selectors import clinic_today
from clinics.selectors.catalogues import may_change_network
from clinics.selectors.prices import changed_prices, coming_batches, price_history, with_next_price
from clinics.services.catalogues import save_entry
from clinics.services.prices import (
    PriceHasBegunError,
    change_prices,
    remove_price,
    set_price,
    undo_price_change,
)
from clinics.views.entries import answer, clinic_or_404, require_network, saved

SORTS = {"name": Sort("name"), "code": Sort("code"), "price": Sort("price", nullable=True)}
SHOWN = 200  # lines of a preview on the screen; all of them are changed


class ServiceFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("Code or name"), widget=forms.TextInput(attrs={"type": "search"}))
    specialty = forms.ModelChoiceField(
        Specialty.objects.order_by("name"), label=gettext_lazy("Specialty"), empty_label="—"
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("in use")),
            ("unpriced", gettext_lazy("without a price")),
            ("archive", gettext_lazy("in the archive")),
        ],
    )

    def narrow(self, rows: QuerySet[Service]) -> QuerySet[Service]:
        state = self.value("state")
        rows = rows.filter(is_active=state != "archive")
        if state == "unpriced":
            rows = rows.filter(price=None)
        if q := self.value("q"):
            rows = rows.filter(Q(name__icontains=q) | Q(code__icontains=q))
        if specialty := self.value("specialty"):
            rows = rows.filter(specialty=specialty)
        return rows


def _today() -> date:
    return clinic_today(clinic_or_404(), timezone.now())


@right_required("catalogues")
def price_list(request: HttpRequest) -> HttpResponse:
    clinic, today = clinic_or_404(), _today()
    form = ServiceFilter(request.GET)
    rows = with_next_price(Service.objects.filter(clinic=clinic).select_related("specialty"), today)
    page = list_page(request.GET, form.narrow(rows), sorts=SORTS, default="name", form=form)
    context = {
        "title": _("Price list"),
        "page": page,
        "batches": coming_batches(clinic, today),
        "may_export": can(request.user, "X", "own_list_export"),
        "may_change": may_change_network(request.user),
    }
    return render(request, "clinics/catalogues/prices.html", context)


@right_required("own_list_export", "X")
def price_export(request: HttpRequest) -> HttpResponse:
    """What the list shows, as a file."""
    form = ServiceFilter(request.GET)
    rows = form.narrow(Service.objects.filter(clinic=clinic_or_404())).order_by("name", "pk")
    return export_response(request, resource=ServiceResource, rows=rows, file="prices")


@right_required("catalogues", "U")
def service_new(request: HttpRequest) -> HttpResponse:
    """A service with its first price."""
    require_network(request.user, "C")
    now = timezone.now()
    service = Service(clinic=clinic_or_404())
    form = ServiceForm(request.POST or None, instance=service)
    price_form = PriceForm(request.POST or None, initial={"valid_from": _today()})
    if request.method == "POST" and form.is_valid() and price_form.is_valid():
        save_entry(form.save(commit=False), by=request.user, now=now)
        set_price(service, **price_form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The service is in the price list."))
        return redirect("catalogues:service-new" if "more" in request.POST else "catalogues:prices")
    context = {"title": _("New service"), "form": form, "price_form": price_form}
    status = 422 if form.errors or price_form.errors else 200
    return render(request, "clinics/catalogues/service_new.html", context, status=status)


@right_required("catalogues")
def service_page(request: HttpRequest, pk: int) -> HttpResponse:
    service = get_object_or_404(Service, pk=pk)
    form = ServiceForm(request.POST or None, instance=service)
    if request.method == "POST":
        require_network(request.user)
        if form.is_valid():
            saved(request, save_entry(form.save(commit=False), by=request.user, now=timezone.now()))
            return redirect("catalogues:service", pk=pk)
    return _service(request, service, form=form)


@require_POST
@right_required("catalogues", "U")
def service_price(request: HttpRequest, pk: int) -> HttpResponse:
    """A new price from a day on."""
    require_network(request.user)
    service = get_object_or_404(Service, pk=pk)
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _service(request, service, price_form=form)
    set_price(service, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, _("The price is saved."))
    return redirect("catalogues:service", pk=pk)


@require_POST
@right_required("catalogues", "U")
def price_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a price that has not begun."""
    require_network(request.user)
    row = get_object_or_404(ServicePrice.objects.select_related("service__clinic"), pk=pk)
    try:
        remove_price(row, by=request.user, now=timezone.now())
    except PriceHasBegunError:
        messages.error(request, _("This price is in force already: set a new one."))
    else:
        messages.success(request, _("The coming price is taken back."))
    return redirect("catalogues:service", pk=row.service_id)


@right_required("catalogues", "U")
def price_change(request: HttpRequest) -> HttpResponse:
    """Many prices by percent: first what would become of each, then the change itself."""
    require_network(request.user)
    clinic, now, today = clinic_or_404(), timezone.now(), _today()
    form = PriceChangeForm(request.POST or None, clinic=clinic, today=today)
    lines = None
    if form.is_valid():
        percent, valid_from = form.cleaned_data["percent"], form.cleaned_data["valid_from"]
        rounding = type(percent)(form.cleaned_data["rounding"])
        lines = changed_prices(form.services(), percent=percent, rounding=rounding, valid_from=valid_from)
        if "apply" in request.POST and lines:
            batch = change_prices(
                clinic, lines, percent=percent, valid_from=valid_from, by=request.user, now=now
            )
            _say_changed(request, batch, len(lines))
            return redirect("catalogues:prices")
    context: dict[str, Any] = {"title": _("Change many prices"), "lines": lines and lines[:SHOWN]}
    context |= {
        "count": len(lines or ()),
        "hidden": max(len(lines or ()) - SHOWN, 0),
        "previewed": lines is not None,
    }
    return answer(request, "clinics/catalogues/price_change.html", form, **context)


def _say_changed(request: HttpRequest, batch: UUID, count: int) -> None:
    said = ngettext("%(count)d price is changed.", "%(count)d prices are changed.", count) % {"count": count}
    messages.success(
        request,
        format_html(
            '{} <a href="{}#coming">{}</a>',
            said,
            reverse("catalogues:prices"),
            _("It can be taken back below."),
        ),
    )


@require_POST
@right_required("catalogues", "U")
def price_undo(request: HttpRequest, batch: str) -> HttpResponse:
    """Take back a change of many prices that has not begun before today."""
    require_network(request.user)
    try:
        change = UUID(batch)
    except ValueError:
        raise Http404 from None
    count = undo_price_change(clinic_or_404(), change, by=request.user, now=timezone.now())
    if count:
        said = ngettext("%(count)d price is as before.", "%(count)d prices are as before.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.error(request, _("This change is in force already: change the prices back instead."))
    return redirect("catalogues:prices")


def _service(request: HttpRequest, service: Service, **bound: Any) -> HttpResponse:
    today = _today()
    price_form = bound.get("price_form") or PriceForm(
        initial={"valid_from": today, "is_lower_bound": service.price_is_lower_bound}
    )
    form = bound.get("form") or ServiceForm(instance=service)
    history = price_history(service)
    in_force = next((row for row in history if row.valid_from <= today), None)
    context = {
        "title": service.name,
        "service": service,
        "form": form,
        "price_form": price_form,
        "history": [
            {"row": row, "is_coming": row.valid_from > today, "is_in_force": row is in_force}
            for row in history
        ],
        "may_change": may_change_network(request.user),
    }
    status = 422 if form.errors or price_form.errors else 200
    return render(request, "clinics/catalogues/service.html", context, status=status)
