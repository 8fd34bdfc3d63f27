"""The family of a patient: household, guardians, adding and taking out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import right_required
from patients.enums import GuardianKind
from patients.family_forms import EndForm, HouseholdForm, RelativeForm
from patients.models import Guardianship, Patient
from patients.selectors.family import family_of, suggested_relatives
from patients.selectors.patients import patients_visible_to
from patients.selectors.search import LEAST_LETTERS, search_patients
from patients.services.family import (
    FamilyError,
    end_guardianship,
    is_minor,
    join_household,
    kind_by_sex,
    leave_household,
    set_guardian,
    update_household,
)

HITS = 8


def _patient(request: HttpRequest, pk: int) -> Patient:
    rows = patients_visible_to(request.user, obj="households", right="U")
    return get_object_or_404(rows.select_related("membership__household", "branch"), pk=pk)


@right_required("households", "U")
def family(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the family and looks for relatives (`q`); POST saves its name and address."""
    patient, today = _patient(request, pk), timezone.localdate()
    found = family_of(patient, request.user, today=today)
    form = HouseholdForm(request.POST or None, household=found.household)
    if request.method == "POST" and found.household and form.is_valid():
        update_household(found.household, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The family is saved."))
        return redirect("patients:family", patient.pk)
    query = request.GET.get("q", "").replace("\0", "").strip()
    hits = [hit for hit in search_patients(request.user, query) if hit.patient.pk != patient.pk]
    context = {
        "patient": patient,
        "family": found,
        "form": form,
        "relative_form": RelativeForm(is_minor=is_minor(patient, today)),
        "suggested": suggested_relatives(patient, request.user),
        "q": query,
        "hits": [hit for hit in hits if hit.is_open][:HITS],
        "is_short": len(query) < LEAST_LETTERS,
        "is_minor": is_minor(patient, today),
        "today": today,
    }
    return render(request, "patients/family.html", context, status=422 if form.errors else 200)


@right_required("households", "U")
@require_POST
def family_add(request: HttpRequest, pk: int) -> HttpResponse:
    """POST `relative`: who is put beside the patient, `tie`: as what."""
    patient, today = _patient(request, pk), timezone.localdate()
    form = RelativeForm(request.POST, is_minor=is_minor(patient, today))
    if not form.is_valid():
        messages.error(request, _("Choose a person and what they are to each other."))
        return redirect("patients:family", patient.pk)
    relative = _patient(request, form.cleaned_data["relative"])
    try:
        _tie(patient, relative, form, request)
    except FamilyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(person)s is of the family now.") % {"person": relative})
    back = "patients:card" if request.POST.get("back") == "card" else "patients:family"
    return redirect(back, patient.pk)


def _tie(patient: Patient, relative: Patient, form: RelativeForm, request: HttpRequest) -> None:
    """The relative becomes what the form says: of the family, a guardian of the patient, or his ward."""
    said, now, today = form.cleaned_data, timezone.now(), timezone.localdate()
    if said["tie"] == RelativeForm.FAMILY:
        join_household(patient, relative, by=request.user, now=now)
        return
    is_ward = said["tie"] == RelativeForm.CHILD
    ward, guardian = (relative, patient) if is_ward else (patient, relative)
    set_guardian(
        ward,
        guardian,
        kind=kind_by_sex(guardian) if is_ward else GuardianKind(said["tie"]),
        since=said["since"],
        until=said["until"],
        by=request.user,
        today=today,
        now=now,
    )


@right_required("households", "U")
@require_POST
def family_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The patient leaves the household; `member` names another one of it."""
    patient = _patient(request, pk)
    member = request.POST.get("member", "")
    leaving = _patient(request, int(member)) if member.isdecimal() else patient
    if _household(leaving) == _household(patient):
        leave_household(leaving, by=request.user, now=timezone.now())
        messages.success(request, _("%(person)s is of the family no longer.") % {"person": leaving})
    return redirect("patients:family", patient.pk)


def _household(patient: Patient) -> int | None:
    member = getattr(patient, "membership", None)
    return member.household_id if member else None


@right_required("households", "U")
@require_POST
def guardian_end(request: HttpRequest, pk: int) -> HttpResponse:
    """POST `guardianship` and `on`: from that day on the guardian answers no longer."""
    patient = _patient(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say from which day on."))
        return redirect("patients:family", patient.pk)
    rows = Guardianship.objects.filter(ward=patient) | Guardianship.objects.filter(guardian=patient)
    row = get_object_or_404(rows, pk=form.cleaned_data["guardianship"])
    end_guardianship(row, on=form.cleaned_data["on"], by=request.user, now=timezone.now())
    messages.success(request, _("The guardianship ends."))
    return redirect("patients:family", patient.pk)
