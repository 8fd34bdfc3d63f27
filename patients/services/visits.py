"""Visits entered by hand: booked, then completed with a bill, cancelled or missed.

Each writes the visit, keeps `visit.amount` = Σ charges, and marks the patient for the segments; the holds of bookings
follow from the visit rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from clinics.models import Branch, Chair, Employee, Service, User
from clinics.selectors import branch_today
from clinics.services.journal import record_action
from patients.enums import VisitStatus
from patients.models import Charge, Patient, Visit
from patients.services.segments import mark_dirty

OPEN = (VisitStatus.BOOKED, VisitStatus.CONFIRMED, VisitStatus.ARRIVED)

# The state table: from → to. A missed or cancelled visit is not revived: a new one is booked.
MOVES = {
    VisitStatus.BOOKED: {*OPEN[1:], VisitStatus.COMPLETED, VisitStatus.CANCELLED, VisitStatus.NO_SHOW},
    VisitStatus.CONFIRMED: {
        VisitStatus.ARRIVED,
        VisitStatus.COMPLETED,
        VisitStatus.CANCELLED,
        VisitStatus.NO_SHOW,
    },
    VisitStatus.ARRIVED: {VisitStatus.COMPLETED, VisitStatus.CANCELLED},
}


class VisitRefusedError(Exception):
    """The visit cannot be changed so: its state forbids it, or the schedule is kept in the medical system."""


@dataclass(frozen=True)
class ChargeLine:
    """A line of the bill as entered: `amount` = quantity × price − discount, rounded to kopecks, never negative."""

    service: Service
    quantity: Decimal
    price: Decimal
    discount: Decimal = Decimal(0)

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.price - self.discount).quantize(Decimal("0.01"))


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
    by: User | None,
    now: datetime,
) -> Visit:
    """Book a visit on a branch-local day (and time). Refused where the schedule is kept in the medical system."""
    _refuse_if_mis_is_master(branch)
    visit = Visit.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        branch=branch,
        practitioner=practitioner,
        specialty_id=practitioner.specialty_id if practitioner else None,
        chair=chair,
        status=VisitStatus.BOOKED,
        day=day,
        starts_at=datetime.combine(day, at, ZoneInfo(branch.time_zone)) if at else None,
        minutes=minutes,
        booked_on=branch_today(branch, now),
        known_at=now,
    )
    _note(visit, "booked", by=by, now=now)
    return visit


@transaction.atomic
def complete_visit(visit: Visit, *, charges: Sequence[ChargeLine], by: User | None, now: datetime) -> Visit:
    """The patient came: the bill is written and the visit counts. Refused for a day that has not come yet."""
    visit = _locked(visit, VisitStatus.COMPLETED)
    if visit.day > branch_today(visit.branch, now):
        raise VisitRefusedError("the day of the visit has not come yet")
    Charge.objects.bulk_create(
        Charge(
            clinic_id=visit.clinic_id,
            visit=visit,
            service=line.service,
            service_name=line.service.name,
            quantity=line.quantity,
            price=line.price,
            discount=line.discount,
            amount=line.amount,
            known_at=now,
        )
        for line in charges
    )
    visit.amount = sum((line.amount for line in charges), Decimal(0))
    return _move(visit, VisitStatus.COMPLETED, by=by, now=now)


@transaction.atomic
def cancel_visit(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    return _move(_locked(visit, VisitStatus.CANCELLED), VisitStatus.CANCELLED, by=by, now=now)


@transaction.atomic
def mark_no_show(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    """The patient did not come. Refused before the day of the visit."""
    visit = _locked(visit, VisitStatus.NO_SHOW)
    if visit.day > branch_today(visit.branch, now):
        raise VisitRefusedError("the day of the visit has not come yet")
    return _move(visit, VisitStatus.NO_SHOW, by=by, now=now)


@transaction.atomic
def confirm_visit(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    """The patient said that the booking stands."""
    return _move(_locked(visit, VisitStatus.CONFIRMED), VisitStatus.CONFIRMED, by=by, now=now)


@transaction.atomic
def mark_arrived(visit: Visit, *, by: User | None, now: datetime) -> Visit:
    return _move(_locked(visit, VisitStatus.ARRIVED), VisitStatus.ARRIVED, by=by, now=now)


def may_move(visit: Visit, to: VisitStatus) -> bool:
    return to in MOVES.get(VisitStatus(visit.status), set())


def _locked(visit: Visit, to: VisitStatus) -> Visit:
    row = Visit.objects.select_for_update(of=("self",)).select_related("branch").get(pk=visit.pk)
    _refuse_if_mis_is_master(row.branch)
    if not may_move(row, to):
        raise VisitRefusedError(f"a visit that is {row.status} cannot become {to}")
    return row


def _refuse_if_mis_is_master(branch: Branch) -> None:
    if branch.mis_is_master:
        raise VisitRefusedError("the schedule of this branch is kept in the medical system")


def _move(visit: Visit, to: VisitStatus, *, by: User | None, now: datetime) -> Visit:
    visit.status, visit.known_at = to, now
    visit.save(update_fields=["status", "amount", "known_at"])
    _note(visit, str(to), by=by, now=now)
    return visit


def _note(visit: Visit, verb: str, *, by: User | None, now: datetime) -> None:
    mark_dirty([visit.patient_id], now=now)
    record_action(by, verb, visit, now=now, patient_id=visit.patient_id, branch_id=visit.branch_id)
