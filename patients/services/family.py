"""Families and guardians. A patient belongs to one household at most; a guardian answers for a ward between two dates."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.services.journal import record_action
from patients.enums import GuardianKind, Sex
from patients.models import Guardianship, Household, HouseholdMember, Patient

ADULT = 18  # years; an unknown birth date counts as adult


class FamilyError(ValueError):
    """The tie cannot be made; the text says why."""


@transaction.atomic
def join_household(patient: Patient, relative: Patient, *, by: User | None, now: datetime) -> Household:
    """Make the two one family: the relative joins the patient's, or the patient the relative's, or a new one is made.

    FamilyError when both belong to different families: a person takes one out first.
    """
    if patient.pk == relative.pk or patient.clinic_id != relative.clinic_id:
        raise FamilyError(_("These are not two patients of one clinic."))
    list(Patient.objects.select_for_update().filter(pk__in=[patient.pk, relative.pk]).order_by("pk"))
    ours, theirs = _household_of(patient), _household_of(relative)
    if ours and theirs and ours != theirs:
        raise FamilyError(_("%(person)s belongs to another family already.") % {"person": relative})
    household = (
        ours
        or theirs
        or Household.objects.create(
            clinic_id=patient.clinic_id, name=patient.last_name or relative.last_name, created_at=now
        )
    )
    for person, had in ((patient, ours), (relative, theirs)):
        if had is None:
            HouseholdMember.objects.create(household=household, patient=person, joined_at=now)
            _record("family_joined", household, person, by=by, now=now)
    return household


@transaction.atomic
def leave_household(patient: Patient, *, by: User | None, now: datetime) -> None:
    """The patient belongs to no family; a family of one is none, so the last other member leaves with him."""
    household = _household_of(patient)
    if household is None:
        return
    leaving = [patient]
    if household.members.count() == 2:
        leaving = [member.patient for member in household.members.select_related("patient")]
    HouseholdMember.objects.filter(patient__in=leaving).delete()
    for person in leaving:
        _record("family_left", household, person, by=by, now=now)


@transaction.atomic
def update_household(
    household: Household, *, name: str, address: str, by: User | None, now: datetime
) -> None:
    """The name and the address of the family."""
    if (household.name, household.address) == (name, address):
        return
    household.name, household.address = name, address
    household.save(update_fields=["name", "address"])
    record_action(by, "changed", household, now=now, details={"fields": ["name", "address"]})


@transaction.atomic
def set_guardian(
    ward: Patient,
    guardian: Patient,
    *,
    kind: str,
    since: date | None = None,
    until: date | None = None,
    by: User | None,
    today: date,
    now: datetime,
) -> Guardianship:
    """`guardian` answers for `ward` on [since, until); said again, the kind and the dates change.

    The two become one family where that is possible. Refused for a guardian who is a minor himself.
    """
    if ward.pk == guardian.pk or ward.clinic_id != guardian.clinic_id:
        raise FamilyError(_("These are not two patients of one clinic."))
    if is_minor(guardian, today):
        raise FamilyError(_("A minor cannot answer for somebody else."))
    if since and until and until <= since:
        raise FamilyError(_("The end must be after the beginning."))
    row, _made = Guardianship.objects.update_or_create(
        ward=ward, guardian=guardian, defaults={"kind": kind, "since": since, "until": until}
    )
    _record("guardian_set", row, ward, by=by, now=now)
    ours, theirs = _household_of(ward), _household_of(guardian)
    if ours is None or theirs is None:
        join_household(ward, guardian, by=by, now=now)
    return row


@transaction.atomic
def end_guardianship(row: Guardianship, *, on: date, by: User | None, now: datetime) -> None:
    """From the day `on` the guardian answers no longer; one that had not begun by then goes altogether."""
    row = Guardianship.objects.select_for_update().get(pk=row.pk)
    ward = row.ward
    if row.since and row.since >= on:
        row.delete()
    else:
        row.until = on
        row.save(update_fields=["until"])
    _record("guardian_ended", ward, ward, by=by, now=now)


def kind_by_sex(guardian: Patient) -> str:
    """What a parent is called."""
    kinds: dict[str, str] = {Sex.MALE: GuardianKind.FATHER, Sex.FEMALE: GuardianKind.MOTHER}
    return kinds.get(guardian.sex, GuardianKind.OTHER)


def is_minor(patient: Patient, today: date) -> bool:
    age = patient.age_on(today)
    return age is not None and age < ADULT


def _household_of(patient: Patient) -> Household | None:
    member = HouseholdMember.objects.select_related("household").filter(patient=patient).first()
    return member.household if member else None


def _record(
    verb: str, obj: Household | Guardianship | Patient, patient: Patient, *, by: User | None, now: datetime
) -> None:
    record_action(by, verb, obj, now=now, patient_id=patient.pk, branch_id=patient.branch_id)
