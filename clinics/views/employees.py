"""Staff cards: who works where and when. Logins and roles have pages of their own."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.catalogue_forms import EmployeeForm
from clinics.hours_forms import DaysForm, WeekForm
from clinics.hours_words import week_in_words
from clinics.lists import FilterForm, Sort, list_page
from clinics.models import Branch, Employee
from clinics.selectors import clinic_today, employees_visible_to
from clinics.selectors.catalogues import branches_visible_to, odd_days, staff_changeable_by, week_of
from clinics.services.catalogues import bring_back, put_away, save_employee
from clinics.services.hours import clear_days, set_days, set_week
from clinics.views.entries import answer, clinic_or_404, require_branch, saved

SORTS = {"name": Sort("name_key")}


class StaffFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("Employee"), widget=forms.TextInput(attrs={"type": "search"}))
    work = forms.ChoiceField(
        label=gettext_lazy("Works as"),
        choices=[
            ("", pgettext_lazy("work", "anybody")),
            ("practitioner", gettext_lazy("practitioners")),
            ("curator", gettext_lazy("curators")),
        ],
    )
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("name"), label=gettext_lazy("Branch"), empty_label="—"
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[("", gettext_lazy("who work here")), ("archive", gettext_lazy("who have left"))],
    )

    def narrow(self, rows: QuerySet[Employee]) -> QuerySet[Employee]:
        rows = rows.filter(is_active=self.value("state") != "archive")
        if q := self.value("q"):
            rows = rows.filter(name__icontains=q)
        if work := self.value("work"):
            rows = rows.filter(**{f"is_{work}": True})
        if branch := self.value("branch"):
            rows = rows.filter(branches=branch)
        return rows


@right_required("staff")
def staff_list(request: HttpRequest) -> HttpResponse:
    form = StaffFilter(request.GET)
    rows = employees_visible_to(request.user).select_related("specialty").prefetch_related("branches")
    page = list_page(request.GET, form.narrow(rows), sorts=SORTS, default="name", form=form)
    context = {"title": _("Staff"), "page": page, "may_create": can(request.user, "C", "staff")}
    return render(request, "clinics/catalogues/staff.html", context)


@right_required("staff", "C")
def employee_new(request: HttpRequest) -> HttpResponse:
    clinic = clinic_or_404()
    branches = Branch.objects.filter(clinic=clinic, is_active=True).order_by("name")
    form = EmployeeForm(
        request.POST or None,
        instance=Employee(clinic=clinic),
        branches=branches,
        initial={"branches": [branch.pk for branch in branches] if len(branches) == 1 else []},
    )
    if form.is_valid():
        employee = form.save(commit=False)
        save_employee(employee, form.cleaned_data["branches"], by=request.user, now=timezone.now())
        messages.success(request, _("The card is there."))
        return redirect("catalogues:employee-new") if "more" in request.POST else redirect("catalogues:staff")
    return answer(
        request,
        "clinics/catalogues/form.html",
        form,
        title=_("New employee"),
        crumbs=[("catalogues:staff", _("Staff"))],
        may_change=True,
        may_go_on=True,
    )


@right_required("staff")
def employee_page(request: HttpRequest, pk: int) -> HttpResponse:
    employee = get_object_or_404(employees_visible_to(request.user), pk=pk)
    return _page(request, employee)


@right_required("staff", "U")
def employee_edit(request: HttpRequest, pk: int) -> HttpResponse:
    employee = get_object_or_404(employees_visible_to(request.user, right="U"), pk=pk)
    branches = Branch.objects.filter(clinic=employee.clinic).order_by("name")
    form = EmployeeForm(request.POST or None, instance=employee, branches=branches)
    if form.is_valid():
        save_employee(
            form.save(commit=False), form.cleaned_data["branches"], by=request.user, now=timezone.now()
        )
        saved(request)
        return redirect("catalogues:employee", pk=pk)
    crumbs = [("catalogues:staff", _("Staff"))]
    return answer(
        request, "clinics/catalogues/form.html", form, title=employee.name, crumbs=crumbs, may_change=True
    )


@require_POST
@right_required("staff", "U")
def employee_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Has left, or is back: the card stays, nobody is booked with it."""
    employee = get_object_or_404(employees_visible_to(request.user, right="U"), pk=pk)
    move = bring_back if "restore" in request.POST else put_away
    move(employee, by=request.user, now=timezone.now())
    said = _("“%(name)s” works here again.") if employee.is_active else _("“%(name)s” has left.")
    messages.success(request, said % {"name": employee.name})
    return redirect("catalogues:employee", pk=pk)


