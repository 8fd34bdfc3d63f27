"""The patient list, the search box and the card."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from clinics.access import can, right_required
from clinics.lists import Sort, list_page
from clinics.services.journal import record_look
from patients.forms import PatientFilter
from patients.models import Patient
from patients.panels import panels_of
from patients.selectors.card import allowed_sendings, contacts_of, with_header
from patients.selectors.duplicates import joined_into
from patients.selectors.patients import patients_visible_to
from patients.selectors.search import LEAST_LETTERS, search_patients

SORTS = {
    "name": Sort("name_key"),
    "last_visit": Sort("summary__last_contact_on", nullable=True),
    "revenue": Sort("summary__revenue", nullable=True),
    "segment_since": Sort("summary__segment_since", nullable=True),
}


@right_required("patients")
def patient_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = PatientFilter(request.GET, user=request.user, today=today)
    rows = with_header(form.narrow(patients_visible_to(request.user)), today)
    rows = rows.prefetch_related("contacts__point")
    page = list_page(request.GET, rows, sorts=SORTS, default="name", form=form)
    context = {"page": page, "today": today, "may_create": can(request.user, "C", "patients")}
    return render(request, "patients/list.html", context)


@right_required("patient_search")
def search(request: HttpRequest) -> HttpResponse:
    """The whole page, or for htmx only the suggestions below the box. Only a settled search leaves a journal line."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    hits = search_patients(request.user, query)
    context = {"q": query, "hits": hits, "least": LEAST_LETTERS, "is_short": len(query) < LEAST_LETTERS}
    if request.htmx:
        return render(request, "patients/search.html#suggestions", context)
    if query:
        record_look(
            request.user, None, now=timezone.now(), verb="searched",
            details={"letters": len(query), "found": len(hits)},
        )  # fmt: skip
    return render(
        request, "patients/search.html", context | {"may_create": can(request.user, "C", "patients")}
    )


def _card(request: HttpRequest, pk: int) -> Patient:
    rows = with_header(patients_visible_to(request.user), timezone.localdate())
    return get_object_or_404(rows, pk=pk)


@right_required("patients")
@transaction.atomic
def patient_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card; in the same transaction the journal learns who looked. The number of a joined card leads to the kept one."""
    if kept := joined_into(request.user, pk):
        return redirect("patients:card", kept)
    now, today = timezone.now(), timezone.localdate()
    patient = _card(request, pk)
    record_look(request.user, patient, now=now, patient_id=patient.pk)
    patient.reachable = contacts_of(patient)
    context = {
        "patient": patient,
        "summary": getattr(patient, "summary", None),
        "age": patient.age_on(today),
        "sendings": allowed_sendings(patient.reachable),
        "has_doubts": patient.awaits_review or patient.has_doubts,
        "panels": panels_of(patient, request.user, today=today, now=now),
        "may_change": can(request.user, "U", "patients"),
        "may_book": can(request.user, "C", "visits"),
        "today": today,
    }
    return render(request, "patients/card.html", context)


@right_required("patients")
def patient_panel(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One panel of the card, to refresh it alone."""
    patient = _card(request, pk)
    patient.reachable = contacts_of(patient)
    filled = panels_of(patient, request.user, today=timezone.localdate(), now=timezone.now(), only=key)
    if not filled:
        raise Http404
    return render(request, filled[0]["template"], filled[0]["context"])
