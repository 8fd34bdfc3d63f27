"""The calendar of a branch: who is where when, and what is still free. Five to seven queries, however many visits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from clinics.access import Person, reach_of
from clinics.models import Branch, Chair, Employee
from clinics.selectors import practitioners_in
from clinics.selectors.opening import Opening, opening_of
from patients.enums import OCCUPYING, VisitStatus
from patients.models import Visit
from patients.schedule import Interval, minutes, union, without
from patients.selectors.visits import visits_visible_to

CHAIR, PRACTITIONER = "chair", "practitioner"
SHOWN = (
    *OCCUPYING,
    VisitStatus.COMPLETED,
    VisitStatus.NO_SHOW,
)  # a cancelled visit takes no place on the board


@dataclass
class Line:
    """One chair or practitioner on one day: the working time, what of it lies ahead of now, and what of that is free."""

    key: int | None
    name: str
    note: str
    day: date
    open: list[Interval]
    visits: list[Visit] = field(default_factory=list)
    ahead: list[Interval] = field(default_factory=list)
    free: list[Interval] = field(default_factory=list)

    @property
    def free_minutes(self) -> int:
        return minutes(self.free)

    @property
    def ahead_minutes(self) -> int:
        return minutes(self.ahead)


@dataclass
class Board:
    """The lines of some days. `hidden`: visits that the person may not see in detail, only that the time is taken."""

    branch: Branch
    by: str
    days: list[date]
    lines: list[Line]
    untimed: list[Visit]
    hidden: frozenset[int]
    is_known: bool
    notes: dict[date, str]

    @property
    def free_minutes(self) -> int:
        return sum(line.free_minutes for line in self.lines if line.key is not None)

    @property
    def ahead_minutes(self) -> int:
        return sum(line.ahead_minutes for line in self.lines if line.key is not None)

    def visits(self) -> Iterable[Visit]:
        """Those with a time, each once."""
        return (visit for line in self.lines for visit in line.visits)


def board_of(
    user: Person, branch: Branch, first: date, last: date, *, by: str, only: int | None = None, now: datetime
) -> Board:
    """The branch's calendar from `first` to `last` by chair or practitioner; `only` one of them when given.

    Whose reach is the own visits sees the own line alone; who sees assigned patients gets the rest as taken time.
    """
    reach = reach_of(user, "visits")
    whole = reach.covers_branch(branch.pk)
    if not whole and branch.pk not in reach.assigned and reach.employee is not None:
        by, only = PRACTITIONER, reach.employee
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    opening = opening_of(branch, first, last)
    visits = list(_visits(branch, first, last))
    if only is not None:
        visits = [visit for visit in visits if getattr(visit, f"{by}_id") == only]
    hidden: frozenset[int] = frozenset()
    if not whole:
        seen = visits_visible_to(user).filter(branch=branch, day__range=(first, last))
        hidden = frozenset({visit.pk for visit in visits} - set(seen.values_list("pk", flat=True)))
    lines = _lines(_resources(branch, by, only), opening, days, visits, by)
    for line in lines:
        _count_free(line, now)
    return Board(
        branch=branch,
        by=by,
        days=days,
        lines=[line for line in lines if line.key is not None or line.visits],
        untimed=[visit for visit in visits if visit.starts_at is None],
        hidden=hidden,
        is_known=opening.is_known,
        notes={day: note for day in days if (note := opening.note_on(day))},
    )


def until(visit: Visit) -> datetime:
    """When a visit with a time ends."""
    if visit.starts_at is None:
        raise ValueError("a visit without a time has no end")
    return visit.starts_at + timedelta(minutes=visit.minutes)


def bookable_chairs(branch: Branch) -> QuerySet[Chair]:
    return Chair.objects.filter(branch=branch, is_active=True).order_by("name", "pk")


def _visits(branch: Branch, first: date, last: date) -> QuerySet[Visit]:
    rows = Visit.objects.filter(branch=branch, day__range=(first, last), status__in=SHOWN)
    rows = rows.select_related("patient", "practitioner", "chair", "service", "specialty")
    return rows.order_by("starts_at", "pk")


def _resources(branch: Branch, by: str, only: int | None) -> list[tuple[int, str, str]]:
    """(id, name, note) of the chairs or practitioners that can be booked."""
    if by == CHAIR:
        chairs = bookable_chairs(branch)
        return [(row.pk, row.name, "") for row in (chairs.filter(pk=only) if only else chairs)]
    people: QuerySet[Employee] = practitioners_in(Branch.objects.filter(pk=branch.pk))
    people = people.select_related("specialty")
    if only:
        people = people.filter(pk=only)
    return [(row.pk, row.name, row.specialty.name if row.specialty else "") for row in people]


def _lines(
    resources: list[tuple[int, str, str]], opening: Opening, days: list[date], visits: list[Visit], by: str
) -> list[Line]:
    """A line per resource and day; former chairs and people that still have visits get one too, and nobody at all."""
    hours: Any = opening.chair_on if by == CHAIR else opening.practitioner_on
    of: dict[tuple[int | None, date], list[Visit]] = defaultdict(list)
    names: dict[int | None, tuple[str, str]] = {key: (name, note) for key, name, note in resources}
    for visit in visits:
        key = getattr(visit, f"{by}_id")
        if visit.starts_at is not None:
            of[key, visit.day].append(visit)
            if key not in names:
                names[key] = (str(getattr(visit, by) or ""), "")
    bookable = {key for key, _name, _note in resources}
    return [
        Line(key, name, note, day, hours(key, day) if key in bookable else [], of[key, day])
        for key, (name, note) in names.items()
        for day in days
    ]


def _count_free(line: Line, now: datetime) -> None:
    taken = [(visit.starts_at, until(visit)) for visit in line.visits if visit.starts_at and _takes(visit)]
    line.ahead = [(max(start, now), end) for start, end in line.open if end > now]
    line.free = without(line.ahead, union(taken))


def _takes(visit: Visit) -> bool:
    return visit.status in OCCUPYING or visit.status == VisitStatus.COMPLETED


def day_of(branch: Branch, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(branch.time_zone)).date()


def taken_times(
    branch: Branch, first: date, last: date, *, practitioner: int | None, patient: int | None
) -> list[Visit]:
    """Bookings of the branch, and those of the practitioner and the patient anywhere, that take time from `first` to `last`."""
    around = (first - timedelta(days=1), last + timedelta(days=1))
    mine = Q(branch=branch)
    if practitioner:
        mine |= Q(practitioner=practitioner)
    if patient:
        mine |= Q(patient=patient)
    rows = Visit.objects.filter(mine, day__range=around, status__in=OCCUPYING, starts_at__isnull=False)
    return list(rows.only("pk", "chair", "practitioner", "patient", "starts_at", "minutes"))
