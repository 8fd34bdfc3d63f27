"""The search box: surname and initials, any part of a phone, an e-mail, a card number. ё is е, the case does not matter."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from clinic_crm.lib.text import person_key
from clinics.access import Person
from clinics.models import Clinic
from patients.enums import ContactKind
from patients.models import Patient, PatientCard, PatientContact, PatientSummary
from patients.models.patient import bare_number
from patients.selectors.patients import patients_visible_to

LEAST_LETTERS = 2
LEAST_DIGITS = 3
LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Hit:
    """A found patient. `is_open` says whether the person may open the card; without it no contacts are shown."""

    patient: Patient
    phone: str
    card: str
    last_visit: date | None
    is_open: bool


def search_patients(user: Person, query: str, *, limit: int = 20) -> list[Hit]:
    """The best hits first: names that begin with the words, then names that hold them; nothing for a single letter."""
    text, digits = person_key(query)[:100], re.sub(r"\D", "", query)[:20]
    scope = patients_visible_to(user, obj="patient_search").filter(archived_at=None)
    if "@" in query:
        found = list(scope.filter(pk__in=_at_points(ContactKind.EMAIL, {query.strip().lower()}))[:limit])
    elif len(digits) >= LEAST_DIGITS and not re.search(r"[^\W\d_]{2,}", query):
        found = _by_number(scope, digits, limit)
    elif len(text) >= LEAST_LETTERS:
        found = _by_name(scope, text.split(), limit)
    else:
        found = []
    return _hits(user, found)


def _by_name(scope: QuerySet[Patient], words: list[str], limit: int) -> list[Patient]:
    """«иванов и п»: the surname begins so, each further word begins another part of the name."""
    first, rest = words[0], words[1:]
    matching = scope.filter(clinic__in=Clinic.objects.order_by("pk").values("pk")[:1])
    for word in rest:
        matching = matching.filter(name_key__contains=f" {word}")
    # The range walks the index in order and stops at the limit; LIKE alone would sort every hit.
    beginning = matching.filter(name_key__gte=first, name_key__lt=first + LAST_CHARACTER)
    found = list(beginning.order_by("name_key", "pk")[:limit])
    if len(found) < limit and len(first) > LEAST_LETTERS:
        holding = scope.exclude(pk__in=[p.pk for p in found]).filter(name_key__contains=first)
        for word in rest:
            holding = holding.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
        found += holding.order_by("name_key", "pk")[: limit - len(found)]
    return found


def _by_number(scope: QuerySet[Patient], digits: str, limit: int) -> list[Patient]:
    """A card number exactly (leading zeros do not matter), then any part of a phone; 8 at the front is +7."""
    cards = PatientCard.objects.annotate(bare=bare_number("number")).filter(bare=digits.lstrip("0"))
    found = list(scope.filter(pk__in=cards.values("patient")).order_by("name_key", "pk")[:limit])
    parts = {digits, "7" + digits[1:]} if digits.startswith("8") else {digits}
    phones = scope.filter(pk__in=_at_points(ContactKind.PHONE, parts)).exclude(pk__in=[p.pk for p in found])
    return found + list(phones.order_by("name_key", "pk")[: limit - len(found)])


def _at_points(kind: ContactKind, parts: set[str]) -> QuerySet:
    """Ids of the patients at contact points of this kind that hold one of the parts."""
    holds = Q()
    for part in parts:
        holds |= Q(point__value__contains=part)
    return PatientContact.objects.filter(holds, point__kind=kind).values("patient")


def _hits(user: Person, found: list[Patient]) -> list[Hit]:
    """The patients with what tells namesakes apart: birth date, phone, card, last visit."""
    ids = [patient.pk for patient in found]
    if not ids:
        return []
    open_ids = set(patients_visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    phones = dict(
        PatientContact.objects.filter(patient__in=ids, point__kind=ContactKind.PHONE)
        .order_by("-rank", "-pk")
        .values_list("patient", "point__value")
    )
    cards = dict(
        PatientCard.objects.filter(patient__in=ids)
        .order_by("is_main", "-pk")
        .values_list("patient", "number")
    )
    last = dict(PatientSummary.objects.filter(pk__in=ids).values_list("pk", "last_contact_on"))
    return [
        Hit(
            patient=patient,
            phone=phones.get(patient.pk, "") if patient.pk in open_ids else "",
            card=cards.get(patient.pk, ""),
            last_visit=last.get(patient.pk) if patient.pk in open_ids else None,
            is_open=patient.pk in open_ids,
        )
        for patient in found
    ]
