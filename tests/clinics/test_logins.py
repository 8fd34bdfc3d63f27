"""Logins and roles: who gives what to whom, and that it counts from the next request."""

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from clinics.access import roles_of
from clinics.enums import Role
from clinics.models import JournalEntry, LoginSession, RoleAssignment, RoleRequest, User
from clinics.services.users import (
    LastOwnerError,
    OwnLoginError,
    RoleNotYoursError,
    decide_role,
    give_role,
    set_active,
    take_role,
)
from tests.factories import NOW, make_branch, make_employee, make_user, user_with_role

pytestmark = pytest.mark.django_db


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_system_administrator_makes_a_login_whose_person_sets_the_password():
    card = make_employee()
    keeper = _client(user_with_role(Role.SYSTEM))
    values = {
        "username": "petrova", "last_name": "Петрова", "first_name": "Анна", "employee": card.pk, "language": "ru",
    }  # fmt: skip
    page = keeper.post(reverse("login-new"), values, follow=True)
    person = User.objects.get(username="petrova")
    assert (person.has_usable_password(), person.employee) == (False, card)
    link = page.context["link"]
    assert keeper.get(reverse("login-card", args=[person.pk])).context["link"] == ""  # shown once

    guest = Client()
    assert guest.get(link).status_code == 200
    assert guest.post(link, {"password": "short"}).status_code == 422
    assert guest.post(link, {"password": "семь синих китов поют"})["Location"] == "/login/"
    assert guest.get(link).status_code == 404
    signed = guest.post("/login/", {"username": "petrova", "password": "семь синих китов поют"})
    assert (signed.status_code, signed["Location"]) == (302, "/")


def test_login_differing_by_case_only_is_taken():
    make_user(username="Petrova")
    keeper = _client(user_with_role(Role.SYSTEM))
    page = keeper.post(reverse("login-new"), {"username": "petrova", "last_name": "П", "language": "ru"})
    assert page.context["form"].errors == {"username": ["This login is taken."]}


def test_role_of_a_branch_counts_from_the_next_request_and_ends_with_it():
    keeper, person, branch = user_with_role(Role.SYSTEM), make_user(), make_branch()
    browser, office = _client(person), _client(keeper)
    assert browser.get(reverse("patients:list")).status_code == 404
    office.post(reverse("role-give", args=[person.pk]), {"role": "administrator", "branch": branch.pk})
    assert browser.get(reverse("patients:list")).status_code == 200
    row = RoleAssignment.objects.get(user=person)
    office.post(reverse("role-take", args=[person.pk, row.pk]))
    assert browser.get(reverse("patients:list")).status_code == 404
    assert list(
        JournalEntry.objects.order_by("pk").values_list("verb", "actor", "object_id", "branch_id")
    ) == [
        ("role_given", keeper.pk, person.pk, branch.pk),
        ("role_taken", keeper.pk, person.pk, branch.pk),
    ]


def test_closed_login_is_out_by_the_next_request():
    person = user_with_role(Role.CURATOR)
    browser = _client(person)
    assert browser.get("/").status_code == 200
    _client(user_with_role(Role.SYSTEM)).post(reverse("login-act", args=[person.pk, "close"]))
    assert browser.get("/")["Location"] == "/login/?next=/"
    assert LoginSession.objects.filter(user=person).exists() is False


