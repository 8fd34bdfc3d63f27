"""Rights of a login: read from the database on every request, never from the session.

Forbidden looks like absent: what a person may not see answers 404. Anonymous visitors are sent to the login page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from clinics.access_matrix import CURATOR_OBJECTS, ROW_SCOPES, Grant, Scope, grants
from clinics.enums import Role
from clinics.models import Branch, Employee, RoleAssignment, SecondFactorRole, User

Person = User | AnonymousUser
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Reach:
    """How far one right of one person goes. `assigned` and `own` count only beside `employee`."""

    everywhere: bool = False
    branches: frozenset[int] = frozenset()
    assigned: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    employee: int | None = None

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.branches or self.assigned or self.own)

    def covers_branch(self, branch_id: int) -> bool:
        """May act on whatever lies in this branch (not just on assigned rows)."""
        return self.everywhere or branch_id in self.branches

    def in_branches(self, path: str) -> Q:
        """Rows whose branch (at `path`) is within the whole-branch part of the reach."""
        return Q() if self.everywhere else Q(**{f"{path}__in": self.branches})


@dataclass(frozen=True)
class ApiAccess:
    """What a token's login may do in one request; it has no roles. `branches` None means every branch."""

    rights: dict[str, frozenset[str]]
    branches: frozenset[int] | None

    def reach(self, obj: str, right: str) -> Reach:
        if right not in self.rights.get(obj, ()):
            return Reach()
        return Reach(everywhere=True) if self.branches is None else Reach(branches=self.branches)


def act_by_api(user: User, access: ApiAccess) -> None:
    """From here on this object of a login has the rights of a token, and those only."""
    user.__dict__["_api"] = access


def _api_access(user: Person) -> ApiAccess | None:
    return user.__dict__.get("_api")


def assignments_of(user: Person) -> list[RoleAssignment]:
    """The person's roles with their branches: one query a request (request.user is made anew for each)."""
    if not user.is_authenticated or not user.is_active:
        return []
    if "_assignments" not in user.__dict__:
        asked = Exists(SecondFactorRole.objects.filter(role=OuterRef("role")))
        rows = RoleAssignment.objects.filter(user_id=user.pk).select_related("branch").order_by("pk")
        rows = rows.annotate(needs_second_factor=asked)
        user.__dict__["_assignments"] = list(rows)
    return user.__dict__["_assignments"]


def roles_of(user: Person) -> frozenset[Role]:
    return frozenset(Role(row.role) for row in assignments_of(user))


def needs_second_factor(user: Person) -> bool:
    """Whether one of the person's roles must bring a second factor; known with the roles, no query more."""
    return any(getattr(row, "needs_second_factor", False) for row in assignments_of(user))


def _all_branches(user: Person) -> frozenset[int]:
    if "_all_branches" not in user.__dict__:
        user.__dict__["_all_branches"] = frozenset(Branch.objects.values_list("pk", flat=True))
    return user.__dict__["_all_branches"]


def _branch_ids(user: Person, rows: Iterable[RoleAssignment]) -> frozenset[int]:
    rows = list(rows)
    if any(row.branch_id is None for row in rows):
        return _all_branches(user)
    return frozenset(row.branch_id for row in rows if row.branch_id)


def branches_of(user: Person, *roles: Role) -> QuerySet[Branch]:
    """The branches where the person holds one of `roles` (any role when none is named)."""
    if (api := _api_access(user)) and not roles:
        return Branch.objects.filter(*([] if api.branches is None else [Q(pk__in=api.branches)])).order_by(
            "pk"
        )
    rows = [row for row in assignments_of(user) if not roles or row.role in roles]
    return Branch.objects.filter(pk__in=_branch_ids(user, rows)).order_by("pk")


def employee_of(user: Person) -> Employee | None:
    """The staff card behind the login, if there is one: what "assigned" and "self" mean."""
    if not user.is_authenticated:
        return None
    if "_employee" not in user.__dict__:
        user.__dict__["_employee"] = Employee.objects.filter(user_id=user.pk, is_active=True).first()
    return user.__dict__["_employee"]


def _grants_of(row: RoleAssignment, obj: str) -> list[Grant]:
    found = list(grants(Role(row.role), obj))
    if (
        row.role == Role.ADMINISTRATOR
        and row.branch
        and not row.branch.has_curators
        and obj in CURATOR_OBJECTS
    ):
        found += [Grant(g.rights, Scope.BRANCH) for g in grants(Role.CURATOR, obj)]
    return found


def reach_of(user: Person, obj: str, right: str = "R") -> Reach:
    """Where the person may exercise `right` on `obj`. Roles add within a branch, never across."""
    if api := _api_access(user):
        return api.reach(obj, right)
    scoped: dict[Scope, list[RoleAssignment]] = {}
    for row in assignments_of(user):
        for grant in _grants_of(row, obj):
            if right in grant.rights and grant.scope in ROW_SCOPES:
                scoped.setdefault(grant.scope, []).append(row)
    employee = employee_of(user) if scoped.keys() & {Scope.ASSIGNED, Scope.SELF} else None
    network_wide = any(row.branch_id is None for row in scoped.get(Scope.BRANCH, []))
    return Reach(
        everywhere=Scope.ALL in scoped or network_wide,
        branches=_branch_ids(user, scoped.get(Scope.BRANCH, [])),
        assigned=_branch_ids(user, scoped.get(Scope.ASSIGNED, [])),
        own=_branch_ids(user, scoped.get(Scope.SELF, [])),
        employee=employee.pk if employee else None,
    )


def can(user: Person, right: str, obj: str) -> bool:
    """May the person exercise `right` on some row of `obj` at all? Which rows: the selector says."""
    if api := _api_access(user):
        return bool(api.reach(obj, right))
    return any(
        right in grant.rights and grant.scope in ROW_SCOPES
        for row in assignments_of(user)
        for grant in _grants_of(row, obj)
    )


def _guarded(view: View, allowed: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allowed(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def right_required(obj: str, right: str = "R") -> Callable[[View], View]:
    """The view needs `right` on `obj`; its rows still come from a scoping selector."""

    def decorate(view: View) -> View:
        guarded = _guarded(view, lambda user: can(user, right, obj))
        guarded.access = (obj, right)  # type: ignore[attr-defined]  # read by the sweep test
        return guarded

    return decorate


def role_required(*roles: Role) -> Callable[[View], View]:
    """The view belongs to these roles, whatever the objects on it; any role when none is named."""

    def decorate(view: View) -> View:
        wanted = frozenset(roles or Role)
        guarded = _guarded(view, lambda user: bool(roles_of(user) & wanted))
        guarded.access = wanted  # type: ignore[attr-defined]  # read by the sweep test
        return guarded

    return decorate
