"""Reads of logins, for those who open and close them."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from clinics.access import Person, can
from clinics.models import RoleAssignment, RoleRequest, User


def logins_visible_to(user: Person) -> QuerySet[User]:
    """All logins of people, with `has_second_factor` and their roles, to those who keep them; else none."""
    if not can(user, "R", "logins"):
        return User.objects.none()
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    roles = RoleAssignment.objects.select_related("branch").order_by("pk")
    rows = (
        User.objects.filter(api_token=None)
        .annotate(has_second_factor=Exists(factor))
        .select_related("employee")
    )
    return rows.prefetch_related(Prefetch("role_assignments", roles))


def roles_asked_for(user: Person | None = None) -> QuerySet[RoleRequest]:
    """Roles that wait for an owner: all of them, or those for one login."""
    rows = (
        RoleRequest.objects.filter(is_given=None)
        .select_related("user", "branch", "asked_by")
        .order_by("asked_at")
    )
    return rows if user is None else rows.filter(user=user.pk)
