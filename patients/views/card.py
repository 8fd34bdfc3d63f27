"""The patient card, its panels, its timeline and its tags."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.services.journal import record_look
from patients.header import alerts_of, figures_of, with_figures
from patients.models import Patient
from patients.panels import panel_of, panels_of
from patients.quick_actions import actions_of
from patients.segments.words import reason_of
from patients.selectors.card import contacts_of, sendings_of, with_card_head
from patients.selectors.duplicates import joined_into
from patients.selectors.patients import patients_visible_to
from patients.services.tags import tag_patient, untag_patient
from patients.tag_forms import TagForm
from patients.timeline import SOURCES, timeline_context


def _card(request: HttpRequest, pk: int) -> Patient | None:
    """The patient with all that the head shows, where this person may open the card."""
    today = timezone.localdate()
    rows = with_card_head(patients_visible_to(request.user), today)
    patient = with_figures(rows, request.user, today=today).filter(pk=pk).first()
    if patient is not None:
        patient.reachable = contacts_of(patient)
    return patient


@right_required("patients")
@transaction.atomic
def patient_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card; in the same transaction the journal learns who looked. The number of a joined card leads to the kept one."""
    now, today = timezone.now(), timezone.localdate()
    patient = _card(request, pk)
    if patient is None:
        if kept := joined_into(request.user, pk):
            return redirect("patients:card", kept)
        raise Http404
    record_look(request.user, patient, now=now, patient_id=patient.pk)
    summary = getattr(patient, "summary", None)
    if patient.next_action:
        patient.next_action["due_on"] = parse_date(patient.next_action["due_on"])
    context = {
        "patient": patient,
        "summary": summary,
        "age": patient.age_on(today),
        "why": reason_of(summary, today=today, border=None).why if summary else "",
        "alerts": alerts_of(patient, today=today),
        "figures": figures_of(patient, request.user),
        "sendings": sendings_of(patient.reachable),
        "actions": actions_of(patient, request.user),
        "panels": panels_of(patient, request.user, today=today, now=now),
        "may_change": can(request.user, "U", "patients"),
        "today": today,
    }
    return render(request, "patients/card.html", context)


@right_required("patients")
def patient_panel(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One panel: a page of its own, for htmx its inside. Where there is nothing to show, the panel leaves the card."""
    patient = _card(request, pk)
    if patient is None:
        raise Http404
    filled = panel_of(patient, request.user, key, today=timezone.localdate(), now=timezone.now())
    if filled is None:
        raise Http404
    if request.htmx and filled["context"] is None:
        return HttpResponse(headers={"HX-Retarget": f"#panel-{key}", "HX-Reswap": "delete"})
    template = "patients/panel.html#panel" if request.htmx else "patients/panel.html"
    return render(request, template, {"patient": patient, "each": filled})


@right_required("patients")
def patient_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened, newest first, of one kind or of all; for htmx the list alone."""
    patient = get_object_or_404(patients_visible_to(request.user), pk=pk)
    kind = request.GET.get("kind", "")
    number = request.GET.get("page", "1")
    context = timeline_context(
        patient,
        request.user,
        kind=kind if kind in SOURCES else "",
        number=int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 1,
    )
    template = "patients/panels/history.html" if request.htmx else "patients/timeline.html"
    return render(request, template, context)


@require_POST
@right_required("patients", "U")
def patient_tags(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a tag on, or take one off (`remove`)."""
    patient = get_object_or_404(patients_visible_to(request.user, right="U"), pk=pk)
    removed = request.POST.get("remove", "")
    if removed.isascii() and removed.isdecimal():
        untag_patient(patient, int(removed), by=request.user, now=timezone.now())
        return redirect("patients:card", pk)
    form = TagForm(request.POST)
    if form.is_valid():
        tag_patient(patient, form.cleaned_data["name"], by=request.user, now=timezone.now())
    else:
        messages.error(request, _("Write the tag in at most 40 letters."))
    return redirect("patients:card", pk)
