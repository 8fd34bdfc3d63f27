"""Tokens, pages, versions, problems: what every resource does alike, shown on patients and branches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinics.models import ApiToken, Branch, JournalEntry, User
from clinics.services.api_tokens import revoke_token
from patients.models import Patient
from tests.api.calls import Caller, make_token
from tests.factories import make_branch, make_contact, make_patient, make_user, user_with_role

pytestmark = pytest.mark.django_db


def status_of(api: Caller) -> int:
    return api.get("branches/").status_code


# Tokens


def test_without_a_token_nothing_is_said():
    make_branch()
    answer = Caller().get("branches/")
    assert (answer.status_code, answer["WWW-Authenticate"], answer["Content-Type"]) == (
        401,
        "Bearer",
        "application/problem+json",
    )
    assert answer.json() == {
        "type": "urn:clinic-crm:not_authenticated",
        "title": "Not signed in",
        "status": 401,
        "detail": "Authentication credentials were not provided.",
    }


def test_session_opens_nothing():
    api = Caller()
    api.client.force_login(user_with_role("owner"))
    assert status_of(api) == 401


@pytest.mark.parametrize("key", ["", "x", "crm_", "crm_1_2", "crm__", "crm_\0_1", "Basic", "ё" * 300])
def test_wrong_key_is_refused(key):
    make_token()
    assert status_of(Caller(key or "-")) == 401


def test_key_is_kept_only_as_a_hash():
    key = make_token()
    token = ApiToken.objects.get()
    secret = key.split("_", 2)[2]
    assert secret not in str(ApiToken.objects.values()) + str(User.objects.values())
    assert key.startswith(f"crm_{token.prefix}_")


def test_token_ends_when_it_is_revoked_runs_out_or_its_owner_leaves():
    api = Caller(make_token())
    assert status_of(api) == 200
    revoke_token(ApiToken.objects.get(), by=make_user(), now=timezone.now())
    assert status_of(api) == 401

    api = Caller(make_token())
    ApiToken.objects.filter(revoked_at=None).update(expires_at=timezone.now())
    assert status_of(api) == 401

    owner = make_user()
    api = Caller(make_token(owner=owner))
    assert status_of(api) == 200
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert status_of(api) == 401


def test_login_of_a_token_cannot_sign_in():
    make_token()
    login = ApiToken.objects.get().login
    assert not login.has_usable_password()
    assert login.role_assignments.count() == 0


def test_scope_that_is_lacking_is_named():
    answer = Caller(make_token(["patients:read"])).get("branches/")
    assert answer.status_code == 403
    assert answer.json() == {
        "type": "urn:clinic-crm:insufficient_scope",
        "title": "Not allowed",
        "status": 403,
        "scope": "catalogues:read",
        "detail": "The token does not have the scope catalogues:read.",
    }


def test_requests_beyond_the_rate_wait_for_the_next_minute():
    api = Caller(make_token(per_minute=2))
    assert [status_of(api), status_of(api)] == [200, 200]
    answer = api.get("branches/")
    assert (answer.status_code, answer.json()["type"]) == (429, "urn:clinic-crm:throttled")
    assert 0 < int(answer["Retry-After"]) <= 60
    earlier = timezone.now() - timedelta(minutes=1)
    ApiToken.objects.update(minute=earlier.replace(second=0, microsecond=0))
    assert status_of(api) == 200


# Problems


def test_problems_speak_the_language_asked_for():
    api = Caller(make_token())
    answer = api.post("patients/", {"last_name": "", "nonsense": 1}, Accept_Language="ru")
    assert answer.json()["title"] == "Запрос составлен неверно"
    assert [row["field"] for row in answer.json()["errors"]] == ["nonsense"]


def test_wrong_fields_are_named_with_their_way():
    branch = make_branch()
    body = {
        "branch": branch.pk,
        "last_name": "",
        "birth_date": "2999-01-01",
        "contacts": [{"kind": "phone", "value": "+79161234567"}, {"kind": "phone", "value": "abc"}],
    }
    answer = Caller(make_token()).post("patients/", body)
    assert answer.status_code == 400
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [
        ("last_name", "blank"),
        ("birth_date", "invalid"),
        ("contacts.1.value", "invalid"),
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?limit=x", "limit"),
        ("?cursor=x", "cursor"),
        ("?cursor=%00", "cursor"),
        ("?updated_since=yesterday", "updated_since"),
        ("?branch=0", "branch"),
        ("?branch=99999999999999999999", "branch"),
        ("?brunch=1", "brunch"),
        ("?limit=1&limit=2", "limit"),
    ],
)
def test_wrong_parameter_is_an_error(api, query, field):
    answer = api.get(f"patients/{query}")
    assert answer.status_code == 400
    assert [row["field"] for row in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ('"text"', 400),
        ("[" * 100_000, 400),
        ('{"last_name": "\\ud800"}', 400),
        ('{"last_name": "\\u0000"}', 400),
        ('{"last_name": NaN}', 400),
        ('{"last_name": "' + "а" * 1_048_576 + '"}', 413),
    ],
)
def test_broken_body_is_refused(api, body, status):
    answer = api.ask("POST", "patients/", body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert Patient.objects.count() == 0


def test_unknown_address_is_a_problem(api):
    for path in ("nothing/", "patients/1/nothing/", "patients/x/", "patients/0/"):
        answer = api.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), path


def test_error_of_ours_is_said_without_its_values(api, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("Иванов")

    monkeypatch.setattr("clinics.api.pages.safe_until", fail)
    api.client.raise_request_exception = False
    answer = api.get("branches/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "Иванов" not in answer.content.decode()


# Reading


def test_list_of_branches_within_the_token():
    here, _there = make_branch(name="Здесь"), make_branch(name="Там")
    answer = Caller(make_token(["catalogues:read"], branches=[here])).get("branches/")
    assert answer.status_code == 200
    page = answer.json()
    assert [row["name"] for row in page["results"]] == ["Здесь"]
    assert (page["has_more"], page["next_cursor"] is not None) == (False, True)


def test_each_look_is_in_the_journal_under_the_token(api):
    patients = [make_patient(), make_patient()]
    api.get("patients/")
    api.get(f"patients/{patients[0].pk}/")
    login = ApiToken.objects.get().login
    lines = JournalEntry.objects.filter(actor=login).values_list("verb", "patient_id", "details")
    first, second = (patient.pk for patient in patients)
    assert sorted(lines) == sorted(
        [
            ("looked", first, {"api": "patients"}),
            ("looked", second, {"api": "patients"}),
            ("looked", first, {"api": "patients"}),
        ],
        key=lambda line: line[:2],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_patients_costs_the_same_for_one_and_three(api, count, django_assert_num_queries):
    for _ in range(count):
        make_contact(make_patient())
    Branch.objects.count()
    # token, its use, savepoint ×2, horizon, patients, contacts, points, cards, tags, journal
    with django_assert_num_queries(11):
        assert len(api.get("patients/").json()["results"]) == count
