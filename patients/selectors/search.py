"""The search box: surname and initials, any part of a phone, an e-mail, a card number, a birth date.

ё is е, the case does not matter, and the keyboard may stand on the other layout. Names that begin with the words come by
a walk along the index that stops at the limit; names and numbers that hold them come by trigrams.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value

from clinics.access import Person, reach_of
from patients.enums import ContactKind
from patients.models import Patient, PatientCard, PatientContact
from patients.models.patient import bare_number
from patients.selectors.patients import patients_visible_to
from patients.selectors.scope import patients_within
from patients.selectors.wording import LEAST_LETTERS, Wording, read_query

LAST_CHARACTER = "\U0010ffff"
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Hit:
    """A found patient. `is_open` says whether the person may open the card; without it no contacts are shown."""

    patient: Patient
    phone: str
    card: str
    last_visit: date | None
    is_open: bool


def search_patients(user: Person, query: str, *, limit: int = 20) -> list[Hit]:
    """The best hits first: card numbers, names that begin with the words, names and contacts that hold them.

    Namesakes stand together, the one seen last first. Nothing for a single letter or for two digits.
    """
    scope = _with_details(patients_visible_to(user, obj="patient_search"), user)
    found: dict[int, Patient] = {}
    for wording in read_query(query):
        for step in (_by_card, _by_beginning, _by_holding, _by_email, _by_number):
            if len(found) < limit:
                rows = step(scope.exclude(pk__in=list(found)), wording, limit - len(found))
                found.update((patient.pk, patient) for patient in _namesakes_by_last_visit(rows))
    return [_hit(patient) for patient in found.values()]


def matching(rows: QuerySet[Patient], query: str) -> QuerySet[Patient]:
    """Those of `rows` whom the words mean, in whatever order `rows` has; nobody when the words are too few."""
    condition = Q(pk__in=[])
    for wording in read_query(query):
        condition |= _anywhere(wording)
    return rows.filter(condition)


def _with_details(scope: QuerySet[Patient], user: Person) -> QuerySet[Patient]:
    """With what tells namesakes apart: `phone`, `card`, the summary's last visit; and `is_open`."""
    within = patients_within(reach_of(user, "patients"))
    is_open = ExpressionWrapper(within, BooleanField()) if within else Value(True)
    phones = PatientContact.objects.filter(patient=OuterRef("pk"), point__kind=ContactKind.PHONE)
    cards = PatientCard.objects.filter(patient=OuterRef("pk")).order_by("-is_main", "pk")
    return scope.select_related("summary").annotate(
        phone=Subquery(phones.order_by("rank", "pk").values("point__value")[:1]),
        card=Subquery(cards.values("number")[:1]),
        is_open=is_open,
    )


def _by_card(scope: QuerySet[Patient], wording: Wording, limit: int) -> list[Patient]:
    """The whole number; leading zeros do not matter."""
    codes = set(wording.codes)
    if wording.digits and not wording.words:
        codes.add(wording.digits.lstrip("0"))
    return list(scope.filter(pk__in=_at_cards(codes)).order_by("name_key", "pk")[:limit]) if codes else []


def _by_beginning(scope: QuerySet[Patient], wording: Wording, limit: int) -> list[Patient]:
    """«иванов и п»: the surname begins so, each further word begins another part of the name."""
    if not wording.words:
        return []
    first, rest = wording.words[0], wording.words[1:]
    # The range walks the index in order and stops at the limit; LIKE alone would sort every hit.
    rows = scope.filter(name_key__gte=first, name_key__lt=first + LAST_CHARACTER)
    return list(rows.filter(_parts(rest), _numbers(wording)).order_by("name_key", "pk")[:limit])


def _by_holding(scope: QuerySet[Patient], wording: Wording, limit: int) -> list[Patient]:
    """The first word anywhere in the name, the others at the beginning of any part: «мария иванова»."""
    if not wording.words or len(wording.words[0]) <= LEAST_LETTERS:
        return []
    rows = scope.filter(_names(wording), _numbers(wording))
    return list(rows.order_by("name_key", "pk")[:limit])


