"""Every URL × every role and the anonymous visitor × own, somebody else's, another branch's and no object.

The rows are in `tests/sweep_rows.py`, which says how to add one. Statuses and canaries come from the access matrix.
"""

from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clinics.access_matrix import ROW_SCOPES, Scope, grants
from clinics.enums import Role
from tests import sweep_rows
from tests.factories import make_branch, make_contact, make_employee, make_patient, make_visit, user_with_role
from tests.sweep_rows import Place, Row

pytestmark = pytest.mark.django_db

ROWS: dict[str, Row] = dict(sweep_rows.ROWS)
for file in sorted(Path(__file__).parent.glob("*/sweep.py")):
    ROWS |= import_module(f"tests.{file.parent.name}.sweep").ROWS

ASSIGNED, UNASSIGNED, FOREIGN, ABSENT = "assigned", "unassigned", "foreign", "absent"
GOOD = {
    200,
    201,
    204,
    301,
    302,
    303,
    400,
    409,
    422,
}  # the view was reached and answered; 404, 403, 5xx are not
ABSENT_OF = {int: 987_654_321, UUID: UUID(int=0)}


def _names(patterns, prefix="") -> list[str]:
    names: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names += _names(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            names.append(prefix + (pattern.name or f"<unnamed {pattern.pattern}>"))
    return names


# the API has a sweep of its own: tests/api/test_sweep.py
URL_NAMES = sorted({n for n in _names(get_resolver().url_patterns) if not n.startswith("api:")})


class World:
    """Two branches, a login with a staff card per role in the first one, three places with a canary each."""

    def __init__(self) -> None:
        here, there = make_branch(name="Здешний"), make_branch(name="Дальний")
        self.users = {role: user_with_role(role, here, language="ru") for role in Role}
        staff = {
            role: make_employee(
                branch=here,
                user=user,
                is_practitioner=role == Role.PRACTITIONER,
                is_curator=role == Role.CURATOR,
            )
            for role, user in self.users.items()
        }
        other_doctor, other_curator = make_employee(branch=here), make_employee(branch=here)
        far_doctor, far_curator = make_employee(branch=there), make_employee(branch=there)
        self.places = {
            ASSIGNED: self._place(ASSIGNED, here, staff[Role.PRACTITIONER], staff[Role.CURATOR], "Канарсвой"),
            UNASSIGNED: self._place(UNASSIGNED, here, other_doctor, other_curator, "Канарничей"),
            FOREIGN: self._place(FOREIGN, there, far_doctor, far_curator, "Канарчужой"),
        }

    @staticmethod
    def _place(key, branch, practitioner, curator, canary) -> Place:
        patient = make_patient(branch=branch, last_name=canary, curator=curator, comment=canary)
        make_contact(patient, f"{canary.lower()}@example.org")
        make_visit(patient, branch=branch, practitioner=practitioner)
        return Place(key, branch, practitioner, curator, patient, canary)


def _sees(role: Role, obj: str, right: str, key: str) -> bool:
    """Does the matrix let `role` (in the first branch) reach an object of this place?"""
    reached = {
        Scope.ALL: True,
        Scope.BRANCH: key in (ASSIGNED, UNASSIGNED),
        Scope.ASSIGNED: key == ASSIGNED,
        Scope.SELF: key == ASSIGNED,
    }
    return any(right in g.rights and g.scope in ROW_SCOPES and reached[g.scope] for g in grants(role, obj))


def _may_enter(row: Row, role: Role) -> bool:
    if row.roles:
        return role in row.roles
    return any(_sees(role, row.obj, row.right, key) for key in (ASSIGNED, UNASSIGNED, FOREIGN))


def _allowed(row: Row, role: Role, key: str) -> bool:
    if key == ABSENT or role in row.strangers or not _may_enter(row, role):
        return False
    if row.roles and not row.within:
        return True
    return _sees(role, row.within or row.obj, row.right, key)


def _ask(client: Client, url: str, row: Row):
    """The answer, with whatever it changed undone."""
    with transaction.atomic():
        response = client.post(url, row.post) if row.post is not None else client.get(url + row.query)
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, body.decode(errors="replace") + str(response.headers)


def _targets(name: str, row: Row, world: World) -> dict[str, str]:
    """Place → address; a list page has the one address "" for all."""
    if row.make is None:
        return {"": reverse(name)}
    kwargs = {key: row.make(place) for key, place in world.places.items()}
    absent = {k: ABSENT_OF.get(type(v), v) for k, v in kwargs[FOREIGN].items()}
    if absent == kwargs[FOREIGN]:  # the object is named by a word
        absent = dict.fromkeys(absent, "absent")
    return {key: reverse(name, kwargs=value) for key, value in kwargs.items()} | {
        ABSENT: reverse(name, kwargs=absent)
    }


def test_sweep_has_a_row_for_every_url_and_no_other():
    assert [name for name in URL_NAMES if name not in ROWS] == []
    assert [name for name in ROWS if name not in URL_NAMES] == []


def _views(patterns, prefix="") -> dict[str, object]:
    views: dict[str, object] = {}
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            views |= _views(pattern.url_patterns, space)
        else:
            views[f"{prefix}{pattern.name}"] = pattern.callback
    return views


def test_guard_of_every_view_is_the_matrix_row_of_its_sweep():
    """A view that forgot its guard, or took another row's, fails here without a single request."""
    views = _views(get_resolver().url_patterns)
    wrong = {}
    for name, row in ROWS.items():
        guard = getattr(views[name], "access", None)
        is_open = row.public or row.roles == sweep_rows.EVERYBODY
        if (guard is None and not is_open) or (row.obj and guard != (row.obj, row.right)):
            wrong[name] = guard
    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in URL_NAMES if name in ROWS])
def test_sweep(name):
    row, world = ROWS[name], World()
    targets = _targets(name, row, world)
    for url in targets.values():
        status, body = _ask(Client(), url, row)
        leaked = [p.canary for p in world.places.values() if p.canary in body]
        if row.public:
            assert status in GOOD | {404}, (url, status)
        else:
            assert (status, leaked) == (302, []), f"anonymous at {url}"
    for role, user in world.users.items():
        client = Client()
        client.force_login(user)
        for key, url in targets.items():
            status, body = _ask(client, url, row)
            if not row.public:
                allowed = _may_enter(row, role) if key == "" else _allowed(row, role, key)
                assert (status in GOOD) is allowed and status in GOOD | {404}, (
                    f"{role} at {url} ({key}): {status}"
                )
            objects = [obj for obj in (row.obj, *row.also) if obj]
            hidden = [
                p for p in world.places.values() if not any(_sees(role, o, "R", p.key) for o in objects)
            ]
            assert [p.canary for p in hidden if p.canary.lower() in body.lower()] == [], f"{role} at {url}"
