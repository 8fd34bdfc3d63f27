"""Branches: the list, and the page of one with its data, hours, chairs and odd days."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import right_required
from clinics.catalogue_forms import BranchForm, ChairForm
from clinics.forms import zone_in_words
from clinics.hours_forms import DaysForm, WeekForm
from clinics.hours_words import week_in_words
from clinics.models import Branch, Chair
from clinics.selectors import branch_today
from clinics.selectors.catalogues import (
    branches_visible_to,
    branches_with_counts,
    may_change_network,
    odd_days,
    week_of,
    weeks_of_branches,
)
from clinics.services.catalogues import save_entry
from clinics.services.hours import clear_days, set_days, set_week
from clinics.views.entries import answer, clinic_or_404, require_branch, require_network, saved


@right_required("catalogues")
def branch_list(request: HttpRequest) -> HttpResponse:
    branches = list(branches_with_counts(branches_visible_to(request.user)).order_by("-is_active", "name"))
    weeks = weeks_of_branches(branches)
    rows = [
        {"branch": branch, "hours": week_in_words(weeks[branch.pk]), "zone": zone_in_words(branch.time_zone)}
        for branch in branches
    ]
    context = {
        "title": _("Branches"),
        "rows": rows,
        "may_create": may_change_network(request.user, "C"),
    }
    return render(request, "clinics/catalogues/branches.html", context)


@right_required("catalogues", "C")
def branch_new(request: HttpRequest) -> HttpResponse:
    require_network(request.user, "C")
    form = BranchForm(request.POST or None, instance=Branch(clinic=clinic_or_404()))
    if form.is_valid():
        branch = form.save(commit=False)
        save_entry(branch, by=request.user, now=timezone.now())
        messages.success(request, _("The branch is there. Now say when it works."))
        return redirect("catalogues:branch", pk=branch.pk)
    crumbs = [("catalogues:branches", _("Branches"))]
    return answer(
        request, "clinics/catalogues/form.html", form, title=_("New branch"), crumbs=crumbs, may_change=True
    )


@right_required("catalogues")
def branch_page(request: HttpRequest, pk: int) -> HttpResponse:
    branch = get_object_or_404(branches_visible_to(request.user), pk=pk)
    form = BranchForm(request.POST or None, instance=branch)
    if request.method == "POST":
        require_branch(request.user, pk)
        if form.is_valid():
            changed = save_entry(form.save(commit=False), by=request.user, now=timezone.now(), branch_id=pk)
            saved(request, changed)
            return redirect("catalogues:branch", pk=pk)
    return _page(request, branch, form=form)


@require_POST
@right_required("catalogues", "U")
def branch_hours(request: HttpRequest, pk: int) -> HttpResponse:
    branch = get_object_or_404(branches_visible_to(request.user, right="U"), pk=pk)
    form = WeekForm(request.POST)
    if not form.is_valid():
        return _page(request, branch, week_form=form)
    set_week(branch, form.week(), by=request.user, now=timezone.now())
    messages.success(request, _("The working hours are saved."))
    return redirect("catalogues:branch", pk=pk)


@require_POST
@right_required("catalogues", "U")
def branch_days(request: HttpRequest, pk: int) -> HttpResponse:
    """Other hours on some days, or (with `clear`) the week's again."""
    branch = get_object_or_404(branches_visible_to(request.user, right="U"), pk=pk)
    now = timezone.now()
    form = DaysForm(request.POST, today=branch_today(branch, now))
    if not form.is_valid():
        return _page(request, branch, days_form=form)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    if "clear" in request.POST:
        clear_days(first, last, branch=branch, employee=None, by=request.user, now=now)
        messages.success(request, _("These days follow the week again."))
    else:
        hours, note = form.cleaned_data["hours"], form.cleaned_data["note"]
        set_days(first, last, hours, branch=branch, note=note, by=request.user, now=now)
        messages.success(request, _("The days are saved."))
    return redirect("catalogues:branch", pk=pk)


@require_POST
@right_required("catalogues", "C")
def chair_new(request: HttpRequest, pk: int) -> HttpResponse:
    branch = get_object_or_404(branches_visible_to(request.user, right="C"), pk=pk)
    form = ChairForm(request.POST, instance=Chair(branch=branch))
    if not form.is_valid():
        return _page(request, branch, chair_form=form)
    save_entry(form.save(commit=False), by=request.user, now=timezone.now(), branch_id=pk)
    saved(request)
    return redirect("catalogues:branch", pk=pk)


@right_required("catalogues")
def chair_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair's name and its own hours, if it has any."""
    chair = get_object_or_404(Chair.objects.filter(branch__in=branches_visible_to(request.user)), pk=pk)
    branch, now = chair.branch, timezone.now()
    form = ChairForm(request.POST or None, instance=chair)
    week_form = WeekForm(request.POST or None, week=week_of(chair=chair), usual=week_of(branch=branch))
    if request.method == "POST":
        require_branch(request.user, branch.pk)
        if form.is_valid() and week_form.is_valid():
            save_entry(form.save(commit=False), by=request.user, now=now, branch_id=branch.pk)
            if week_form.has_changed():
                set_week(branch, week_form.week(), chair=chair, by=request.user, now=now)
            saved(request)
            return redirect("catalogues:branch", pk=branch.pk)
    context = {"title": chair.name, "chair": chair, "branch": branch, "week_form": week_form}
    if week_form.errors:
        form.errors  # noqa: B018 - both forms show what is wrong
    status = 422 if form.errors or week_form.errors else 200
    context |= {"form": form, "may_change": _may_change(request, branch)}
    return render(request, "clinics/catalogues/chair.html", context, status=status)


def _may_change(request: HttpRequest, branch: Branch) -> bool:
    return branches_visible_to(request.user, right="U").filter(pk=branch.pk).exists()


def _page(request: HttpRequest, branch: Branch, **bound: Any) -> HttpResponse:
    """The page of the branch; whichever form is bound shows its errors."""
    today: date = branch_today(branch, timezone.now())
    forms = {
        "form": bound.get("form") or BranchForm(instance=branch),
        "week_form": bound.get("week_form") or WeekForm(week=week_of(branch=branch)),
        "days_form": bound.get("days_form") or DaysForm(today=today),
        "chair_form": bound.get("chair_form") or ChairForm(instance=Chair(branch=branch)),
    }
    context = {
        "title": branch.name,
        "branch": branch,
        "zone": zone_in_words(branch.time_zone),
        "chairs": branch.chairs.order_by("-is_active", "name"),
        "days": odd_days(today, branch=branch),
        "may_change": _may_change(request, branch),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "clinics/catalogues/branch.html", context, status=status)
