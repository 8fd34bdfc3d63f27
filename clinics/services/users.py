"""Logins: language, password, roles, end of service."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from clinics.access import roles_of
from clinics.access_matrix import GIVEN_BY_OWNER
from clinics.enums import Role
from clinics.models import Branch, Employee, RoleAssignment, RoleRequest, User
from clinics.services.journal import record_action
from clinics.services.sign_in import end_sessions


class OwnLoginError(Exception):
    """Nobody gives roles to, or closes, the own login."""


class RoleNotYoursError(Exception):
    """Only an owner may do this: the role, or the login's role, is one that only an owner gives."""


class LastOwnerError(Exception):
    """The clinic would be left without an owner who can sign in."""


def choose_language(user: User, language: str) -> None:
    """Keep the language of the login; a language that the product does not speak changes nothing."""
    if language in dict(settings.LANGUAGES) and user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)


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
    user: User, role: Role, branch: Branch | None, *, by: User, now: datetime
) -> RoleAssignment | RoleRequest:
    """Give a role in one branch (None = in every branch), or ask the owner to, where only an owner may give it.

    Raises OwnLoginError for the own login. Giving or asking twice changes nothing.
    """
    _check_other(user, by=by)
    branch_id = branch.pk if branch else None
    details = {"role": str(role)}
    if role in GIVEN_BY_OWNER and Role.OWNER not in roles_of(by):
        asked, is_new = RoleRequest.objects.get_or_create(
            user=user, role=role, branch=branch, is_given=None, defaults={"asked_by": by, "asked_at": now}
        )
        if is_new:
            record_action(by, "role_asked", user, now=now, branch_id=branch_id, details=details)
        return asked
    row, is_new = RoleAssignment.objects.get_or_create(user=user, role=role, branch=branch)
    if is_new:
        record_action(by, "role_given", user, now=now, branch_id=branch_id, details=details)
    return row


@transaction.atomic
def decide_role(asked: RoleRequest, *, give: bool, by: User, now: datetime) -> None:
    """An owner gives or declines what was asked for. Raises OwnLoginError for the own role or the own request."""
    asked = (
        RoleRequest.objects.select_for_update(of=("self",)).select_related("user", "branch").get(pk=asked.pk)
    )
    if by.pk in (asked.user_id, asked.asked_by_id) or Role.OWNER not in roles_of(by):
        raise OwnLoginError
    if asked.is_given is not None:
        return
    asked.is_given, asked.decided_by, asked.decided_at = give, by, now
    asked.save(update_fields=["is_given", "decided_by", "decided_at"])
    if give:
        give_role(asked.user, Role(asked.role), asked.branch, by=by, now=now)
    else:
        record_action(
            by, "role_declined", asked.user, now=now, branch_id=asked.branch_id, details={"role": asked.role}
        )


@transaction.atomic
def take_role(row: RoleAssignment, *, by: User, now: datetime) -> None:
    """Take a role away; it counts no more from the person's next request.

    Raises OwnLoginError, RoleNotYoursError (only an owner takes what only an owner gives) and LastOwnerError.
    """
    _check_other(row.user, by=by)
    if row.role in GIVEN_BY_OWNER and Role.OWNER not in roles_of(by):
        raise RoleNotYoursError
    owners = _lock_owners() if row.role == Role.OWNER else set()
    details = {"role": row.role}
    record_action(by, "role_taken", row.user, now=now, branch_id=row.branch_id, details=details)
    _check_owner_is_left(owners - {row.pk}, is_asked=row.role == Role.OWNER)
    row.delete()


@transaction.atomic
def set_active(user: User, is_active: bool, *, by: User, now: datetime) -> None:
    """Close or reopen a login. Closing ends its sessions; the row stays, the journal points at it.

    Raises OwnLoginError, RoleNotYoursError (the login of an owner or manager) and LastOwnerError.
    """
    check_reach(user, by=by)
    owners = _lock_owners() if Role.OWNER in roles_of(user) else set()
    own = set(RoleAssignment.objects.filter(user=user).values_list("pk", flat=True))
    _check_owner_is_left(owners - own, is_asked=not is_active and bool(owners & own))
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    if not is_active:
        end_sessions(user)
    record_action(by, "login_opened" if is_active else "login_closed", user, now=now)


def check_reach(user: User, *, by: User) -> None:
    """Nobody works on the own login here, and only an owner on the login of an owner or manager. Raises."""
    _check_other(user, by=by)
    if Role.OWNER not in roles_of(by) and roles_of(user) & GIVEN_BY_OWNER:
        raise RoleNotYoursError


@transaction.atomic
def set_password(user: User, password: str, *, by: User, now: datetime, keep: str | None = None) -> None:
    """A new password ends every session of the login but `keep`."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, keep=keep)
    record_action(by, "password_set", user, now=now)


def _check_other(user: User, *, by: User) -> None:
    if user.pk == by.pk:
        raise OwnLoginError


def _lock_owners() -> set[int]:
    """The roles of owners who can sign in, locked: two people cannot take each other's last one at once."""
    rows = RoleAssignment.objects.select_for_update(of=("self",)).filter(
        role=Role.OWNER, user__is_active=True
    )
    return {row.pk for row in rows.order_by("pk")}


def _check_owner_is_left(left: set[int], *, is_asked: bool) -> None:
    if is_asked and not left:
        raise LastOwnerError
