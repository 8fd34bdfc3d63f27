"""Forward load: per week, the minutes booked and the minutes that agreed lines will likely bring, against capacity.

The weeks are calendar weeks from the next Monday on; a line's age is its full weeks on that Monday since the agreement.
Of a line that is scheduled the booking counts, not the line.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import DateField, F, Func, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncWeek

from clinics.models import Branch, Employee, Service
from treatment_plans.enums import ItemStatus
from treatment_plans.load import capacity
from treatment_plans.load.capacity import WEEK, Capacity
from treatment_plans.load.curve import Curves
from treatment_plans.load.visits import booked_visits, usual_chairs
from treatment_plans.models import PlanItem

Expected = dict[int, dict[date, float]]  # key → Monday → minutes

WEEKS = 26


class By(StrEnum):
    """What a row of the picture is."""

    SPECIALTY = "specialty"
    PRACTITIONER = "practitioner"
    CHAIR = "chair"


CAPACITY: Mapping[By, Callable[[Sequence[Branch], Sequence[date]], Capacity]] = {
    By.SPECIALTY: capacity.capacity_by_specialty,
    By.PRACTITIONER: capacity.capacity_by_practitioner,
    By.CHAIR: capacity.capacity_by_chair,
}


@dataclass(frozen=True)
class Cell:
    """One week of one row, in minutes: `booked` is sure, `expected` is what agreed lines bring on average."""

    week: date
    booked: int
    expected: float
    capacity: int

    @property
    def share(self) -> float | None:
        """The filled share of the capacity; None in a week without any."""
        return (self.booked + self.expected) / self.capacity if self.capacity else None


@dataclass(frozen=True)
class Row:
    """One chair, practitioner or specialty; key 0 = not known."""

    key: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Load:
    """The picture: rows in the order of their keys, and all of them together."""

    weeks: tuple[date, ...]
    rows: tuple[Row, ...]
    signed_minutes: int

    @property
    def total(self) -> tuple[Cell, ...]:
        return tuple(_sum(week, [row.cells[n] for row in self.rows]) for n, week in enumerate(self.weeks))

    @property
    def weeks_signed_for(self) -> float | None:
        """Booked and agreed minutes, in weeks of full work; None without capacity."""
        total = self.total
        minutes = sum(cell.capacity for cell in total)
        return self.signed_minutes * len(total) / minutes if minutes else None


def coming_weeks(today: date, weeks: int = WEEKS) -> tuple[date, ...]:
    """The Mondays from the next one on."""
    first = today + timedelta(days=7 - today.weekday())
    return tuple(first + n * WEEK for n in range(weeks))


def forward_load(
    branches: Sequence[Branch], curves: Curves, *, by: By, today: date, weeks: int = WEEKS
) -> Load:
    """The forward load of these branches."""
    mondays = coming_weeks(today, weeks)
    booked = booked_minutes(branches, mondays, by=by)
    expected, agreed_minutes = _expected(branches, curves, mondays, by=by, today=today)
    available = CAPACITY[by](branches, mondays)
    keys = sorted({*booked, *expected, *available})
    rows = [Row(key, _cells(key, mondays, booked, expected, available)) for key in keys]
    signed = agreed_minutes + sum(sum(minutes.values()) for minutes in booked.values())
    return Load(mondays, tuple(rows), signed)


def _cells(
    key: int, mondays: Sequence[date], booked: Capacity, expected: Expected, available: Capacity
) -> tuple[Cell, ...]:
    sure, likely, whole = booked.get(key, Counter()), expected.get(key, {}), available.get(key, Counter())
    return tuple(Cell(week, sure[week], likely.get(week, 0.0), whole[week]) for week in mondays)


def waiting_lines(branches: Sequence[Branch], monday: date) -> QuerySet[PlanItem]:
    """Agreed lines that count, with nothing booked.

    Each with `worker` (the performer, else the plan's practitioner), `left` (minutes of the sessions to come) and
    `age` (full weeks on that Monday since the agreement).
    """
    age = Func(
        Value(monday, DateField()),
        F("agreed_on"),
        template="greatest(0, (%(expressions)s) / 7)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    lines = PlanItem.objects.filter(
        plan__branch__in=branches,
        status=ItemStatus.AGREED,
        awaits_review="",
        counts=True,
        agreed_on__lt=monday,
    )
    left = (F("minutes") * (F("sessions") - F("sessions_done")) + F("sessions") - 1) / F("sessions")
    return lines.annotate(worker=Coalesce("performer", "plan__practitioner"), left=left, age=age)


@dataclass(frozen=True)
class Specialties:
    """Whose work a line is: the service's specialty, else the worker's; 0 = nobody has said."""

    of_service: Mapping[int, int | None]
    of_worker: Mapping[int, int | None]

    def of(self, service: int | None, worker: int | None) -> int:
        return self.of_service.get(service or 0) or self.of_worker.get(worker or 0) or 0


def read_specialties(clinic_id: int) -> Specialties:
    """Both lists at once: joining them to each of 100,000 lines takes longer than all the rest."""
    return Specialties(
        dict(Service.objects.filter(clinic=clinic_id).values_list("pk", "specialty_id")),
        dict(Employee.objects.filter(clinic=clinic_id).values_list("pk", "specialty_id")),
    )


VISIT_KEYS = {By.SPECIALTY: "of_specialty", By.PRACTITIONER: "practitioner", By.CHAIR: "chair"}


def booked_minutes(branches: Sequence[Branch], mondays: Sequence[date], *, by: By) -> Capacity:
    """Minutes of visits by key and week."""
    visits = booked_visits(branches, mondays[0], mondays[-1] + WEEK - timedelta(days=1))
    rows = (
        visits.annotate(week=TruncWeek("day"))
        .values_list(VISIT_KEYS[by], "week")
        .annotate(total=Sum("minutes"))
        .order_by()
    )
    found: Capacity = defaultdict(Counter)
    for key, week, minutes in rows:
        found[key or 0][week] += minutes
    return found


def shares_of(
    by: By, specialty: int, practitioner: int, chairs: Mapping[int, Mapping[int, float]]
) -> Mapping[int, float]:
    """To which rows a line of this specialty and practitioner belongs, and with what share of its minutes."""
    if by == By.SPECIALTY:
        return {specialty: 1.0}
    if by == By.PRACTITIONER:
        return {practitioner: 1.0}
    return chairs.get(specialty) or {0: 1.0}


def _expected(
    branches: Sequence[Branch], curves: Curves, mondays: Sequence[date], *, by: By, today: date
) -> tuple[Expected, int]:
    """Expected minutes by key and week, and all the minutes agreed to. Lines of one kind and age are one group."""
    chairs = usual_chairs(branches, today=today) if by == By.CHAIR else {}
    found: dict[int, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    total = 0
    for specialty, practitioner, age, minutes in _groups(branches, mondays[0], by):
        total += minutes
        curve = curves.of(specialty)
        chances = [curve.chance(age, n) for n in range(1, len(mondays) + 1)]
        for key, share in shares_of(by, specialty, practitioner, chairs).items():
            row = found[key]
            for week, chance in zip(mondays, chances, strict=True):
                row[week] += minutes * share * chance
    return found, total


def _groups(branches: Sequence[Branch], monday: date, by: By) -> Iterator[tuple[int, int, int, int]]:
    """(specialty, practitioner or 0 where nobody asks, age, minutes) of all waiting lines."""
    if not branches:
        return
    specialties = read_specialties(branches[0].clinic_id)
    groups: Counter[tuple[int, int, int]] = Counter()
    rows = waiting_lines(branches, monday).values_list("service", "worker", "age")  # type: ignore[misc]  # annotations
    for service, worker, age, minutes in rows.annotate(total=Sum("left")).order_by():
        person = worker or 0 if by == By.PRACTITIONER else 0
        groups[specialties.of(service, worker), person, age] += minutes
    for (specialty, practitioner, age), minutes in groups.items():
        yield specialty, practitioner, age, minutes


def _sum(week: date, cells: Sequence[Cell]) -> Cell:
    return Cell(
        week,
        sum(cell.booked for cell in cells),
        sum(cell.expected for cell in cells),
        sum(cell.capacity for cell in cells),
    )
