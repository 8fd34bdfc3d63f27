"""Visits entered by hand: booked, moved to another time, led through their states by the table `visit_states`.

Each writes the visit and marks the patient for the segments; the holds of bookings follow from the visit rows. That no
chair, practitioner or patient is taken twice is refused by the database; here it is only put into words.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinics.models import Branch, Chair, Employee, Service, User
from clinics.selectors import branch_today
from clinics.services.journal import record_action
from patients.enums import CancelReason, VisitStatus
from patients.models import Patient, Visit
from patients.selectors.conflicts import Claim, Obstacle, imported_in_the_way, in_the_way
from patients.services.balances import refresh_balances
from patients.services.bookings import settle_bookings
from patients.services.charges import ChargeLine, replace_bill
from patients.services.errors import VisitRefusedError, refuse_if_mis_is_master
from patients.services.segments import mark_dirty
from patients.visit_handlers import visits_changed
from patients.visit_states import MOVES, Move, may_move

__all__ = ["ChargeLine", "VisitConflictError", "VisitRefusedError"]  # beside the services, for their callers

MOVABLE = (VisitStatus.BOOKED, VisitStatus.CONFIRMED)


class VisitConflictError(VisitRefusedError):
    """Chair, practitioner or patient are taken at that time. `obstacles`: by which visits, as far as known."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(_("The time is taken already."))
        self.obstacles = obstacles


@transaction.atomic
def book_visit(
    patient: Patient,
    *,
    branch: Branch,
    practitioner: Employee | None,
    day: date,
    at: time | None = None,
    minutes: int = 30,
    chair: Chair | None = None,
    service: Service | None = None,
    by: User | None,
    now: datetime,
) -> Visit:
    """Book a visit on a branch-local day (and time).

    Refused where the schedule is kept in the medical system, and where the time is taken (VisitConflictError).
    """
    refuse_if_mis_is_master(branch)
    visit = Visit(
        clinic_id=patient.clinic_id,
        patient=patient,
        branch=branch,
        practitioner=practitioner,
        specialty_id=_specialty_of(practitioner, service),
        chair=chair,
        service=service,
        status=VisitStatus.BOOKED,
        day=day,
        starts_at=starts_at(branch, day, at),
        minutes=minutes,
        booked_on=branch_today(branch, now),
        known_at=now,
    )
    with _taking_time(visit):
        visit.save()
    _note(visit, "booked", by=by, now=now)
    settle_bookings([patient.pk], by=by, now=now)
    return visit


@transaction.atomic
def reschedule_visit(
    visit: Visit,
    *,
    day: date,
    at: time | None,
    minutes: int,
    chair: Chair | None,
    practitioner: Employee | None,
    by: User | None,
    now: datetime,
) -> Visit:
    """Another time, chair or practitioner for a visit that has not begun. The confirmation of another day is void."""
    visit = _locked(visit)
    if visit.status not in MOVABLE:
        raise VisitRefusedError(_("Only a visit that has not begun can be moved."))
    if day < branch_today(visit.branch, now):
        raise VisitRefusedError(_("A visit is booked for today or later."))
    if day != visit.day:
        visit.status = VisitStatus.BOOKED
    if practitioner != visit.practitioner:
        visit.specialty_id = _specialty_of(practitioner, visit.service)
    visit.practitioner, visit.chair, visit.day, visit.minutes = practitioner, chair, day, minutes
    visit.starts_at, visit.known_at = starts_at(visit.branch, day, at), now
    with _taking_time(visit):
        visit.save()
    _note(visit, "moved", by=by, now=now)
    return visit


@transaction.atomic
def move_visit(visit: Visit, key: str, *, reason: str = "", by: User | None, now: datetime) -> Visit:
    """Lead the visit through the move `key` of the state table; `reason` is a CancelReason for those that need one.

    A correction takes the time of the visit again, so it may end in VisitConflictError. "complete" here is a visit
    without a bill; with one it is `complete_visit`.
    """
    move, visit = MOVES[key], _locked(visit)
    _refuse_unless_allowed(visit, move, now=now)
    if move.is_correction and move.sources == {VisitStatus.COMPLETED}:
        _refuse_if_refunded(visit)
    return _move(visit, move, reason=reason, by=by, now=now)


