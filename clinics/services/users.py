"""Logins: language, password, roles, end of service."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from clinics.enums import Role
from clinics.models import Branch, Employee, RoleAssignment, User
from clinics.services.journal import record_action
from clinics.services.sign_in import end_sessions


class OwnLoginError(Exception):
    """Nobody gives roles to, or closes, the own login."""


class RoleNotYoursError(Exception):
    """The person may not give or take this role."""


class LastOwnerError(Exception):
    """The clinic would be left without an owner or a system administrator who can sign in."""


# Who may hand out which roles: the owner any, the system administrator any but the owner's (4-eyes on the top).
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role),
    Role.SYSTEM: frozenset(Role) - {Role.OWNER},
}


def choose_language(user: User, language: str) -> None:
    """Keep the language of the login; a language that the product does not speak changes nothing."""
    if language in dict(settings.LANGUAGES) and user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)


def grantable_roles(by_roles: Iterable[Role]) -> frozenset[Role]:
    """The roles that somebody with `by_roles` may give or take."""
    return frozenset().union(*(MAY_GRANT.get(role, frozenset()) for role in by_roles))


@transaction.atomic
def create_login(
    *, username: str, last_name: str, first_name: str, email: str, language: str, employee: Employee | None,
    by: User, now: datetime,
) -> User:  # fmt: skip
    """A login without a password and without roles; the one-time link lets its person set the password."""
    user = User(username=username, last_name=last_name, first_name=first_name, email=email, language=language)
    user.set_unusable_password()
    user.save()
    if employee is not None:
        Employee.objects.filter(pk=employee.pk, user=None).update(user=user)
    record_action(by, "login_created", user, now=now)
    return user


@transaction.atomic
def change_login(
    user: User, *, last_name: str, first_name: str, email: str, language: str, by: User, now: datetime
) -> None:
    """The name and address behind a login."""
    user.last_name, user.first_name, user.email, user.language = last_name, first_name, email, language
    user.save(update_fields=["last_name", "first_name", "email", "language"])
    record_action(
        by, "changed", user, now=now, details={"fields": ["last_name", "first_name", "email", "language"]}
    )


@transaction.atomic
def give_role(
    user: User, role: Role, branch: Branch | None, *, by: User, by_roles: Iterable[Role], now: datetime
) -> bool:
    """Give a role in one branch (None = in every branch); False if it is held already.

    Raises OwnLoginError for the own login and RoleNotYoursError for a role out of the giver's reach.
    """
    _check_grant(user, role, by=by, by_roles=by_roles)
    _, is_new = RoleAssignment.objects.get_or_create(user=user, role=role, branch=branch)
    if is_new:
        branch_id = branch.pk if branch else None
        record_action(by, "role_given", user, now=now, branch_id=branch_id, details={"role": str(role)})
    return is_new


@transaction.atomic
def take_role(row: RoleAssignment, *, by: User, by_roles: Iterable[Role], now: datetime) -> None:
    """Take a role away; it counts no more from the person's next request. Raises as `give_role`, and LastOwnerError."""
    _check_grant(row.user, Role(row.role), by=by, by_roles=by_roles)
    row.delete()
    _check_somebody_is_left()
    record_action(
        by, "role_taken", row.user, now=now, branch_id=row.branch_id, details={"role": row.role}
    )  # fmt: skip


@transaction.atomic
def set_active(user: User, is_active: bool, *, by: User, by_roles: Iterable[Role], now: datetime) -> None:
    """Close or reopen a login. Closing ends its sessions; the row stays, the journal points at it.

    Raises OwnLoginError, RoleNotYoursError (a login with a role out of reach) and LastOwnerError.
    """
    for role in RoleAssignment.objects.filter(user=user).values_list("role", flat=True):
        _check_grant(user, Role(role), by=by, by_roles=by_roles)
    if user.pk == by.pk:
        raise OwnLoginError
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    if not is_active:
        end_sessions(user)
        _check_somebody_is_left()
    record_action(by, "login_opened" if is_active else "login_closed", user, now=now)


@transaction.atomic
def set_password(user: User, password: str, *, by: User, now: datetime, keep: str | None = None) -> None:
    """A new password ends every session of the login but `keep`."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, keep=keep)
    record_action(by, "password_set", user, now=now)


def _check_grant(user: User, role: Role, *, by: User, by_roles: Iterable[Role]) -> None:
    if user.pk == by.pk:
        raise OwnLoginError
    if role not in grantable_roles(by_roles):
        raise RoleNotYoursError


def _check_somebody_is_left() -> None:
    """Under a lock, so that two people cannot take each other's last role at once."""
    left = RoleAssignment.objects.select_for_update().filter(user__is_active=True)
    held = {row.role for row in left.filter(role__in=[Role.OWNER, Role.SYSTEM])}
    if Role.OWNER not in held:
        raise LastOwnerError
