"""The pages on which tokens are made and revoked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clinics.enums import Role
from clinics.models import ApiToken, JournalEntry, LoginSession
from clinics.selectors.logins import logins_visible_to
from clinics.services.api_tokens import ApiTokenError
from tests.api.calls import Caller, make_token
from tests.factories import make_branch, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> Client:
    client = Client()
    client.force_login(user_with_role(Role.SYSTEM))
    return client


def form(**values):
    return {
        "name": "1С",
        "scopes": ["catalogues:read"],
        "every_branch": "on",
        "days": "90",
        "per_minute": "60",
        "source": "",
        "networks": "",
        **values,
    }


def test_key_is_shown_once_and_works(system):
    make_branch()
    made = system.post("/tokens/new/", form())
    key = made.context["key"]
    assert (made.status_code, "no-store" in made["Cache-Control"]) == (200, True)
    assert key in made.content.decode()
    assert Caller(key).get("branches/").status_code == 200
    assert key not in system.get("/tokens/").content.decode()
    verbs = JournalEntry.objects.filter(verb="token_made").values_list("object_id", "details")
    assert list(verbs) == [(ApiToken.objects.get().pk, {"scopes": ["catalogues:read"]})]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"every_branch": ""}, "branches"),
        ({"networks": "10.0.0.0/8 nonsense"}, "networks"),
        ({"days": "4000"}, "days"),
        ({"per_minute": "0"}, "per_minute"),
        ({"source": "моя"}, "source"),
        ({"name": ""}, "name"),
    ],
)
def test_wrong_form_makes_nothing(system, wrong, field):
    answer = system.post("/tokens/new/", form(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert ApiToken.objects.count() == 0


def test_revoked_token_ends_at_once_and_stays_in_the_list(system):
    key = make_token()
    token = ApiToken.objects.get()
    assert system.post(f"/tokens/{token.pk}/revoke/").status_code == 302
    assert Caller(key).get("branches/").status_code == 401
    assert "1С" in system.get("/tokens/").content.decode()
    system.post(f"/tokens/{token.pk}/revoke/")
    assert JournalEntry.objects.filter(verb="token_revoked").count() == 1


def test_making_and_revoking_ask_who_sits_here(system):
    make_token()
    LoginSession.objects.update(proved_at=timezone.now() - timedelta(hours=1))
    assert system.get("/tokens/new/").status_code == 302
    system.post("/tokens/new/", form(name="чужой"))
    system.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert ApiToken.objects.get().revoked_at is None


def test_token_works_only_from_its_addresses():
    api = Caller(make_token(networks=["10.0.0.0/8"]))
    assert api.get("branches/").status_code == 401
    api.client.defaults["REMOTE_ADDR"] = "10.2.3.4"
    assert api.get("branches/").status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"scopes": []},
        {"scopes": ["x:y"]},
        {"expires_at": timezone.now() + timedelta(days=400)},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_token_that_may_not_be_is_refused(values):
    with pytest.raises(ApiTokenError):
        make_token(**values)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_tokens_costs_the_same_for_one_and_three(system, count, django_assert_max_num_queries):
    for _ in range(count):
        make_token(branches=[make_branch()])
    system.get("/tokens/")
    with django_assert_max_num_queries(14) as queries:
        system.get("/tokens/")
    assert sum("clinics_apitoken" in query["sql"] for query in queries) == 2
    assert sum("clinics_branch" in query["sql"] for query in queries) == 3


def test_login_of_a_token_is_not_among_the_logins_of_people():
    make_token()
    login = ApiToken.objects.get().login
    assert login not in logins_visible_to(user_with_role(Role.SYSTEM))
