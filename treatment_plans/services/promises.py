"""A dated promise of a line keeps the patient awake for the segments."""

from datetime import date, datetime

from patients.enums import HoldKind
from patients.models import DirtyPatient, Hold
from treatment_plans.models import PlanItem


def hold_until(item: PlanItem, patient_id: int, until: date | None, *, today: date, now: datetime) -> None:
    """Let the line hold the patient until this day; None ends its hold. Unchanged promises write nothing."""
    origin = f"plan_item:{item.pk}"
    current = Hold.objects.filter(origin=origin, known_to=None).first()
    if until == (current.until if current else None):
        return
    if current is not None:
        current.known_to = max(today, current.known_from)
        current.save(update_fields=["known_to"])
    if until is not None:
        Hold.objects.create(
            patient_id=patient_id, kind=HoldKind.PROMISE, origin=origin, until=until, known_from=today
        )
    DirtyPatient.objects.bulk_create([DirtyPatient(patient_id=patient_id, since=now)], ignore_conflicts=True)
