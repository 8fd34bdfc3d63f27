"""The call list: follow-ups by due day, worked one after another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import can, employee_of, right_required
from clinics.lists import Sort, list_page, replaced
from patients.forms import FollowUpFilter, OutcomeForm
from patients.models import FollowUp
from patients.selectors.card import contacts_of, touches_of, with_header
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.patients import patients_visible_to
from patients.services.follow_ups import close_follow_up

SORTS = {"due": Sort("due_on"), "patient": Sort("patient__name_key")}


def _queue(request: HttpRequest):
    """The open follow-ups under the filter of the URL, and the filter."""
    form = FollowUpFilter(
        request.GET, user=request.user, employee=employee_of(request.user), today=timezone.localdate()
    )
    return form.narrow(follow_ups_visible_to(request.user).filter(state="open")), form


@right_required("follow_ups")
def follow_up_list(request: HttpRequest) -> HttpResponse:
    rows, form = _queue(request)
    rows = rows.select_related("patient", "assignee", "branch").prefetch_related("patient__contacts__point")
    page = list_page(request.GET, rows, sorts=SORTS, default="due", form=form)
    context = {
        "page": page,
        "today": timezone.localdate(),
        "may_close": can(request.user, "U", "follow_ups"),
        "filter": replaced(request.GET, sort=None),
    }
    return render(request, "patients/follow_ups.html", context)


@right_required("follow_ups", "U")
def follow_up_work(request: HttpRequest, pk: int) -> HttpResponse:
    """One follow-up with all that the call needs; its outcome leads on to the next one of the same filter."""
    rows = follow_ups_visible_to(request.user, right="U").select_related("assignee", "closed_by")
    follow_up = get_object_or_404(rows, pk=pk)
    today, now = timezone.localdate(), timezone.now()
    form = OutcomeForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        close_follow_up(follow_up, **form.cleaned_data, by=request.user, now=now)
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
        "filter": replaced(request.GET),
        "may_book": can(request.user, "C", "visits"),
        **touches_of(patient, request.user),
    }
    return render(request, "patients/follow_up.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, done: FollowUp) -> HttpResponse:
    """The next open one after `done` in the order of the list, from the top again, else the list."""
    rows, _form = _queue(request)
    waiting = list(rows.exclude(pk=done.pk).order_by("due_on", "pk").values_list("due_on", "pk")[:500])
    later = [pk for due, pk in waiting if (due, pk) > (done.due_on, done.pk)]
    pk = later[0] if later else next((pk for _due, pk in waiting), None)
    query = replaced(request.GET)
    query = "" if query == "?" else query
    if pk is None:
        messages.success(request, _("That was the last one."))
        return redirect(reverse("patients:follow-ups") + query)
    return redirect(reverse("patients:follow-up", args=[pk]) + query)
