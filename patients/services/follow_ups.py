"""Follow-ups: what a person must do for a patient by a day, and the log of what was done."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from clinics.access import employee_of
from clinics.models import Branch, Employee, User
from clinics.selectors import branch_today
from patients.enums import FollowUpOutcome, FollowUpState
from patients.models import FollowUp, Patient


def open_follow_up(
    patient: Patient,
    *,
    branch: Branch,
    due_on: date,
    reason: str,
    origin: str = "hand",
    assignee: Employee | None = None,
    by: User | None,
    now: datetime,
) -> FollowUp:
    """Open one; if the patient already has an open one of this origin, that one is returned unchanged."""
    row = FollowUp(
        clinic_id=patient.clinic_id,
        branch=branch,
        patient=patient,
        assignee=assignee,
        due_on=due_on,
        reason=reason[:200],
        origin=origin,
        created_at=now,
    )
    FollowUp.objects.bulk_create([row], ignore_conflicts=True)
    return FollowUp.objects.get(patient=patient, origin=origin, state=FollowUpState.OPEN)


@transaction.atomic
def close_follow_up(
    follow_up: FollowUp,
    *,
    outcome: str,
    note: str = "",
    next_on: date | None = None,
    by: User | None,
    now: datetime,
) -> FollowUp:
    """Record how it ended; `next_on` opens the next one of the same origin. Closing a closed one changes nothing."""
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if row.state != FollowUpState.OPEN:
        return row
    row.state, row.outcome = FollowUpState.DONE, FollowUpOutcome(outcome)
    row.closed_at, row.closed_by = now, by
    row.note = "\n".join(filter(None, [row.note, note]))
    row.save(update_fields=["state", "outcome", "closed_at", "closed_by", "note"])
    if next_on:
        _open_next(row, due_on=next_on, by=by, now=now)
    return row


@transaction.atomic
def record_touch(
    patient: Patient,
    *,
    branch: Branch,
    origin: str,
    reason: str,
    outcome: str,
    note: str = "",
    next_on: date | None = None,
    by: User | None,
    now: datetime,
) -> FollowUp:
    """Log one touch as a done follow-up; an open one of this origin is what it closes. May open the next one."""
    waiting = FollowUp.objects.filter(patient=patient, origin=origin, state=FollowUpState.OPEN).first()
    if waiting is not None:
        return close_follow_up(waiting, outcome=outcome, note=note, next_on=next_on, by=by, now=now)
    row = FollowUp.objects.create(
        clinic_id=patient.clinic_id,
        branch=branch,
        patient=patient,
        assignee=employee_of(by) if by else None,
        due_on=branch_today(branch, now),
        reason=reason[:200],
        note=note,
        origin=origin,
        state=FollowUpState.DONE,
        outcome=FollowUpOutcome(outcome),
        created_at=now,
        closed_at=now,
        closed_by=by,
    )
    if next_on:
        _open_next(row, due_on=next_on, by=by, now=now)
    return row


def _open_next(done: FollowUp, *, due_on: date, by: User | None, now: datetime) -> FollowUp:
    return open_follow_up(
        done.patient,
        branch=done.branch,
        due_on=due_on,
        reason=done.reason,
        origin=done.origin,
        assignee=done.assignee,
        by=by,
        now=now,
    )


def cancel_follow_ups(
    *, origin: str | None = None, patient: Patient | None = None, by: User | None, now: datetime
) -> int:
    """Cancel the open ones of an origin, of a patient, or of both; says how many."""
    if origin is None and patient is None:
        raise ValueError("cancel_follow_ups needs an origin or a patient")
    wanted: dict[str, Any] = {"state": FollowUpState.OPEN}
    if origin is not None:
        wanted["origin"] = origin
    if patient is not None:
        wanted["patient"] = patient
    return FollowUp.objects.filter(**wanted).update(
        state=FollowUpState.CANCELLED, closed_at=now, closed_by=by
    )
