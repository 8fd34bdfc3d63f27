"""Follow-ups: what a person must do for a patient by a day, and the log of what was done."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from clinics.access import employee_of
from clinics.models import Branch, Employee, User
from clinics.selectors import branch_today
from clinics.selectors.opening import opening_of
from clinics.services.journal import record_action
from patients.enums import FollowUpKind, FollowUpOutcome, FollowUpState
from patients.models import FollowUp, Patient

# Days to the next try after the first, second … call without an answer; after the last one the follow-up ends.
NEXT_TRIES = (1, 2, 4)
SNOOZE_DAYS = 3


def next_try_on(branch: Branch, *, attempts: int, today: date) -> date | None:
    """When to call again after `attempts` calls without an answer: the first open day from the rule's day on.

    None when the tries are used up. A branch whose hours nobody has written down is open every day.
    """
    if attempts > len(NEXT_TRIES):
        return None
    return open_day(branch, today + timedelta(days=NEXT_TRIES[attempts - 1]))


def open_day(branch: Branch, day: date) -> date:
    """The day itself, or the first one after it on which the branch works; within two weeks."""
    opening = opening_of(branch, day, day + timedelta(days=14))
    if not opening.is_known:
        return day
    days = (day + timedelta(days=ahead) for ahead in range(15))
    return next((each for each in days if opening.branch_on(each)), day)


def open_follow_up(
    patient: Patient,
    *,
    branch: Branch,
    due_on: date,
    reason: str,
    origin: str = "hand",
    kind: str = FollowUpKind.CALL,
    attempts: int = 0,
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
        kind=FollowUpKind(kind),
        attempts=attempts,
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
    tries_again: bool = False,
    by: User | None,
    now: datetime,
) -> FollowUp:
    """Record how it ended; `next_on` opens the next one of the same origin. Closing a closed one changes nothing.

    With `tries_again` an unanswered call without a day is tried again by `next_try_on`.
    """
    rows = FollowUp.objects.select_related("branch").select_for_update(of=("self",))
    row = rows.get(pk=follow_up.pk)
    if row.state != FollowUpState.OPEN:
        return row
    row.state, row.outcome = FollowUpState.DONE, FollowUpOutcome(outcome)
    row.closed_at, row.closed_by = now, by
    row.note = "\n".join(filter(None, [row.note, note]))
    row.save(update_fields=["state", "outcome", "closed_at", "closed_by", "note"])
    if next_on is None and tries_again and row.outcome == FollowUpOutcome.NO_ANSWER:
        today = branch_today(row.branch, now)
        next_on = next_try_on(row.branch, attempts=row.attempts + 1, today=today)
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
        kind=done.kind,
        attempts=done.attempts + 1 if done.outcome == FollowUpOutcome.NO_ANSWER else 0,
        assignee=done.assignee,
        by=by,
        now=now,
    )


@transaction.atomic
def reassign_follow_ups(
    rows: QuerySet[FollowUp], assignee: Employee | None, *, by: User, now: datetime
) -> int:
    """Hand the open ones among `rows` (already within the person's reach) to somebody, or to anybody; how many moved."""
    moved = FollowUp.objects.filter(pk__in=rows.values("pk"), state=FollowUpState.OPEN)
    count = moved.exclude(assignee=assignee).update(assignee=assignee)
    if count:
        record_action(by, "follow_ups_reassigned", assignee, now=now, details={"follow_ups": count})
    return count


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
