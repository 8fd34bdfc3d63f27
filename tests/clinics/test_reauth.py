from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import ExportRequest, LoginSession, User
from tests.factories import PASSWORD, make_user, user_with_role

pytestmark = pytest.mark.django_db


def stale(user: User) -> Client:
    """A browser whose person gave the password 16 minutes ago."""
    client = Client()
    client.force_login(user)
    LoginSession.objects.filter(user=user).update(proved_at=timezone.now() - timedelta(minutes=16))
    return client


def test_fresh_sign_in_is_not_asked_again():
    client = Client()
    client.force_login(make_user())
    assert client.get(reverse("account-password")).status_code == 200


def test_get_comes_back_to_where_one_was():
    user = make_user()
    client = stale(user)
    asked = client.get(reverse("account-password"), follow=True)
    assert asked.redirect_chain == [("/confirm/?next=%2Faccount%2Fpassword%2F", 302)]
    wrong = client.post(asked.wsgi_request.get_full_path(), {"proof-of-person-secret": "no"})
    assert wrong.status_code == 422
    right = client.post(asked.wsgi_request.get_full_path(), {"proof-of-person-secret": PASSWORD})
    assert (right.status_code, right["Location"]) == (302, "/account/password/")
    assert client.get("/account/password/").status_code == 200


def test_page_that_asks_leads_to_no_other_site():
    client = stale(make_user())
    answer = client.post("/confirm/?next=https://elsewhere.example/", {"proof-of-person-secret": PASSWORD})
    assert answer["Location"] == "/"


def test_post_is_held_and_sent_on_unchanged():
    user = make_user()
    client = stale(user)
    wanted = {"password": "seven blue whales sing", "more": ["a", "b"]}
    held = client.post(reverse("account-password"), wanted)
    assert held.context["held"] == [("password", "seven blue whales sing"), ("more", "a"), ("more", "b")]
    assert User.objects.get(pk=user.pk).check_password(PASSWORD) is True
    wrong = client.post(reverse("account-password"), wanted | {"proof-of-person-secret": "no"})
    assert (wrong.status_code, wrong.context["held"]) == (422, held.context["held"])
    done = client.post(reverse("account-password"), wanted | {"proof-of-person-secret": PASSWORD})
    assert done["Location"] == reverse("account")
    assert User.objects.get(pk=user.pk).check_password("seven blue whales sing") is True


def test_right_comes_before_the_question():
    client = stale(user_with_role(Role.CURATOR))
    row = ExportRequest.objects.create(
        requested_by=make_user(), requested_at=timezone.now(), obj="own_list_export", resource="x", file="x",
        format="csv", ids=[1],
    )  # fmt: skip
    assert client.post(reverse("export-decide", args=[row.pk]), {"answer": "approve"}).status_code == 404


def test_guesses_at_the_question_are_counted():
    client = stale(make_user())
    for _ in range(5):
        client.post("/confirm/", {"proof-of-person-secret": "no"})
    refused = client.post("/confirm/", {"proof-of-person-secret": PASSWORD})
    assert refused.context["form"].errors["secret"] == ["Too many wrong tries. Try again in 10 minutes."]


def test_htmx_is_sent_to_the_page_that_asks():
    client = stale(make_user())
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    answer = client.post(reverse("second-factor-off"), headers=headers)
    assert answer["HX-Redirect"] == "/confirm/?next=http%3A%2F%2Ftestserver%2Faccount%2F"
