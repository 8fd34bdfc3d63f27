"""Who belongs together: the household, the guardians, and those who share a phone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from clinic_crm.lib.text import fold
from clinics.access import Person
from patients.models import Guardianship, Household, Patient, PatientContact
from patients.selectors.patients import patients_visible_to

SUGGESTED = 4
ENDINGS = ("ая", "яя", "ый", "ий", "ой", "а")


@dataclass(frozen=True)
class Guard:
    """One guardianship from the side of the ward or of the guardian."""

    row: Guardianship
    person: Patient
    is_active: bool
    adult_on: date | None  # the ward's 18th birthday: messages go to the ward himself from then on


@dataclass(frozen=True)
class Member:
    """Another person of the household."""

    patient: Patient
    age: int | None


@dataclass(frozen=True)
class Family:
    """What the person may see of a patient's family."""

    household: Household | None
    members: list[Member]
    guardians: list[Guard]
    wards: list[Guard]

    def __bool__(self) -> bool:
        return bool(self.members or self.guardians or self.wards)

    @property
    def others(self) -> list[Member]:
        """The members who are neither guardian nor ward of the patient now."""
        named = {guard.person.pk for guard in (*self.guardians, *self.wards) if guard.is_active}
        return [member for member in self.members if member.patient.pk not in named]

    @property
    def answering(self) -> list[Guard]:
        """The guardians to whom messages about the patient go now."""
        return [guard for guard in self.guardians if guard.is_active]


def family_of(patient: Patient, user: Person, *, today: date) -> Family:
    """Household, guardians and wards; relatives whom the person may not see are left out."""
    visible = patients_visible_to(user, obj="households")
    member = getattr(patient, "membership", None)
    household = member.household if member else None
    others = (
        visible.filter(membership__household=household).exclude(pk=patient.pk)
        if household
        else visible.none()
    )
    rows = Guardianship.objects.filter(Q(ward=patient) | Q(guardian=patient)).select_related(
        "ward", "guardian"
    )
    rows = rows.filter(ward__in=visible, guardian__in=visible).order_by("-since", "pk")
    guards = [_guard(row, patient, today) for row in rows]
    return Family(
        household=household,
        members=[
            Member(person, person.age_on(today))
            for person in _with_phones(others).order_by("birth_date", "pk")
        ]
        if household
        else [],
        guardians=[guard for guard in guards if guard.row.ward_id == patient.pk],
        wards=[guard for guard in guards if guard.row.guardian_id == patient.pk],
    )


def _guard(row: Guardianship, patient: Patient, today: date) -> Guard:
    adult_on = eighteenth_birthday(row.ward)
    return Guard(
        row=row,
        person=row.guardian if row.ward_id == patient.pk else row.ward,
        is_active=row.holds_on(today) and adult_on is not None and today < adult_on,
        adult_on=adult_on,
    )


def eighteenth_birthday(patient: Patient) -> date | None:
    """None without a birth date: such a patient counts as adult. Born on 29 February one comes of age on 1 March."""
    born = patient.birth_date
    if born is None:
        return None
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return date(born.year + 18, 3, 1)


def _with_phones(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    return patients.prefetch_related("contacts__point")


def sharers_of(point_ids: Collection[int], user: Person, *, but: Patient) -> dict[int, list[Patient]]:
    """Contact point → the other patients who can be reached there."""
    if not point_ids:
        return {}
    rows = PatientContact.objects.filter(point__in=point_ids, patient__in=patients_visible_to(user))
    found: dict[int, list[Patient]] = {}
    for row in rows.exclude(patient=but).select_related("patient").order_by("patient__name_key", "pk"):
        found.setdefault(row.point_id, []).append(row.patient)
    return found


def suggested_relatives(patient: Patient, user: Person, *, limit: int = SUGGESTED) -> list[Patient]:
    """People on the same phone or e-mail with the same surname (of a man or of a woman) who are of no other family."""
    member = getattr(patient, "membership", None)
    known = Guardianship.objects.filter(Q(ward=patient) | Q(guardian=patient))
    ties = {pk for pair in known.values_list("ward", "guardian") for pk in pair}
    points = PatientContact.objects.filter(patient=patient).values("point")
    near = patients_visible_to(user, obj="households", right="U").filter(
        pk__in=PatientContact.objects.filter(point__in=points).values("patient"), archived_at=None
    )
    if member:
        near = near.filter(membership=None)
    stem = surname_stem(patient.last_name)
    found = [
        person
        for person in near.exclude(pk__in={patient.pk, *ties}).order_by("name_key", "pk")[:50]
        if stem and surname_stem(person.last_name) == stem
    ]
    return found[:limit]


def people_at(contacts: Collection[tuple[str, str]], user: Person) -> QuerySet[Patient]:
    """Whom the person may see of those who have one of these phones or e-mails."""
    values = [value for _kind, value in contacts]
    at_points = PatientContact.objects.filter(point__value__in=values).values("patient")
    found = patients_visible_to(user, obj="households", right="U").filter(pk__in=at_points, archived_at=None)
    return found.select_related("branch").order_by("name_key", "pk")


def surname_stem(surname: str) -> str:
    """«Иванова» and «Иванов», «Ковальская» and «Ковальский» are one family's."""
    key = fold(surname)
    for ending in ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 2:
            return key.removesuffix(ending)
    return key
