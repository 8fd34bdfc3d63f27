"""The call list: follow-ups by due day, worked one after another."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import can, employee_of, right_required
from clinics.lists import Sort, list_page, replaced
from patients.follow_up_forms import FollowUpFilter, FollowUpForm, OutcomeForm, ReassignForm
from patients.models import FollowUp
from patients.selectors.card import contacts_of, touches_of, with_header
from patients.selectors.follow_ups import done_on, follow_ups_visible_to
from patients.selectors.patients import patients_visible_to
from patients.services.follow_ups import (
    SNOOZE_DAYS,
    close_follow_up,
    next_try_on,
    open_day,
    open_follow_up,
    reassign_follow_ups,
)

SORTS = {"due": Sort("due_on"), "patient": Sort("patient__name_key"), "tries": Sort("attempts")}


def _queue(request: HttpRequest, params: QueryDict | None = None, right: str = "R"):
    """The open follow-ups under the filter of the URL, and the filter."""
    now = timezone.localtime()
    form = FollowUpFilter(
        request.GET if params is None else params,
        user=request.user,
        employee=employee_of(request.user),
        today=now.date(),
        hour=now.hour,
    )
    return form.narrow(follow_ups_visible_to(request.user, right=right).filter(state="open")), form


@right_required("follow_ups")
def follow_up_list(request: HttpRequest) -> HttpResponse:
    rows, form = _queue(request)
    today = timezone.localdate()
    counts = rows.aggregate(
        overdue=Count("pk", filter=Q(due_on__lt=today)), today=Count("pk", filter=Q(due_on=today))
    )
    rows = rows.select_related("patient", "assignee", "branch").prefetch_related("patient__contacts__point")
    page = list_page(request.GET, rows, sorts=SORTS, default="due", form=form)
    context = {
        "page": page,
        "today": today,
        "hour": timezone.localtime().hour,
        "counts": counts,
        "done": done_on(request.user, today).count(),
        "may_close": can(request.user, "U", "follow_ups"),
        "reassign": ReassignForm(user=request.user),
        "filter": replaced(request.GET, sort=None),
    }
    return render(request, "patients/follow_ups.html", context)


@require_POST
@right_required("follow_ups", "U")
def reassign(request: HttpRequest) -> HttpResponse:
    """Hand over the ticked ones, or all that the filter shows."""
    back = QueryDict(request.POST.get("back", "").removeprefix("?"))
    form = ReassignForm(request.POST, user=request.user)
    rows, _form = _queue(request, back, right="U")
    if not form.is_valid():
        messages.error(request, _("Nobody of this name takes tasks here."))
    else:
        if not form.cleaned_data["everything"]:
            rows = rows.filter(
                pk__in=[int(n) for n in request.POST.getlist("ids") if n.isdecimal() and len(n) < 19]
            )
        count = reassign_follow_ups(rows, form.cleaned_data["assignee"], by=request.user, now=timezone.now())
        text = ngettext("%(count)d task is handed over.", "%(count)d tasks are handed over.", count)
        messages.success(request, text % {"count": count})
    return redirect(reverse("patients:follow-ups") + replaced(back))


@right_required("follow_ups", "C")
def follow_up_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A follow-up for this patient, set by hand."""
    patient = get_object_or_404(
        patients_visible_to(request.user, obj="follow_ups", right="C").select_related("branch"), pk=pk
    )
    form = FollowUpForm(
        request.POST or None,
        user=request.user,
        today=timezone.localdate(),
        employee=employee_of(request.user),
    )
    if request.method == "POST" and form.is_valid():
        open_follow_up(
            patient,
            branch=patient.branch,
            origin=f"hand:{uuid4().hex[:12]}",
            by=request.user,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("The task is set."))
        return redirect("patients:card", pk)
    context = {"form": form, "patient": patient}
    return render(request, "patients/follow_up_new.html", context, status=422 if form.errors else 200)


@right_required("follow_ups", "U")
def follow_up_work(request: HttpRequest, pk: int) -> HttpResponse:
    """One follow-up with all that the call needs; its outcome leads on to the next one of the same filter."""
    rows = follow_ups_visible_to(request.user, right="U").select_related("assignee", "closed_by", "branch")
    follow_up = get_object_or_404(rows, pk=pk)
    now = timezone.now()
    today = timezone.localdate()
    snoozed_to = open_day(follow_up.branch, today + timedelta(days=SNOOZE_DAYS))
    form = OutcomeForm(request.POST or None, today=today, snoozed_to=snoozed_to)
    if request.method == "POST" and form.is_valid():
        close_follow_up(follow_up, **form.cleaned_data, tries_again=True, by=request.user, now=now)
        messages.success(request, _("Recorded."))
        return _next(request, follow_up)
    patients = with_header(patients_visible_to(request.user, obj="follow_ups"), today)
    patient = patients.filter(pk=follow_up.patient_id).first() or follow_up.patient
    context = {
        "follow_up": follow_up,
        "patient": patient,
        "contacts": contacts_of(patient),
        "form": form,
        "today": today,
        "hour": timezone.localtime().hour,
        "snoozed_to": snoozed_to,
        "next_try": next_try_on(follow_up.branch, attempts=follow_up.attempts + 1, today=today),
        "left": _queue(request)[0].exclude(pk=pk).filter(due_on__lte=today).count(),
        "filter": replaced(request.GET),
        "may_book": can(request.user, "C", "visits"),
        **touches_of(patient, request.user),
    }
    return render(request, "patients/follow_up.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, done: FollowUp) -> HttpResponse:
    """The next one that is due after `done` in the order of the list, from the top again, else the list.

    What this call itself has set for a later day is not called at once.
    """
    rows, _form = _queue(request, right="U")
    rows = rows.filter(due_on__lte=max(timezone.localdate(), done.due_on))
    rows = rows.exclude(patient=done.patient_id, origin=done.origin)
    waiting = list(rows.exclude(pk=done.pk).order_by("due_on", "pk").values_list("due_on", "pk")[:500])
    later = [pk for due, pk in waiting if (due, pk) > (done.due_on, done.pk)]
    pk = later[0] if later else next((pk for _due, pk in waiting), None)
    query = replaced(request.GET)
    query = "" if query == "?" else query
    if pk is None:
        messages.success(request, _("That was the last one."))
        return redirect(reverse("patients:follow-ups") + query)
    return redirect(reverse("patients:follow-up", args=[pk]) + query)
