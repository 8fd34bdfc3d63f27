"""When a branch, a practitioner or a chair works: the week, the days that differ from it, the public holidays.

    opening = opening_of(branch, monday, sunday)      # three queries, however long the stretch
    opening.branch_on(day)                            # [(start, end), …], aware, in the branch's zone
    opening.practitioner_on(employee.pk, day)
    opening.chair_on(chair.pk, day)

Local times become instants day by day, so a day on which the clocks change is right: a time that does not exist moves
on by the hour that is lost, an end that exists twice is the later one. Two aware times of one zone subtract by the
clock on the wall; `minutes_of` counts the time that really passes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from clinics.models import Branch, Chair, DayHours, Employee, Holiday, WorkingHours

Interval = tuple[datetime, datetime]
Stretch = tuple[time, time]  # local; an end of 00:00 is the midnight that ends the day
MIDNIGHT = time(0)


@dataclass(frozen=True)
class Opening:
    """The working hours of one branch between two days, read at once. None as a key of `days` is the branch itself."""

    zone: ZoneInfo
    works_on_holidays: bool
    week: dict[int, list[Stretch]]
    week_of_employee: dict[int, dict[int, list[Stretch]]]
    week_of_chair: dict[int, dict[int, list[Stretch]]]
    days: dict[tuple[int | None, date], list[Stretch]]
    holidays: dict[date, Holiday]
    notes: dict[tuple[int | None, date], str]

    @property
    def is_known(self) -> bool:
        """False while nobody has said when the branch works: it then has no open time at all."""
        return bool(self.week)

    def branch_on(self, day: date) -> list[Interval]:
        """When the branch is open that day, in order; empty = closed."""
        return self._intervals(day, self._branch_stretches(day))

    def practitioner_on(self, employee_id: int, day: date) -> list[Interval]:
        """When the employee works here that day: own hours within the branch's; without own hours, the branch's."""
        own_week = self.week_of_employee.get(employee_id)
        own = self.days.get((employee_id, day))
        if own is None and own_week is not None:
            own = own_week.get(self._weekday(day), [])
        return self._within_branch(own, day)

    def chair_on(self, chair_id: int, day: date) -> list[Interval]:
        """When the chair can be booked that day: its own hours within the branch's; without own hours, the branch's."""
        week = self.week_of_chair.get(chair_id)
        return self._within_branch(None if week is None else week.get(self._weekday(day), []), day)

    def note_on(self, day: date, employee_id: int | None = None) -> str:
        """Why the day differs: the reason written down, else the holiday's name; empty on an ordinary day."""
        holiday = self.holidays.get(day)
        return self.notes.get((employee_id, day)) or (holiday.name if holiday and not employee_id else "")

    def _within_branch(self, own: list[Stretch] | None, day: date) -> list[Interval]:
        if own is None:
            return self.branch_on(day)
        intervals = self._intervals(day, own)
        if not self.is_known and (None, day) not in self.days:
            return intervals
        return _common(intervals, self.branch_on(day))

    def _weekday(self, day: date) -> int:
        """The weekday whose hours count: a working Saturday on which the branch has none takes those of `works_as`."""
        holiday = self.holidays.get(day)
        if holiday and holiday.works_as is not None and not self.week.get(day.weekday()):
            return holiday.works_as
        return day.weekday()

    def _branch_stretches(self, day: date) -> list[Stretch]:
        if (exception := self.days.get((None, day))) is not None:
            return exception
        holiday = self.holidays.get(day)
        if holiday and holiday.works_as is None and not self.works_on_holidays:
            return []
        return self.week.get(self._weekday(day), [])

    def _intervals(self, day: date, stretches: Iterable[Stretch]) -> list[Interval]:
        found: list[Interval] = []
        for starts, ends in sorted(stretches):
            begin, end = _instant(day, starts, self.zone), _end(day, ends, self.zone)
            if found and _utc(begin) <= _utc(found[-1][1]):
                found[-1] = (found[-1][0], max(found[-1][1], end, key=_utc))
            elif _utc(begin) < _utc(end):
                found.append((begin, end))
        return found


def opening_of(branch: Branch, first: date, last: date) -> Opening:
    """The working hours of the branch, its practitioners and chairs from `first` to `last`, both included."""
    week: dict[int, list[Stretch]] = defaultdict(list)
    employees: dict[int, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    chairs: dict[int, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for row in WorkingHours.objects.filter(Q(branch=branch) | Q(chair__branch=branch)):
        own = (
            employees[row.employee_id] if row.employee_id
            else chairs[row.chair_id] if row.chair_id
            else week
        )  # fmt: skip
        own[row.weekday].append((row.starts, row.ends))
    days, notes = _days(branch, first, last)
    holidays = Holiday.objects.filter(clinic_id=branch.clinic_id, day__range=(first, last))
    return Opening(
        zone=ZoneInfo(branch.time_zone),
        works_on_holidays=branch.works_on_holidays,
        week=dict(week),
        week_of_employee=dict(employees),
        week_of_chair=dict(chairs),
        days=days,
        holidays={row.day: row for row in holidays},
        notes=notes,
    )


def open_intervals(branch: Branch, day: date) -> list[Interval]:
    """When the branch is open that day: aware (start, end) in its zone, in order. For many days: `opening_of`."""
    return opening_of(branch, day, day).branch_on(day)


def practitioner_intervals(employee: Employee, branch: Branch, day: date) -> list[Interval]:
    """When the employee works in the branch that day. For many: `opening_of`."""
    return opening_of(branch, day, day).practitioner_on(employee.pk, day)


def chair_intervals(chair: Chair, day: date) -> list[Interval]:
    """When the chair can be booked that day. For many: `opening_of`."""
    return opening_of(chair.branch, day, day).chair_on(chair.pk, day)


def minutes_of(intervals: Iterable[Interval]) -> int:
    """Minutes that really pass in these intervals, whatever the clocks do meanwhile."""
    return sum(int((_utc(end) - _utc(start)).total_seconds()) // 60 for start, end in intervals)


def _days(
    branch: Branch, first: date, last: date
) -> tuple[dict[tuple[int | None, date], list[Stretch]], dict[tuple[int | None, date], str]]:
    days: dict[tuple[int | None, date], list[Stretch]] = {}
    notes: dict[tuple[int | None, date], str] = {}
    rows = DayHours.objects.filter(Q(branch=branch) | Q(branch=None), day__range=(first, last))
    for row in rows.order_by("pk"):
        stretches = days.setdefault((row.employee_id, row.day), [])
        if row.starts is not None and row.ends is not None:
            stretches.append((row.starts, row.ends))
        notes[row.employee_id, row.day] = row.note
    return days, notes


def _instant(day: date, clock: time, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """The instant of a local time; one that the clocks skip comes out later by what is skipped (with `fold` 0)."""
    return datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC).astimezone(zone)


def _end(day: date, clock: time, zone: ZoneInfo) -> datetime:
    if clock == MIDNIGHT:
        return _instant(day + timedelta(days=1), clock, zone)
    return max((_instant(day, clock, zone, fold=fold) for fold in (0, 1)), key=_utc)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _common(ours: list[Interval], theirs: list[Interval]) -> list[Interval]:
    """What lies in both lists; each is in order and without overlaps."""
    pairs = ((max(a, c, key=_utc), min(b, d, key=_utc)) for a, b in ours for c, d in theirs)
    return [(start, end) for start, end in pairs if _utc(start) < _utc(end)]
