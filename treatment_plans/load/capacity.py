"""How many minutes a chair, a practitioner or a specialty works in a week: the opening hours, exceptions and holidays."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from clinics.models import Branch, Chair, Employee
from clinics.selectors.opening import Interval, Opening, minutes_of, opening_of

WEEK = timedelta(days=7)

Capacity = dict[int, Counter[date]]  # key (chair, practitioner, specialty; 0 = none) → Monday → minutes


def capacity_by_chair(branches: Iterable[Branch], mondays: Sequence[date]) -> Capacity:
    """Minutes of each active chair in each week."""
    found: Capacity = {}
    for branch in branches:
        opening = _opening(branch, mondays)
        for chair in Chair.objects.filter(branch=branch, is_active=True):
            found[chair.pk] = _by_week(opening, opening.chair_on, chair.pk, mondays, employee=None)
    return found


def capacity_by_practitioner(branches: Iterable[Branch], mondays: Sequence[date]) -> Capacity:
    """Minutes of each active practitioner in each week.

    Without own hours anywhere a practitioner is counted in the first branch alone: nobody works in two at once.
    """
    found: Capacity = defaultdict(Counter)
    for branch in branches:
        opening = _opening(branch, mondays)
        for employee in _practitioners(branch):
            if _works_in(employee, branch, opening):
                weeks = _by_week(opening, opening.practitioner_on, employee.pk, mondays, employee=employee.pk)
                found[employee.pk].update(weeks)
    return found


def capacity_by_specialty(branches: Iterable[Branch], mondays: Sequence[date]) -> Capacity:
    """Minutes of the practitioners of each specialty; 0 gathers those without one."""
    people = capacity_by_practitioner(branches, mondays)
    specialties = dict(Employee.objects.filter(pk__in=people).values_list("pk", "specialty_id"))
    found: Capacity = defaultdict(Counter)
    for employee, weeks in people.items():
        found[specialties[employee] or 0].update(weeks)
    return found


def _opening(branch: Branch, mondays: Sequence[date]) -> Opening:
    return opening_of(branch, mondays[0], mondays[-1] + WEEK - timedelta(days=1))


def _practitioners(branch: Branch) -> Iterable[Employee]:
    found = Employee.objects.filter(branches=branch, is_practitioner=True, is_active=True)
    return found.prefetch_related("branches", "working_hours").order_by("pk")


def _works_in(employee: Employee, branch: Branch, opening: Opening) -> bool:
    if employee.pk in opening.week_of_employee:
        return True
    if any(row.branch_id for row in employee.working_hours.all()):
        return False
    return branch.pk == min(b.pk for b in employee.branches.all())


def _by_week(
    opening: Opening,
    hours_on: Callable[[int, date], list[Interval]],
    key: int,
    mondays: Sequence[date],
    *,
    employee: int | None,
) -> Counter[date]:
    """Ordinary weekdays are counted once: 26 weeks of 30 people would be 5,000 walks through the same hours."""
    known: dict[Hashable, int] = {}
    weeks: Counter[date] = Counter()
    for monday in mondays:
        for day in (monday + timedelta(days=n) for n in range(7)):
            sort = day if _is_odd(opening, day, employee) else day.weekday()
            if sort not in known:
                known[sort] = minutes_of(hours_on(key, day))
            weeks[monday] += known[sort]
    return weeks


def _is_odd(opening: Opening, day: date, employee: int | None) -> bool:
    """A day with hours of its own, a holiday, or one on which the clocks change."""
    changes = _offset(opening, day) != _offset(opening, day + timedelta(days=1))
    return changes or day in opening.holidays or bool({(None, day), (employee, day)} & opening.days.keys())


def _offset(opening: Opening, day: date) -> timedelta | None:
    return datetime.combine(day, time(0), opening.zone).utcoffset()
