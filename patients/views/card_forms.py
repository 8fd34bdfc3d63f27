"""Making and changing a card by hand: people who look like it are shown before a new one is saved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import can, right_required
from patients.family_forms import AlikeForm, RelativeForm
from patients.forms import PatientForm
from patients.models import DuplicatePair, Patient
from patients.selectors.candidates import person_of_form
from patients.selectors.duplicates import Alike, find_alike
from patients.selectors.family import people_at
from patients.selectors.patients import patients_visible_to
from patients.services.duplicates import note_new_card
from patients.services.family import ADULT, FamilyError, join_household, set_guardian
from patients.services.patients import create_patient, update_patient

PREFILLED = ("last_name", "first_name", "patronymic", "phone", "email", "acquisition")


@dataclass(frozen=True)
class Doubts:
    """What a new card makes one ask: who looks like it, and who else has its phone."""

    alike: list[Alike]
    form: AlikeForm

    @property
    def are_answered(self) -> bool:
        return not self.form.fields or self.form.is_valid()


@right_required("patients", "C")
def patient_new(request: HttpRequest) -> HttpResponse:
    """A new card; `relative_of` begins it with the surname and the phone of a relative."""
    today = timezone.localdate()
    form = PatientForm(request.POST or None, user=request.user, today=today)
    doubts: Doubts | None = None
    if request.method == "POST" and form.is_valid():
        doubts = _doubts(request, form, today)
        if doubts.are_answered:
            patient = _create(request, form, doubts, today)
            messages.success(request, _("The card is created."))
            return redirect("patients:card", patient.pk)
    elif request.method == "GET":
        form.initial |= _from_relative(request)
    status = 422 if request.method == "POST" else 200
    return render(request, "patients/new.html", {"form": form, "doubts": doubts}, status=status)


def _from_relative(request: HttpRequest) -> dict[str, Any]:
    relative_of = request.GET.get("relative_of", "")
    given = {name: request.GET[name][:100] for name in PREFILLED if name in request.GET}
    if not relative_of.isdecimal() or len(relative_of) > 18:
        return given
    relative = patients_visible_to(request.user, obj="households", right="U").filter(pk=relative_of).first()
    if relative is None:
        return given
    return {
        "last_name": relative.last_name,
        "phone": relative.first_phone,
        "branch": relative.branch_id,
    } | given


def _doubts(request: HttpRequest, form: PatientForm, today: date) -> Doubts:
    data = form.cleaned_data
    who = person_of_form(
        last=data["last_name"],
        first=data["first_name"],
        patronymic=data["patronymic"],
        birth=data["birth_date"],
        contacts=form.contacts(),
    )
    alike = find_alike(request.user, data["branch"].clinic_id, who)
    kin = people_at(form.contacts(), request.user).exclude(pk__in=[each.patient.pk for each in alike])
    age = Patient(birth_date=data["birth_date"]).age_on(today)
    asked = "another" in request.POST or "kin" in request.POST
    answers = AlikeForm(
        request.POST if asked else None,
        alike=bool(alike),
        kin=kin if can(request.user, "U", "households") else kin.none(),
        is_minor=age is not None and age < ADULT,
    )
    return Doubts(alike, answers)


@transaction.atomic
def _create(request: HttpRequest, form: PatientForm, doubts: Doubts, today: date) -> Patient:
    now = timezone.now()
    patient = create_patient(
        form.cleaned_data["branch"],
        values=form.cleaned_data,
        contacts=form.contacts(),
        by=request.user,
        today=today,
        now=now,
    )
    said = doubts.form.cleaned_data if doubts.form.fields else {}
    if doubts.alike:
        why = said["another"]
        note_new_card(
            patient,
            [each.patient.pk for each in doubts.alike],
            why="" if why == AlikeForm.UNSURE else why,
            note=said["another_note"],
            by=request.user,
            now=now,
        )
    if said.get("kin", AlikeForm.NOBODY) != AlikeForm.NOBODY:
        _tie(request, patient, said["kin_of"], said["kin"], today)
    return patient


def _tie(request: HttpRequest, patient: Patient, relative: Patient, kin: str, today: date) -> None:
    now = timezone.now()
    try:
        with transaction.atomic():
            if kin == RelativeForm.FAMILY:
                join_household(relative, patient, by=request.user, now=now)
            else:
                set_guardian(patient, relative, kind=kin, by=request.user, today=today, now=now)
    except FamilyError as error:
        messages.warning(request, str(error))


@right_required("patients", "U")
def patient_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The card is weighed anew against those it may resemble now."""
    patient = get_object_or_404(patients_visible_to(request.user, right="U"), pk=pk)
    form = PatientForm(request.POST or None, user=request.user, patient=patient, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        update_patient(
            patient, values=form.cleaned_data, contacts=form.contacts(), by=request.user, now=timezone.now()
        )
        messages.success(request, _("The card is saved."))
        if DuplicatePair.objects.filter(Q(first=patient) | Q(second=patient), decision="open").exists():
            messages.warning(request, _("It may be the same person as another card: see the duplicates."))
        return redirect("patients:card", patient.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "patients/edit.html", {"form": form, "patient": patient}, status=status)
