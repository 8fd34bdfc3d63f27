"""Entering acts of consent: one on the card, or a pile of papers for a filtered list."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import right_required
from patients.enums import Channel, ConsentMethod, ConsentState, ContactKind, Segment
from patients.models import ContactPoint, Patient, PatientContact
from patients.selectors.patients import patients_visible_to
from patients.services.consents import ConsentError, record_consents
from triggers.forms import EMPTY, ConsentForm, EvidenceForm, PaperConsentFilter
from triggers.selectors.papers import narrowed, patients_with_email

SHOWN = 200


@require_POST
@right_required("consents", "C")
def consent_record(request: HttpRequest, pk: int) -> HttpResponse:
    patient = get_object_or_404(patients_visible_to(request.user, obj="consents", right="C"), pk=pk)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say for what, from which date and on which paper."))
        return redirect("patients:card", pk=pk)
    point = get_object_or_404(ContactPoint, pk=form.cleaned_data["point"], people__patient=patient)
    _record(request, [(point, patient)], form.cleaned_data, state=form.cleaned_data["state"])
    return redirect("patients:card", pk=pk)


@right_required("consents", "C")
def paper_consents(request: HttpRequest) -> HttpResponse:
    """GET: the filtered list and the form of evidence. POST: the same paper for everybody ticked."""
    filters = PaperConsentFilter(request.GET)
    filters.fields["segment"].choices = [EMPTY, *Segment.choices]
    patients = narrowed(
        patients_with_email(request.user),
        text=filters.value("q") or "",
        segment=filters.value("segment") or "",
        missing=filters.value("missing") == "no",
    )
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ticked = patients_with_email(request.user).filter(pk__in=_ids(request))
        if pairs := _addresses(ticked):
            _record(request, pairs, form.cleaned_data, state=ConsentState.GRANTED)
            return redirect(request.get_full_path())
        messages.error(request, _("Tick at least one patient."))
    context = {
        "title": _("Consents on paper"),
        "filters": filters,
        "rows": _rows(patients[:SHOWN]),
        "shown": SHOWN,
        "form": form,
    }
    return render(request, "triggers/paper_consents.html", context, status=422 if form.errors else 200)


def _ids(request: HttpRequest) -> list[int]:
    return [int(value) for value in request.POST.getlist("patient") if value.isdecimal()]


def _emails(patients) -> dict[int, ContactPoint]:
    """The first living e-mail of each."""
    contacts = PatientContact.objects.filter(
        patient__in=[p.pk for p in patients], point__kind=ContactKind.EMAIL, point__is_dead=False
    )
    ordered = contacts.select_related("point").order_by("patient", "-rank", "-pk")
    return {contact.patient_id: contact.point for contact in ordered}


def _addresses(patients) -> list[tuple[ContactPoint, Patient]]:
    rows = list(patients)
    emails = _emails(rows)
    return [(emails[patient.pk], patient) for patient in rows if patient.pk in emails]


def _rows(patients) -> list[dict]:
    rows = list(patients.select_related("summary").prefetch_related("cards"))
    emails = _emails(rows)
    return [{"patient": patient, "point": emails.get(patient.pk)} for patient in rows]


@transaction.atomic
def _record(request: HttpRequest, pairs: list, evidence: dict, *, state: str) -> None:
    now = timezone.now()
    try:
        made = [
            act
            for channel in (Channel.EMAIL, Channel.SMS)
            if (chosen := [pair for pair in pairs if _channel(pair[0]) == channel])
            for act in record_consents(
                chosen,
                channel=channel,
                purposes=evidence["purposes"],
                state=state,
                at=_instant(evidence["on"], pairs[0][1], now),
                method=ConsentMethod.PAPER,
                text_version=evidence["text_version"],
                evidence=evidence["paper"],
                by=request.user,
                now=now,
            )
        ]
    except ConsentError:
        messages.error(request, _("The date lies in the future."))
        return
    said = ngettext(
        "%(count)d act of consent is recorded.", "%(count)d acts of consent are recorded.", len(made)
    )
    messages.success(request, said % {"count": len(made)})


def _channel(point: ContactPoint) -> str:
    return Channel.EMAIL if point.kind == ContactKind.EMAIL else Channel.SMS


def _instant(day: date, patient: Patient, now: datetime) -> datetime:
    """A paper has a day, no hour: its noon where the patient is; today's paper counts from now."""
    zone = ZoneInfo(patient.branch.time_zone)
    return now if day == now.astimezone(zone).date() else datetime.combine(day, time(12), tzinfo=zone)
