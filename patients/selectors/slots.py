"""The next free times for a visit: the practitioner's and a chair's working hours, less what is taken."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinics.models import Branch, Chair, Employee
from clinics.selectors.opening import Opening, opening_of
from patients.models import Patient, Visit
from patients.schedule import Interval, common, starts_within, union, without
from patients.selectors.calendar import bookable_chairs, taken_times, until

DAYS_AHEAD = 14


@dataclass(frozen=True)
class Slot:
    """A free time in the branch's zone, with the chair that is free then (None where the branch has no chairs)."""

    at: datetime
    chair: Chair | None


@dataclass(frozen=True)
class Wish:
    """What is to be booked: a visit of `minutes` in the branch, with whom and where as far as it matters."""

    branch: Branch
    minutes: int
    practitioner: Employee | None = None
    chair: Chair | None = None
    patient: Patient | None = None
    visit_id: int | None = None  # the visit that is being moved is in nobody's way


def free_chair(wish: Wish, at: datetime) -> Chair | None:
    """The first chair that is free then; None when none is, or when the branch has no chairs."""
    found = free_slots(wish, since=at, until_day=at.date(), only_at=at)
    return found[0].chair if found else None


def free_slots(
    wish: Wish,
    *,
    since: datetime,
    limit: int = 4,
    until_day: date | None = None,
    only_at: datetime | None = None,
) -> list[Slot]:
    """The next `limit` times from `since` on, looking two weeks ahead (or up to `until_day`)."""
    zone = ZoneInfo(wish.branch.time_zone)
    first = since.astimezone(zone).date()
    last = until_day or first + timedelta(days=DAYS_AHEAD)
    opening = opening_of(wish.branch, first, last)
    chairs = [wish.chair] if wish.chair else list(bookable_chairs(wish.branch))
    taken = _Taken(wish, first, last)
    found: list[Slot] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for slot in _of_day(wish, day, opening, chairs, taken, since):
            if only_at is None or slot.at == only_at:
                found.append(slot)
            if len(found) == limit:
                return found
    return found


class _Taken:
    """The time that is gone for each chair, and for the practitioner and the patient."""

    def __init__(self, wish: Wish, first: date, last: date) -> None:
        doctor = wish.practitioner.pk if wish.practitioner else None
        patient = wish.patient.pk if wish.patient else None
        rows = taken_times(wish.branch, first, last, practitioner=doctor, patient=patient)
        rows = [row for row in rows if row.pk != wish.visit_id]
        self.people = union(
            _time(row)
            for row in rows
            if (doctor and row.practitioner_id == doctor) or (patient and row.patient_id == patient)
        )
        self.chairs: dict[int, list[Interval]] = {}
        for row in rows:
            if row.chair_id:
                self.chairs.setdefault(row.chair_id, []).append(_time(row))


def _time(visit: Visit) -> Interval:
    if visit.starts_at is None:
        raise ValueError("only visits with a time take time")
    return visit.starts_at, until(visit)


def _of_day(
    wish: Wish, day: date, opening: Opening, chairs: list[Chair], taken: _Taken, since: datetime
) -> list[Slot]:
    """Each time once, with the first chair that is free then, in order."""
    hours = (
        opening.practitioner_on(wish.practitioner.pk, day) if wish.practitioner else opening.branch_on(day)
    )
    ahead = [(max(start, since), end) for start, end in hours if end > since]
    people = without(ahead, taken.people)
    slots: dict[datetime, Slot] = {}
    places: list[Chair | None] = [*chairs] or [None]
    for chair in places:
        free = people
        if chair is not None:
            free = without(common(people, opening.chair_on(chair.pk, day)), taken.chairs.get(chair.pk, []))
        for interval in free:
            for at in starts_within(interval, length=wish.minutes):
                slots.setdefault(at, Slot(at.astimezone(opening.zone), chair))
    return [slots[at] for at in sorted(slots)]
