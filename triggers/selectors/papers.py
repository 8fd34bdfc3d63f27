"""Patients whose paper consents are to be entered."""

import re

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinic_crm.lib.text import fold
from clinics.access import Person
from patients.enums import Channel, ContactKind, Purpose
from patients.models import Patient, PatientContact
from patients.selectors.consents import granted_points
from patients.selectors.patients import patients_visible_to

NUMBERS = re.compile(r"[\d\s,;]+")


def patients_with_email(user: Person) -> QuerySet[Patient]:
    """Those on whom the person may record a consent and who have a living e-mail."""
    emails = PatientContact.objects.filter(
        patient=OuterRef("pk"), point__kind=ContactKind.EMAIL, point__is_dead=False
    )
    patients = patients_visible_to(user, obj="consents", right="C")
    return patients.filter(Exists(emails), archived_at=None, deceased_on=None).order_by("name_key", "pk")


def narrowed(patients: QuerySet[Patient], *, text: str, segment: str, missing: bool) -> QuerySet[Patient]:
    """By a name or by a row of card numbers, by segment, and without a consent to advertising by e-mail."""
    if NUMBERS.fullmatch(text or ""):
        patients = patients.filter(cards__number__in=re.split(r"[\s,;]+", text.strip())).distinct()
    elif text:
        patients = patients.filter(name_key__contains=fold(text))
    if segment:
        patients = patients.filter(summary__segment=segment)
    if missing:
        granted = granted_points(Purpose.ADVERTISING, Channel.EMAIL).values("pk")
        patients = patients.exclude(Q(contacts__point__in=granted))
    return patients
