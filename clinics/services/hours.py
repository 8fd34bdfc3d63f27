"""Working hours: the week and the days that differ from it, of a branch, a chair or an employee."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction

from clinic_crm.lib.clock import Stretch
from clinics.models import Branch, Chair, DayHours, Employee, User, WorkingHours
from clinics.services.journal import record_action

Week = Mapping[int, Iterable[Stretch]]
LONGEST_LEAVE = timedelta(days=366)


@transaction.atomic
def set_week(
    branch: Branch,
    week: Week,
    *,
    employee: Employee | None = None,
    chair: Chair | None = None,
    by: User,
    now: datetime,
) -> None:
    """Replace the week (weekday → stretches) of the branch, or of its chair, or of the employee in it.

    An empty week of a chair or an employee means: the branch's hours.
    """
    owner = {"chair": chair} if chair else {"branch": branch, "employee": employee}
    WorkingHours.objects.filter(**owner).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(**owner, weekday=weekday, starts=starts, ends=ends)
        for weekday, stretches in week.items()
        for starts, ends in stretches
    )
    record_action(by, "hours_set", chair or employee or branch, now=now, branch_id=branch.pk)


@transaction.atomic
def set_days(
    first: date,
    last: date,
    stretches: Iterable[Stretch],
    *,
    branch: Branch | None = None,
    employee: Employee | None = None,
    note: str = "",
    by: User,
    now: datetime,
) -> int:
    """Other hours on each day from `first` to `last` (none = closed, on leave), instead of what was set before.

    Of the branch; of the employee in the branch; or of the employee everywhere. Returns the number of days.
    """
    if not timedelta() <= last - first <= LONGEST_LEAVE:
        raise ValueError("the last day must follow the first within a year")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    DayHours.objects.filter(branch=branch, employee=employee, day__range=(first, last)).delete()
    pieces: list[tuple[time | None, time | None]] = [*stretches] or [(None, None)]
    DayHours.objects.bulk_create(
        DayHours(branch=branch, employee=employee, day=day, starts=starts, ends=ends, note=note)
        for day in days
        for starts, ends in pieces
    )
    _record(branch, employee, "days_set", first, last, by=by, now=now)
    return len(days)


@transaction.atomic
def clear_days(
    first: date, last: date, *, branch: Branch | None, employee: Employee | None, by: User, now: datetime
) -> None:
    """The days from `first` to `last` follow the week again."""
    DayHours.objects.filter(branch=branch, employee=employee, day__range=(first, last)).delete()
    _record(branch, employee, "days_cleared", first, last, by=by, now=now)


def _record(
    branch: Branch | None,
    employee: Employee | None,
    verb: str,
    first: date,
    last: date,
    *,
    by: User,
    now: datetime,
) -> None:
    details = {"from": first.isoformat(), "to": last.isoformat()}
    record_action(
        by, verb, employee or branch, now=now, branch_id=branch.pk if branch else None, details=details
    )
