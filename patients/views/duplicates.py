"""Two cards that may be one person: the queue, both cards side by side with what joining moves, and taking apart."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import right_required
from clinics.lists import Sort, list_page
from clinics.services.journal import record_look
from patients.enums import SeparateReason
from patients.models import DuplicatePair, Patient
from patients.selectors.card import contacts_of, with_header
from patients.selectors.duplicates import (
    comparisons,
    in_words,
    merges_of,
    open_pairs,
    pair_after,
    pairs_visible_to,
    side_by_side,
)
from patients.selectors.patients import patients_visible_to
from patients.services.duplicates import keep_separate
from patients.services.family import FamilyError, join_household
from patients.services.merging import CHOICES, MergeError, in_order, join_pair, preview_merge, relinked_rows
from patients.services.unmerging import unmerge_patients

SORTS = {"score": Sort("score")}


@right_required("patients", "U")
def pair_list(request: HttpRequest) -> HttpResponse:
    page = list_page(request.GET, open_pairs(request.user), sorts=SORTS, default="-score")
    found = comparisons(list(page.rows))
    lines = [{"pair": pair, "reason": in_words(found[pair.pk])} for pair in page.rows]
    return render(request, "patients/duplicates.html", {"page": page, "lines": lines})


@right_required("patients", "U")
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """GET compares the two cards (`keep`: which one stays); POST `decision` says what they are."""
    found = get_object_or_404(pairs_visible_to(request.user).select_related("first", "second"), pk=pk)
    if request.method == "POST":
        if _decide(request, found):
            following = pair_after(found, request.user)
            return (
                redirect("patients:duplicate", following.pk) if following else redirect("patients:duplicates")
            )
        return redirect("patients:duplicate", pk)
    return _compare(request, found)


def _decide(request: HttpRequest, found: DuplicatePair) -> bool:
    """Whether the pair is done with."""
    decision = request.POST.get("decision")
    if decision == "separate":
        _separate(request, found)
    elif decision == "joined":
        return _join(request, found)
    return True


def _join(request: HttpRequest, found: DuplicatePair) -> bool:
    choices = {key: request.POST[key] for key in CHOICES if key in request.POST}
    try:
        kept = join_pair(
            found,
            keep_id=_kept_id(request.POST, found),
            choices=choices,
            by=request.user,
            now=timezone.now(),
        )
    except MergeError as error:
        messages.error(request, str(error))
        return False
    messages.success(
        request, _("They are one patient now: %(person)s. The card can take them apart.") % {"person": kept}
    )
    return True


def _separate(request: HttpRequest, found: DuplicatePair) -> None:
    why = request.POST.get("why", "")
    why, now = why if why in SeparateReason.values else "", timezone.now()
    keep_separate(found, why=why, note=request.POST.get("note", "")[:200], by=request.user, now=now)
    messages.success(request, _("They stay two people."))
    if why == SeparateReason.RELATIVE:
        try:
            join_household(found.first, found.second, by=request.user, now=now)
        except FamilyError as error:
            messages.warning(request, str(error))


def _kept_id(params: Any, found: DuplicatePair) -> int | None:
    asked = params.get("keep", "")
    return int(asked) if asked in {str(found.first_id), str(found.second_id)} else None


@transaction.atomic
def _compare(request: HttpRequest, found: DuplicatePair) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    kept, joined = in_order(found, _kept_id(request.GET, found))
    rows = with_header(Patient.objects.filter(pk__in=[kept.pk, joined.pk]), today).in_bulk()
    both = [rows[kept.pk], rows[joined.pk]]
    for patient in both:
        record_look(request.user, patient, now=now, patient_id=patient.pk)
        patient.reachable = contacts_of(patient)
    comparison = comparisons([found])[found.pk]
    is_open = found.decision == DuplicatePair.Decision.OPEN
    context = {
        "pair": found,
        "keep": both[0],
        "other": both[1],
        "lines": side_by_side(*both),
        "reasons": comparison.reasons,
        "score": comparison.score,
        "separate_reasons": SeparateReason.choices,
        "waiting": open_pairs(request.user).count(),
        "following": pair_after(found, request.user),
        **(_preview(*both) if is_open else {}),
    }
    return render(request, "patients/duplicate.html", context)


def _preview(keep: Patient, other: Patient) -> dict[str, Any]:
    try:
        rows = preview_merge(keep, other, now=timezone.now())
    except MergeError as error:
        return {"obstacle": str(error)}
    return {
        "moved": [row.moved for row in rows if row.moved],
        "dropped": [row.why for row in rows if row.dropped],
    }


@right_required("patients", "U")
def take_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest joining into this card: GET says what goes back, POST takes the two apart."""
    patient = get_object_or_404(patients_visible_to(request.user, right="U"), pk=pk)
    records = merges_of(patient)
    if not records:
        raise Http404
    record = records[0]
    if request.method == "POST" and request.POST.get("record") == str(record.pk):
        try:
            restored = unmerge_patients(record, by=request.user, now=timezone.now())
        except MergeError as error:
            messages.error(request, str(error))
            return redirect("patients:card", patient.pk)
        messages.success(request, _("They are two cards again: %(person)s.") % {"person": restored})
        return redirect("patients:card", restored.pk)
    rows = relinked_rows(record)
    context = {
        "patient": patient,
        "record": record,
        "gone": Patient(
            **{name: record.gone_row[name] for name in ("last_name", "first_name", "patronymic")}
        ),
        "moved": [row.moved for row in rows if row.moved],
        "dropped": [row.why for row in rows if row.dropped],
        "more": len(records) - 1,
    }
    return render(request, "patients/take_apart.html", context)
