"""Making and changing a patient by hand. The importer writes the same rows set-based."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from clinics.models import Branch, User
from clinics.services.journal import record_action
from patients.enums import ContactKind
from patients.models import ContactPoint, Patient, PatientContact
from patients.services.duplicates import weigh_anew
from patients.services.segments import mark_dirty

# What a person may set by hand; everything else has its own service.
EDITABLE = (
    "last_name",
    "first_name",
    "patronymic",
    "sex",
    "birth_date",
    "acquisition",
    "curator",
    "comment",
    "call_from",
    "call_until",
)
# What tells people apart: whoever changes it may become, or cease to be, somebody's likeness.
TELLING = {"last_name", "first_name", "patronymic", "birth_date", "contacts"}


@transaction.atomic
def create_patient(
    branch: Branch,
    *,
    values: dict[str, Any],
    contacts: Iterable[tuple[str, str]] = (),
    by: User | None,
    today: date,
    now: datetime,
) -> Patient:
    """A new card. `values` takes the keys of EDITABLE; `contacts` are (kind, E.164 or e-mail), the first tried first."""
    patient = Patient.objects.create(
        clinic_id=branch.clinic_id,
        branch=branch,
        registered_on=today,
        created_at=now,
        **{key: value for key, value in values.items() if key in EDITABLE},
    )
    set_contacts(patient, contacts)
    weigh_anew(patient)
    mark_dirty([patient.pk], now=now)
    record_action(by, "created", patient, now=now, patient_id=patient.pk, branch_id=branch.pk)
    return patient


@transaction.atomic
def update_patient(
    patient: Patient,
    *,
    values: dict[str, Any],
    contacts: Iterable[tuple[str, str]] | None = None,
    by: User | None,
    now: datetime,
) -> Patient:
    """Change what differs; the history table keeps the former row. None for `contacts` leaves them as they are."""
    changed = [key for key in EDITABLE if key in values and getattr(patient, key) != values[key]]
    for key in changed:
        setattr(patient, key, values[key])
    if changed:
        patient.save(update_fields=changed)
    if contacts is not None and set_contacts(patient, contacts):
        changed.append("contacts")
    if TELLING & set(changed):
        weigh_anew(patient)
    if changed:
        record_action(
            by, "changed", patient, now=now, patient_id=patient.pk, branch_id=patient.branch_id,
            details={"fields": changed},
        )  # fmt: skip
    return patient


def set_contacts(patient: Patient, contacts: Iterable[tuple[str, str]]) -> bool:
    """Make these, in this order, the contact points of the patient; says whether anything changed.

    A point that a relative has already is shared. A point that is left stays in the clinic with its consents.
    """
    wanted = list(dict.fromkeys(contacts))
    had = {(row.point.kind, row.point.value): row for row in patient.contacts.select_related("point")}
    changed = False
    for rank, (kind, value) in enumerate(wanted):
        row = had.pop((kind, value), None)
        if row is None:
            point, _made = ContactPoint.objects.get_or_create(
                clinic_id=patient.clinic_id, kind=ContactKind(kind), value=value
            )
            PatientContact.objects.create(patient=patient, point=point, rank=rank)
            changed = True
        elif row.rank != rank:
            row.rank = rank
            row.save(update_fields=["rank"])
            changed = True
    for row in had.values():
        row.delete()
        changed = True
    return changed