@transaction.atomic
def complete_visit(visit: Visit, *, charges: Sequence[ChargeLine], by: User | None, now: datetime) -> Visit:
    """The patient came: the bill is written (over that of a visit that was open again) and it counts. Refused for a day that has not come yet."""
    visit, move = _locked(visit), MOVES["complete"]
    _refuse_unless_allowed(visit, move, now=now)
    visit.status = move.to
    replace_bill(visit, charges, by=by, now=now)
    _note(visit, str(move.to), by=by, now=now)
    return visit


def cancel_visit(
    visit: Visit, *, reason: str = CancelReason.PATIENT_ASKED, by: User | None, now: datetime
) -> Visit:
    """The booking comes to nothing, with the reason."""
    return move_visit(visit, "cancel", reason=reason, by=by, now=now)


def mark_no_show(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    """The patient did not come. Refused before the day of the visit."""
    return move_visit(visit, "no-show", by=by, now=now)


def confirm_visit(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    """The patient said that the booking stands."""
    return move_visit(visit, "confirm", by=by, now=now)


def mark_arrived(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    return move_visit(visit, "arrive", by=by, now=now)


def starts_at(branch: Branch, day: date, at: time | None) -> datetime | None:
    """The instant of a branch-local day and time; None without a time."""
    return datetime.combine(day, at, ZoneInfo(branch.time_zone)) if at else None


def _specialty_of(practitioner: Employee | None, service: Service | None) -> int | None:
    if service is not None and service.specialty_id:
        return service.specialty_id
    return practitioner.specialty_id if practitioner else None


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("branch", "practitioner", "service")
    row = rows.get(pk=visit.pk)
    refuse_if_mis_is_master(row.branch)
    return row


def _refuse_unless_allowed(visit: Visit, move: Move, *, now: datetime) -> None:
    today = branch_today(visit.branch, now)
    if may_move(visit.status, visit.day, move, today=today):
        return
    if VisitStatus(visit.status) in move.sources:
        raise VisitRefusedError(
            _("The day of the visit has not come yet.")
            if move.is_due_only
            else _("The day of the visit is over.")
        )
    raise VisitRefusedError(
        _("The visit is in the state «%(status)s» now: this is not possible.")
        % {"status": visit.get_status_display()}
    )


def _refuse_if_refunded(visit: Visit) -> None:
    if visit.charges.filter(refunds__amount__lt=0).exists():
        raise VisitRefusedError(_("Money of this visit was paid back: its bill stays."))


def _move(visit: Visit, move: Move, *, reason: str = "", by: User | None, now: datetime) -> Visit:
    if move.needs_reason and reason not in CancelReason.values:
        raise VisitRefusedError(_("Say why the visit is cancelled."))
    visit.status, visit.known_at = move.to, now
    visit.cancel_reason = reason if move.needs_reason else ""
    with _taking_time(visit):
        visit.save(update_fields=["status", "cancel_reason", "known_at"])
    if VisitStatus.COMPLETED in (move.to, *move.sources):
        refresh_balances([visit.patient_id])
    _note(visit, move.key if move.is_correction else str(move.to), by=by, now=now)
    return visit


@contextmanager
def _taking_time(visit: Visit) -> Iterator[None]:
    """Around the write: the database's refusal becomes VisitConflictError, and so do imported bookings in the way."""
    claim = Claim.of(visit)
    if claim and (found := imported_in_the_way(claim)):
        raise VisitConflictError(found)
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if claim is None or not name.endswith("_not_double_booked"):
            raise
        raise VisitConflictError(in_the_way(claim)) from error


def _note(visit: Visit, verb: str, *, by: User | None, now: datetime) -> None:
    mark_dirty([visit.patient_id], now=now)
    record_action(by, verb, visit, now=now, patient_id=visit.patient_id, branch_id=visit.branch_id)
    visits_changed([visit.pk], by=by, now=now)