def _by_email(scope: QuerySet[Patient], wording: Wording, limit: int) -> list[Patient]:
    if not wording.email:
        return []
    return list(scope.filter(_at_points(ContactKind.EMAIL, {wording.email}))[:limit])


def _by_number(scope: QuerySet[Patient], wording: Wording, limit: int) -> list[Patient]:
    """A birth date or any part of a phone, without a name; 8 at the front is +7. Whoever comes first, then by name."""
    if wording.words or not (wording.digits or wording.born):
        return []
    return sorted(scope.filter(_numbers(wording))[:limit], key=lambda patient: (patient.name_key, patient.pk))


def _anywhere(wording: Wording) -> Q:
    """Everything that the steps above look for, as one condition."""
    condition = Q(pk__in=[])
    codes = set(wording.codes)
    if wording.words:
        condition |= _names(wording) & _numbers(wording)
    elif wording.digits or wording.born:
        condition |= _numbers(wording)
        codes |= {wording.digits.lstrip("0")} - {""}
    if wording.email:
        condition |= _at_points(ContactKind.EMAIL, {wording.email})
    return condition | Q(pk__in=_at_cards(codes)) if codes else condition


def _names(wording: Wording) -> Q:
    first, rest = wording.words[0], wording.words[1:]
    holds = Q(name_key__contains=first) if len(first) > LEAST_LETTERS else Q(name_key__startswith=first)
    for word in rest:
        holds &= Q(name_key__startswith=word) | _part(word)
    return holds


def _parts(words: tuple[str, ...]) -> Q:
    condition = Q()
    for word in words:
        condition &= _part(word)
    return condition


def _part(word: str) -> Q:
    """A part of the name after the surname begins so; «ии» may be two initials."""
    begins = Q(name_key__contains=f" {word}")
    if len(word) == 2 and word.isalpha():
        begins |= Q(name_key__regex=rf" {word[0]}[^ ]* {word[1]}")
    return begins


def _numbers(wording: Wording) -> Q:
    """Digits beside a name: a part of a phone, a card, or the year of birth."""
    condition = Q(birth_date=wording.born) if wording.born else Q()
    digits = wording.digits
    if not digits:
        return condition
    parts = {digits, "7" + digits[1:]} if digits.startswith("8") else {digits}
    means = _at_points(ContactKind.PHONE, parts)
    if wording.words:
        means |= Q(pk__in=_at_cards({digits.lstrip("0")}))
        if len(digits) == YEAR_DIGITS:
            means |= Q(birth_date__year=int(digits))
    elif born := _as_date(digits):
        means |= Q(birth_date=born)
    return condition & means


def _as_date(digits: str) -> date | None:
    """«12031985» as a birth date."""
    found = re.fullmatch(r"(\d\d)(\d\d)(\d{4})", digits)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _at_points(kind: ContactKind, parts: set[str]) -> Q:
    """The patient has a contact point of this kind that holds one of the parts."""
    holds = Q()
    for part in parts:
        holds |= Q(point__value__contains=part)
    return Q(pk__in=PatientContact.objects.filter(holds, point__kind=kind).values("patient"))


def _at_cards(codes: set[str]) -> QuerySet:
    cards = PatientCard.objects.annotate(bare=bare_number("number")).filter(bare__in=codes)
    return cards.values("patient")


def _namesakes_by_last_visit(patients: list[Patient]) -> list[Patient]:
    """The order of names stays; of those with one name the last seen comes first."""
    places = {name: n for n, name in enumerate(dict.fromkeys(p.name_key for p in patients))}
    return sorted(patients, key=lambda p: (places[p.name_key], -_seen(p)))


def _seen(patient: Patient) -> int:
    summary = getattr(patient, "summary", None)
    return summary.last_contact_on.toordinal() if summary and summary.last_contact_on else 0


def _hit(patient: Patient) -> Hit:
    """Without contacts and last visit where the card may not be opened."""
    found = vars(patient)
    is_open = bool(found["is_open"])  # a patient without a curator is neither mine nor not mine to SQL
    summary = getattr(patient, "summary", None)
    return Hit(
        patient=patient,
        phone=(found["phone"] or "") if is_open else "",
        card=found["card"] or "",
        last_visit=summary.last_contact_on if summary and is_open else None,
        is_open=is_open,
    )
