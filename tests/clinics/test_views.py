import pytest
from django.test import Client
from django.urls import reverse

from clinics.enums import Role
from clinics.models import Clinic, User
from tests.factories import PASSWORD, make_clinic, make_user, user_with_role

pytestmark = pytest.mark.django_db


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_login_leads_to_today():
    user = make_user()
    client = Client()
    response = client.post(reverse("login"), {"username": user.username, "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert response.status_code == 200


def test_anonymous_is_sent_to_the_login_page():
    assert Client().get(reverse("today")).headers["Location"] == "/login/?next=/"


def test_set_language_stays_with_the_login():
    user = make_user(language="en")
    client = _client(user)
    client.post(reverse("set_language"), {"language": "ru", "next": "/"})
    assert User.objects.get(pk=user.pk).language == "ru"
    assert client.get("/").headers["Content-Language"] == "ru"
    client.post(reverse("set_language"), {"language": "xx"})
    assert User.objects.get(pk=user.pk).language == "ru"


def test_demo_login_works_only_in_the_invented_clinic():
    make_clinic()
    owner = user_with_role(Role.OWNER)
    client = Client()
    assert client.post(reverse("demo-login"), {"user": owner.pk}).status_code == 404
    Clinic.objects.update(is_demo=True)
    assert client.post(reverse("demo-login"), {"user": make_user().pk}).status_code == 404
    assert client.post(reverse("demo-login"), {"user": owner.pk}).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_login_page_of_the_invented_clinic_offers_one_login_per_role():
    make_clinic(is_demo=True)
    first, _second = user_with_role(Role.OWNER), user_with_role(Role.OWNER)
    logins = Client().get(reverse("login")).context["demo_logins"]
    assert [(entry["role"], entry["user"]) for entry in logins] == [("owner", first)]


def test_dismissed_login_ends_with_the_next_request():
    user = make_user()
    client = _client(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/").status_code == 302
