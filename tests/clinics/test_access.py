import pytest
from django.contrib.auth.models import AnonymousUser

from clinics.access import branches_of, can, reach_of, roles_of
from clinics.access_matrix import MATRIX
from clinics.enums import Role
from clinics.models import RoleAssignment, User
from clinics.selectors import employees_visible_to
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.patients import patients_visible_to
from patients.selectors.visits import visits_visible_to
from tests.factories import (
    make_branch,
    make_employee,
    make_follow_up,
    make_patient,
    make_visit,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def test_matrix_gives_the_system_administrator_no_patient():
    assert [obj for obj, row in MATRIX.items() if Role.SYSTEM in row] == [
        "message_log", "unknown_queue", "staff", "logins", "system_state", "settings",
    ]  # fmt: skip


def test_nobody_can_without_a_role():
    assert can(AnonymousUser(), "R", "patients") is False
    user = user_with_role(Role.OWNER)
    user.is_active = False
    assert roles_of(user) == frozenset()


def test_role_counts_from_the_next_request():
    user = user_with_role(Role.ADMINISTRATOR, make_branch())
    assert can(user, "C", "patients") is True
    RoleAssignment.objects.all().delete()
    assert can(User.objects.get(pk=user.pk), "C", "patients") is False


def test_branches_of_adds_within_a_branch_never_across():
    here, there = make_branch(), make_branch()
    user = user_with_role(Role.ADMINISTRATOR, here)
    RoleAssignment.objects.create(user=user, role=Role.MARKETER, branch=there)
    assert list(branches_of(user)) == [here, there]
    assert reach_of(user, "patients").branches == {here.pk}
    assert reach_of(user, "marketing_templates", "U").everywhere is True


def test_patients_visible_to_branch_scope_takes_visitors_too():
    here, there = make_branch(), make_branch()
    own, visitor, foreign = make_patient(branch=here), make_patient(branch=there), make_patient(branch=there)
    make_visit(visitor, branch=here)
    assert set(patients_visible_to(user_with_role(Role.ADMINISTRATOR, here))) == {own, visitor}
    assert set(patients_visible_to(user_with_role(Role.MANAGER))) == {own, visitor, foreign}
    assert set(patients_visible_to(user_with_role(Role.OWNER, here))) == {own, visitor, foreign}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MARKETER, Role.SYSTEM])
def test_patients_visible_to_roles_without_rows_is_empty(role):
    make_patient()
    assert list(patients_visible_to(user_with_role(role))) == []


def test_patients_visible_to_assigned_scope_is_within_own_branches():
    here, there = make_branch(), make_branch()
    user = user_with_role(Role.CURATOR, here)
    curator = make_employee(user=user, branch=here, is_curator=True)
    mine = make_patient(branch=here, curator=curator)
    make_patient(branch=here)
    make_patient(branch=there, curator=curator)
    assert list(patients_visible_to(user)) == [mine]


def test_patients_visible_to_practitioner_are_those_treated():
    here = make_branch()
    user = user_with_role(Role.PRACTITIONER, here)
    doctor = make_employee(user=user, branch=here, is_practitioner=True)
    treated = make_patient(branch=here)
    make_patient(branch=here)
    mine = make_visit(treated, practitioner=doctor)
    make_visit(treated)
    assert list(patients_visible_to(user)) == [treated]
    assert list(visits_visible_to(user)) == [mine]


def test_assigned_scope_without_a_staff_card_is_empty():
    make_patient()
    assert list(patients_visible_to(user_with_role(Role.CURATOR))) == []


def test_administrator_is_curator_where_the_branch_has_none():
    here = make_branch(has_curators=False)
    assert reach_of(user_with_role(Role.ADMINISTRATOR, here), "plans", "U").branches == {here.pk}
    assert bool(reach_of(user_with_role(Role.ADMINISTRATOR, make_branch()), "plans", "U")) is False


def test_follow_ups_visible_to_the_assignee():
    here = make_branch()
    user = user_with_role(Role.CURATOR, here)
    me = make_employee(user=user, branch=here)
    given = make_follow_up(make_patient(branch=here), assignee=me)
    make_follow_up(make_patient(branch=here))
    assert list(follow_ups_visible_to(user)) == [given]


def test_employees_visible_to_self_or_branch():
    here = make_branch()
    user = user_with_role(Role.PRACTITIONER, here)
    me, other = make_employee(user=user, branch=here), make_employee(branch=here)
    make_employee(branch=make_branch())
    assert list(employees_visible_to(user)) == [me]
    assert set(employees_visible_to(user_with_role(Role.MANAGER, here))) == {me, other}
