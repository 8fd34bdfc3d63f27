"""Reads of the clinic itself."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from clinics.access import Person, assignments_of, reach_of
from clinics.enums import Role
from clinics.models import Branch, Clinic, Employee, JournalEntry, RoleAssignment, User


def the_clinic() -> Clinic | None:
    """The clinic of this deployment; None before the first set-up."""
    return Clinic.objects.order_by("pk").first()


def zone_of(user: Person) -> ZoneInfo:
    """Where the person works: the zone of the first branch of the roles, else of the first branch of the clinic."""
    own = next((row.branch.time_zone for row in assignments_of(user) if row.branch), None)
    return ZoneInfo(
        own or Branch.objects.order_by("pk").values_list("time_zone", flat=True).first() or "Europe/Moscow"
    )


def clinic_zone(clinic: Clinic) -> ZoneInfo:
    """The zone of the first branch; Moscow before there is one."""
    name = Branch.objects.filter(clinic=clinic).order_by("pk").values_list("time_zone", flat=True).first()
    return ZoneInfo(name or "Europe/Moscow")


def clinic_today(clinic: Clinic, now: datetime) -> date:
    """The local day of the clinic at the aware instant `now`."""
    return now.astimezone(clinic_zone(clinic)).date()


def branch_today(branch: Branch, now: datetime) -> date:
    """The local day of the branch at the aware instant `now`."""
    return now.astimezone(ZoneInfo(branch.time_zone)).date()


def employees_visible_to(user: Person, *, right: str = "R") -> QuerySet[Employee]:
    """Staff cards: of own branches, or only the own one."""
    reach = reach_of(user, "staff", right)
    if reach.everywhere:
        return Employee.objects.all()
    condition = Q(
        pk__in=Employee.branches.through.objects.filter(branch__in=reach.branches).values("employee")
    )
    if reach.own:
        condition |= Q(user_id=user.pk)
    return Employee.objects.filter(condition)


def practitioners_in(branches: QuerySet[Branch]) -> QuerySet[Employee]:
    """Those who can be booked in these branches, for choice lists."""
    there = Employee.branches.through.objects.filter(branch__in=branches).values("employee")
    return Employee.objects.filter(pk__in=there, is_practitioner=True, is_active=True).order_by("name_key")


def demo_logins() -> list[dict[str, Any]]:
    """One login per role of the invented demo clinic, for its sign-in page: role, its label, user. Else empty."""
    clinic = the_clinic()
    if clinic is None or not clinic.is_demo:
        return []
    rows = RoleAssignment.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    first: dict[str, User] = {}
    for row in rows:
        first.setdefault(row.role, row.user)
    return [{"role": role.value, "label": role.label, "user": first[role]} for role in Role if role in first]


def journal_visible_to(user: Person) -> QuerySet[JournalEntry]:
    """Journal lines of own branches (by the line's branch or its actor's), or all of them."""
    reach = reach_of(user, "journal")
    if reach.everywhere:
        return JournalEntry.objects.all()
    colleagues = RoleAssignment.objects.filter(branch__in=reach.branches).values("user")
    return JournalEntry.objects.filter(
        Q(branch_id__in=reach.branches) | Q(branch_id=None, actor__in=colleagues)
    )