@require_POST
@right_required("catalogues", "U")
def employee_hours(request: HttpRequest, pk: int, branch_pk: int) -> HttpResponse:
    """The employee's own week in one branch."""
    employee = get_object_or_404(staff_changeable_by(request.user), pk=pk)
    branch = get_object_or_404(employee.branches, pk=branch_pk)
    require_branch(request.user, branch.pk)
    form = WeekForm(request.POST)
    if not form.is_valid():
        return _page(request, employee, weeks={branch.pk: form})
    set_week(branch, form.week(), employee=employee, by=request.user, now=timezone.now())
    messages.success(request, _("The working hours are saved."))
    return redirect("catalogues:employee", pk=pk)


@require_POST
@right_required("catalogues", "U")
def employee_days(request: HttpRequest, pk: int) -> HttpResponse:
    """A leave, an illness, other hours; in one branch or in every one; with `clear` the week's again."""
    employee = get_object_or_404(staff_changeable_by(request.user), pk=pk)
    form = _days_form(request, employee, request.POST)
    if not form.is_valid():
        return _page(request, employee, days_form=form)
    answers, now = form.cleaned_data, timezone.now()
    branch = employee.branches.filter(pk=answers["branch"]).first() if answers["branch"] else None
    for place in [branch] if branch else employee.branches.all():
        require_branch(request.user, place.pk)
    if "clear" in request.POST:
        clear_days(
            answers["first"], answers["last"], branch=branch, employee=employee, by=request.user, now=now
        )
        messages.success(request, _("These days follow the week again."))
    else:
        set_days(
            answers["first"], answers["last"], answers["hours"], branch=branch, employee=employee,
            note=answers["note"], by=request.user, now=now,
        )  # fmt: skip
        messages.success(request, _("The days are saved."))
    return redirect("catalogues:employee", pk=pk)


def _today() -> date:
    return clinic_today(clinic_or_404(), timezone.now())


def _days_form(request: HttpRequest, employee: Employee, data: Any = None) -> DaysForm:
    """Whoever does not answer for all the branches of the employee sets days in the own ones only."""
    places = list(employee.branches.order_by("name"))
    own = list(branches_visible_to(request.user, right="U").filter(pk__in=[place.pk for place in places]))
    return DaysForm(data, today=_today(), branches=own, everywhere=len(own) == len(places))


def _page(request: HttpRequest, employee: Employee, **bound: Any) -> HttpResponse:
    if not employees_visible_to(request.user).filter(pk=employee.pk).exists():
        raise Http404
    own = set(branches_visible_to(request.user, right="U").values_list("pk", flat=True))
    weeks = []
    for branch in employee.branches.order_by("name"):
        week = week_of(branch=branch, employee=employee)
        form = bound.get("weeks", {}).get(branch.pk) or WeekForm(week=week, usual=week_of(branch=branch))
        weeks.append(
            {"branch": branch, "words": week_in_words(week), "form": form, "may_change": branch.pk in own}
        )
    days_form = bound.get("days_form") or _days_form(request, employee)
    may_plan = staff_changeable_by(request.user).filter(pk=employee.pk).exists()
    context = {
        "title": employee.name,
        "employee": employee,
        "weeks": weeks,
        "days": odd_days(_today(), employee=employee),
        "days_form": days_form,
        "may_edit": employees_visible_to(request.user, right="U").filter(pk=employee.pk).exists(),
        "may_plan": may_plan,
    }
    wrong = days_form.errors or any(week["form"].errors for week in weeks)
    return render(request, "clinics/catalogues/employee.html", context, status=422 if wrong else 200)
