"""Reads of exports that need a second person."""

from datetime import datetime

from django.db.models import F, Func, IntegerField, QuerySet

from clinics.access import Person, can
from clinics.access_matrix import MATRIX
from clinics.enums import ExportState
from clinics.models import ExportRequest, User


def export_requests_visible_to(user: Person) -> QuerySet[ExportRequest]:
    """Every request, to those who may decide; `rows` counts the frozen ones without reading them."""
    if not can(user, "R", "export_approvals"):
        return ExportRequest.objects.none()
    size = Func(F("ids"), function="cardinality", output_field=IntegerField())
    return ExportRequest.objects.annotate(rows=size).defer("ids").select_related("requested_by", "decided_by")


def exports_waiting_for(user: Person, *, now: datetime) -> QuerySet[ExportRequest]:
    """What this person may decide now: others' requests that have not lapsed."""
    rows = export_requests_visible_to(user).filter(
        state=ExportState.WAITING, requested_at__gt=now - ExportRequest.LIVES
    )
    return rows.exclude(requested_by=user.pk).order_by("requested_at")


def approvers_beside(user: Person) -> list[User]:
    """Who else could approve: active logins of the roles that the matrix names."""
    roles = [role for role, cell in MATRIX["export_approvals"].items() if any("A" in g.rights for g in cell)]
    people = User.objects.filter(is_active=True, role_assignments__role__in=roles).exclude(pk=user.pk or 0)
    return list(people.distinct().order_by("last_name", "username"))
