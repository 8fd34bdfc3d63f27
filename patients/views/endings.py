"""Ending the relationship with a patient, and resuming it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from patients.ending_forms import EndingForm, ResumeForm
from patients.endings import ENDING_HANDLERS
from patients.enums import LIVE_BOOKING, EndingKind
from patients.models import Patient, RelationshipEnding
from patients.selectors.patients import patients_visible_to
from patients.services.endings import (
    EndingError,
    end_relationship,
    is_ended,
    preview_ending,
    resume_relationship,
)


def _patient(request: HttpRequest, pk: int) -> Patient:
    return get_object_or_404(patients_visible_to(request.user, right="U").select_related("branch"), pk=pk)


@right_required("patients", "U")
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """What ends and what that cancels; below it, the ends that hold, each with the way back."""
    patient, today, now = _patient(request, pk), timezone.localdate(), timezone.now()
    bookings = patient.visits.filter(status__in=LIVE_BOOKING, day__gte=today).count()
    form = EndingForm(request.POST or None, patient=patient, today=today, bookings=bookings)
    if request.method == "POST" and form.is_valid():
        try:
            end_relationship(patient, **form.cleaned_data, by=request.user, now=now)
        except EndingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Noted: nothing is sent any more, and nobody calls."))
            return redirect("patients:card", pk)
    context = {
        "patient": patient,
        "form": form,
        "bookings": bookings,
        "waiting": _what_waits(patient, form, now) if form.fields["kind"].choices else [],
        "live": _live(patient),
        "may_request": can(request.user, "C", "subject_requests"),
        "former": RelationshipEnding.objects.filter(patient=patient, resumed_at__isnull=False).select_related(
            "ended_by", "resumed_by"
        ),
    }
    return render(request, "patients/ending.html", context, status=422 if form.errors else 200)


def _what_waits(patient: Patient, form: EndingForm, now) -> list[dict]:  # type: ignore[no-untyped-def]
    """Per kind that can be chosen: what it would cancel."""
    rows = []
    for kind, label in form.fields["kind"].choices:
        counts = preview_ending(patient, kind=kind, cancels_bookings=False, now=now)
        lines = [{"title": ENDING_HANDLERS[key].title, "count": count} for key, count in counts.items()]
        rows.append({"kind": label, "lines": lines})
    return rows


def _live(patient: Patient) -> list[dict]:
    rows = RelationshipEnding.objects.filter(patient=patient, resumed_at=None).select_related("ended_by")
    known = {row.kind: row for row in rows}
    return [
        {"kind": kind, "row": known.get(kind), "reason": patient.do_not_contact}
        for kind in EndingKind
        if is_ended(patient, kind)
    ]


@require_POST
@right_required("patients", "U")
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    patient, form = _patient(request, pk), ResumeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the relationship is resumed."))
        return redirect("patients:ending", pk)
    try:
        resume_relationship(patient, **form.cleaned_data, by=request.user, now=timezone.now())
    except EndingError as error:
        messages.error(request, str(error))
        return redirect("patients:ending", pk)
    messages.success(request, _("Resumed. What was cancelled does not come back by itself."))
    return redirect("patients:card", pk)