def test_sessions_of_a_person_are_ended_by_the_system_administrator():
    person = user_with_role(Role.CURATOR)
    first, second = _client(person), _client(person)
    _client(user_with_role(Role.SYSTEM)).post(reverse("login-act", args=[person.pk, "sessions"]))
    assert {first.get("/").status_code, second.get("/").status_code} == {302}


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.OWNER])
def test_nobody_changes_the_own_rights(role):
    user_with_role(Role.OWNER)
    user = user_with_role(role)
    row = user.role_assignments.get()
    with pytest.raises(OwnLoginError):
        give_role(user, Role.CURATOR, None, by=user, now=NOW)
    with pytest.raises(OwnLoginError):
        take_role(row, by=user, now=NOW)
    with pytest.raises(OwnLoginError):
        set_active(user, False, by=user, now=NOW)
    page = _client(user).post(reverse("role-give", args=[user.pk]), {"role": "owner"}, follow=True)
    assert [str(m) for m in page.context["messages"]] == [
        "Nobody changes the rights of the own login: ask another owner or system administrator."
    ]
    assert list(user.role_assignments.values_list("role", flat=True)) == [role]


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER])
def test_high_role_waits_for_an_owner(role):
    keeper, owner, person = user_with_role(Role.SYSTEM), user_with_role(Role.OWNER), make_user()
    _client(keeper).post(reverse("role-give", args=[person.pk]), {"role": role.value})
    assert person.role_assignments.exists() is False
    asked = RoleRequest.objects.get()
    with pytest.raises(OwnLoginError):
        decide_role(asked, give=True, by=keeper, now=NOW)
    assert (
        _client(keeper).post(reverse("role-decide", args=[asked.pk]), {"answer": "give"}).status_code == 404
    )
    _client(owner).post(reverse("role-decide", args=[asked.pk]), {"answer": "give"})
    assert list(person.role_assignments.values_list("role", "branch")) == [(role, None)]


def test_declined_role_is_not_given_and_may_be_asked_for_again():
    keeper, owner, person = user_with_role(Role.SYSTEM), user_with_role(Role.OWNER), make_user()
    asked = give_role(person, Role.MANAGER, None, by=keeper, now=NOW)
    decide_role(asked, give=False, by=owner, now=NOW)
    give_role(person, Role.MANAGER, None, by=keeper, now=NOW)
    give_role(person, Role.MANAGER, None, by=keeper, now=NOW)
    assert list(RoleRequest.objects.order_by("pk").values_list("is_given", flat=True)) == [False, None]
    assert person.role_assignments.exists() is False


def test_system_administrator_cannot_touch_an_owner():
    keeper, owner = user_with_role(Role.SYSTEM), user_with_role(Role.OWNER)
    user_with_role(Role.OWNER)
    with pytest.raises(RoleNotYoursError):
        take_role(owner.role_assignments.get(), by=keeper, now=NOW)
    for act in ("close", "factor", "link", "sessions"):
        _client(keeper).post(reverse("login-act", args=[owner.pk, act]))
    owner.refresh_from_db()
    assert (owner.is_active, JournalEntry.objects.count()) == (True, 0)


def test_two_owners_cannot_leave_the_clinic_without_one():
    first, second = user_with_role(Role.OWNER), user_with_role(Role.OWNER)
    assert roles_of(second) == {
        Role.OWNER
    }  # read before the other's act, as in a request that runs at the same time
    take_role(second.role_assignments.get(), by=first, now=NOW)
    with pytest.raises(LastOwnerError):
        take_role(first.role_assignments.get(), by=second, now=NOW)
    with pytest.raises(LastOwnerError):
        set_active(first, False, by=second, now=NOW)


def test_database_refuses_who_approves_the_own_request():
    keeper, person = user_with_role(Role.SYSTEM), make_user()
    asked = give_role(person, Role.OWNER, None, by=keeper, now=NOW)
    with pytest.raises(IntegrityError, match="role_approver_is_another"):
        RoleRequest.objects.filter(pk=asked.pk).update(is_given=True, decided_by=keeper)


def test_list_of_logins_costs_the_same_for_more_rows(django_assert_num_queries):
    client = _client(user_with_role(Role.SYSTEM))
    user_with_role(Role.CURATOR, make_branch())
    with django_assert_num_queries(9):
        client.get(reverse("logins"))
    user_with_role(Role.CURATOR, make_branch()), user_with_role(Role.CURATOR, make_branch())
    with django_assert_num_queries(9):
        client.get(reverse("logins"))
