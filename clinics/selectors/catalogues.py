"""Reads of the catalogues, and how far somebody may change them."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from clinic_crm.lib.clock import Stretch
from clinics.access import Person, reach_of
from clinics.models import Branch, Chair, Clinic, DayHours, Employee, WorkingHours

Week = dict[int, list[Stretch]]


def branches_visible_to(user: Person, *, right: str = "R") -> QuerySet[Branch]:
    """Branches whose catalogue the person may read (or exercise `right` on), by name."""
    reach = reach_of(user, "catalogues", right)
    return Branch.objects.filter(reach.in_branches("pk")).order_by("name")


def may_change_network(user: Person, right: str = "U") -> bool:
    """What holds for every branch (price list, specialties, holidays) is changed by who answers for every branch."""
    reach = reach_of(user, "catalogues", right)
    return reach.everywhere or bool(
        reach.branches and not Branch.objects.exclude(pk__in=reach.branches).exists()
    )


def staff_changeable_by(user: Person) -> QuerySet[Employee]:
    """Staff whose hours and leaves the person may set: they work in a branch whose catalogue is theirs to change."""
    reach = reach_of(user, "catalogues", "U")
    if reach.everywhere:
        return Employee.objects.all()
    there = Employee.branches.through.objects.filter(branch__in=reach.branches)
    return Employee.objects.filter(pk__in=there.values("employee"))


def branches_with_counts(branches: QuerySet[Branch]) -> QuerySet[Branch]:
    """Adds `chair_count` and `staff_count` of those in use."""
    return branches.annotate(
        chair_count=Count("chairs", filter=Q(chairs__is_active=True), distinct=True),
        staff_count=Count("employees", filter=Q(employees__is_active=True), distinct=True),
    )


def weeks_of_branches(branches: Iterable[Branch]) -> dict[int, Week]:
    """Branch id → its week; a branch without hours has an empty one. One query."""
    weeks: dict[int, Week] = {branch.pk: {} for branch in branches}
    for row in WorkingHours.objects.filter(branch__in=weeks, employee=None).order_by("starts"):
        if row.branch_id:
            weeks[row.branch_id].setdefault(row.weekday, []).append((row.starts, row.ends))
    return weeks


def week_of(
    *, branch: Branch | None = None, employee: Employee | None = None, chair: Chair | None = None
) -> Week:
    """The own week of the chair, of the employee in the branch, or of the branch; empty where none is set."""
    owner = {"chair": chair} if chair else {"branch": branch, "employee": employee}
    week: Week = {}
    for row in WorkingHours.objects.filter(**owner).order_by("starts"):
        week.setdefault(row.weekday, []).append((row.starts, row.ends))
    return week


class OddDays(NamedTuple):
    """Days in a row that differ from the week in the same way."""

    first: date
    last: date
    stretches: list[Stretch]
    note: str
    branch: Branch | None


def odd_days(since: date, *, branch: Branch | None = None, employee: Employee | None = None) -> list[OddDays]:
    """Runs of days from `since` on, of the branch itself or of the employee in every branch, by date."""
    rows = DayHours.objects.filter(employee=employee, day__gte=since)
    if branch:
        rows = rows.filter(branch=branch)
    found: list[OddDays] = []
    ordered = rows.select_related("branch").order_by("branch", "day", "starts")
    for (place, day), same in groupby(ordered, key=lambda row: (row.branch, row.day)):
        pieces = list(same)
        stretches = [
            (row.starts, row.ends) for row in pieces if row.starts is not None and row.ends is not None
        ]
        one = OddDays(day, day, stretches, pieces[0].note, place)
        found[-1:] = _joined(found[-1], one) if found else [one]
    return sorted(found, key=lambda run: (run.first, run.last))


def _joined(before: OddDays, one: OddDays) -> list[OddDays]:
    follows = before.last + timedelta(days=1) == one.first
    if follows and (before.stretches, before.note, before.branch) == (one.stretches, one.note, one.branch):
        return [before._replace(last=one.last)]
    return [before, one]


def holiday_years(clinic: Clinic, today: date) -> list[int]:
    """Years with a tab: those in the calendar, this one and the next."""
    known = {row.year for row in clinic.holidays.dates("day", "year")}
    return sorted(known | {today.year, today.year + 1})
