"""The first day of a clinic."""

import pytest
from django.urls import reverse

from clinics.enums import LegalProfile, Role
from clinics.models import Branch, Clinic, RoleAssignment, User
from clinics.services.founding import AlreadyFoundedError, found_clinic, founding_code
from tests.factories import NOW

pytestmark = pytest.mark.django_db

ANSWERS = {
    "clinic": "Моя клиника",
    "branch": "На набережной",
    "time_zone": "Asia/Omsk",
    "full_name": "Волкова Анна Юрьевна",
    "login": "volkova",
    "password": "семь синих китов",
}


def test_sign_in_of_an_empty_deployment_leads_to_the_first_page(client):
    response = client.get(reverse("login"))
    assert (response.status_code, response["Location"]) == (302, reverse("welcome"))


def test_first_page_makes_clinic_branch_and_owner_and_signs_in(client):
    response = client.post(reverse("welcome"), ANSWERS | {"code": founding_code()}, follow=True)
    owner = User.objects.get()
    assert response.context["user"] == owner
    assert (owner.username, owner.last_name, owner.check_password(ANSWERS["password"])) == (
        "volkova",
        "Волкова",
        True,
    )
    assert set(RoleAssignment.objects.values_list("user", "role", "branch")) == {
        (owner.pk, Role.OWNER, None),
        (owner.pk, Role.SYSTEM, None),
    }
    clinic = Clinic.objects.get()
    assert (clinic.name, clinic.legal_profile, clinic.is_demo) == ("Моя клиника", LegalProfile.RU, False)
    assert list(Branch.objects.values_list("clinic", "name", "time_zone")) == [
        (clinic.pk, "На набережной", "Asia/Omsk")
    ]


def test_first_page_takes_over_the_clinic_that_an_import_made():
    clinic = Clinic.objects.create(name="Клиника")
    branch = Branch.objects.create(clinic=clinic, name="Филиал")
    found_clinic(**ANSWERS, now=NOW)
    branch.refresh_from_db()
    assert (Clinic.objects.get().pk, branch.name) == (clinic.pk, "На набережной")


def test_first_page_without_the_code_makes_nothing(client):
    response = client.post(reverse("welcome"), ANSWERS | {"code": "000000000000"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["code"])
    assert (User.objects.count(), Clinic.objects.count()) == (0, 0)


def test_first_page_refuses_a_short_password(client):
    response = client.post(reverse("welcome"), ANSWERS | {"code": founding_code(), "password": "кит"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["password"])
    assert User.objects.count() == 0


def test_first_page_is_gone_when_somebody_can_sign_in(client):
    found_clinic(**ANSWERS, now=NOW)
    assert client.get(reverse("welcome")).status_code == 404
    with pytest.raises(AlreadyFoundedError):
        found_clinic(**(ANSWERS | {"login": "other"}), now=NOW)
    assert User.objects.count() == 1
