"""A dated promise of a line keeps the patient awake for the segments."""

from datetime import date

from patients.enums import HoldKind
from patients.services.holds import end_hold, put_hold
from treatment_plans.models import PlanItem


def hold_until(item: PlanItem, patient_id: int, until: date | None, *, today: date) -> None:
    """Let the line hold the patient until this day; None ends its hold. Unchanged promises write nothing."""
    origin = f"plan_item:{item.pk}"
    if until is None:
        end_hold(origin, known_to=today)
    else:
        put_hold(patient_id, kind=HoldKind.PROMISE, origin=origin, until=until, known_from=today)
