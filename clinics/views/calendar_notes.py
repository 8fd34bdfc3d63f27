"""Public holidays and dated Changes: days of the clinic's calendar that mean something."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import right_required
from clinics.catalogue_forms import ChangeForm, HolidayForm
from clinics.holidays import is_decreed
from clinics.models import Change, Holiday
from clinics.selectors import clinic_today
from clinics.selectors.catalogues import holiday_years, may_change_network
from clinics.services.catalogues import fill_holidays, remove_entry, save_entry
from clinics.views.entries import answer, clinic_or_404, require_network, saved


@right_required("catalogues")
def holiday_list(request: HttpRequest) -> HttpResponse:
    clinic = clinic_or_404()
    today = clinic_today(clinic, timezone.now())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else today.year
    tabs = [
        {"url": f"?year={each}", "label": str(each), "count": None, "is_current": each == year}
        for each in holiday_years(clinic, today)
    ]
    context = {
        "title": _("Public holidays"),
        "year": year,
        "tabs": tabs,
        "holidays": Holiday.objects.filter(clinic=clinic, day__year=year).order_by("day"),
        "is_decreed": is_decreed(year),
        "may_change": may_change_network(request.user),
    }
    return render(request, "clinics/catalogues/holidays.html", context)


@require_POST
@right_required("catalogues", "U")
def holiday_fill(request: HttpRequest) -> HttpResponse:
    """Add the country's days of a year."""
    require_network(request.user)
    asked = request.POST.get("year", "")
    if not asked.isdecimal() or not 2000 <= int(asked) <= 2100:
        return redirect("catalogues:holidays")
    count = fill_holidays(clinic_or_404(), int(asked), by=request.user, now=timezone.now())
    said = ngettext("%(count)d day is added.", "%(count)d days are added.", count) % {"count": count}
    messages.success(request, said)
    response = redirect("catalogues:holidays")
    response["Location"] += f"?year={asked}"
    return response


@right_required("catalogues", "U")
def holiday_new(request: HttpRequest) -> HttpResponse:
    require_network(request.user)
    return _edit_holiday(request, Holiday(clinic=clinic_or_404()), _("New holiday"))


@right_required("catalogues", "U")
def holiday_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require_network(request.user)
    holiday = get_object_or_404(Holiday, pk=pk)
    return _edit_holiday(request, holiday, holiday.name)


def _edit_holiday(request: HttpRequest, holiday: Holiday, title: str) -> HttpResponse:
    form = HolidayForm(request.POST or None, instance=holiday)
    if form.is_valid():
        saved(request, save_entry(form.save(commit=False), by=request.user, now=timezone.now()))
        response = redirect("catalogues:holidays")
        response["Location"] += f"?year={holiday.day.year}"
        return response
    return answer(
        request,
        "clinics/catalogues/form.html",
        form,
        title=title,
        crumbs=[("catalogues:holidays", _("Public holidays"))],
        may_change=True,
        remove="catalogues:holiday-remove" if holiday.pk else "",
        entry=holiday,
    )


@require_POST
@right_required("catalogues", "U")
def holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _remove(request, Holiday, pk, "catalogues:holidays")


@right_required("catalogues")
def change_list(request: HttpRequest) -> HttpResponse:
    changes = Change.objects.filter(clinic=clinic_or_404()).select_related("made_by").order_by("-day", "-pk")
    context = {"title": _("Changes"), "changes": changes, "may_change": may_change_network(request.user)}
    return render(request, "clinics/catalogues/changes.html", context)


@right_required("catalogues", "U")
def change_new(request: HttpRequest) -> HttpResponse:
    require_network(request.user)
    clinic = clinic_or_404()
    today = clinic_today(clinic, timezone.now())
    change = Change(clinic=clinic, day=today, made_by=request.user)
    return _edit_change(request, change, _("New change"))


@right_required("catalogues", "U")
def change_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require_network(request.user)
    return _edit_change(request, get_object_or_404(Change, pk=pk), _("Change"))


def _edit_change(request: HttpRequest, change: Change, title: str) -> HttpResponse:
    form = ChangeForm(request.POST or None, instance=change)
    if form.is_valid():
        saved(request, save_entry(form.save(commit=False), by=request.user, now=timezone.now()))
        return redirect("catalogues:changes")
    return answer(
        request,
        "clinics/catalogues/form.html",
        form,
        title=title,
        crumbs=[("catalogues:changes", _("Changes"))],
        may_change=True,
        remove="catalogues:change-remove" if change.pk else "",
        entry=change,
    )


@require_POST
@right_required("catalogues", "U")
def change_remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _remove(request, Change, pk, "catalogues:changes")


def _remove(request: HttpRequest, model: type[Model], pk: int, page: str) -> HttpResponse:
    require_network(request.user)
    entry = get_object_or_404(model._default_manager.all(), pk=pk)
    said = _("Removed: %(entry)s") % {"entry": entry}
    remove_entry(entry, by=request.user, now=timezone.now())
    messages.success(request, said)
    return redirect(page)
