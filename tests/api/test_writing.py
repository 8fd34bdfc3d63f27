"""Upsert by external id, versions, repeated requests, and what a token may not set."""

import threading

import pytest
from django.db import connection, connections

from clinics.models import ApiRequestKey, ApiToken, JournalEntry
from patients.models import DataSource, Patient, PatientCard
from tests.api.calls import Caller, make_token
from tests.factories import (
    make_branch,
    make_card,
    make_contact,
    make_employee,
    make_patient,
    make_source,
    the_branch,
)

pytestmark = pytest.mark.django_db

BY_ID = "patients/by-external/mis/A-17/"


def body(**values):
    return {
        "branch": the_branch().pk,
        "last_name": "иванова",
        "first_name": "Анна",
        "birth_date": "1990-02-03",
        "contacts": [{"kind": "phone", "value": "8 (916) 123-45-67"}],
        **values,
    }


# Upsert


def test_upsert_makes_changes_and_then_leaves_alone(api):
    first = api.put(BY_ID, body())
    again = api.put(BY_ID, body())
    other = api.put(BY_ID, {"first_name": "Ольга"})
    assert [(r.status_code, r["Upsert-Result"]) for r in (first, again, other)] == [
        (201, "created"),
        (200, "unchanged"),
        (200, "changed"),
    ]
    patient = Patient.objects.get()
    assert (
        first.json()
        == again.json()
        == {
            "id": patient.pk,
            "branch": the_branch().pk,
            "last_name": "Иванова",
            "first_name": "Анна",
            "patronymic": "",
            "sex": "",
            "birth_date": "1990-02-03",
            "registered_on": first.json()["registered_on"],
            "acquisition": "",
            "curator": None,
            "do_not_contact": "",
            "deceased_on": None,
            "archived_at": None,
            "contacts": [
                {
                    "point": patient.contacts.get().point_id,
                    "kind": "phone",
                    "value": "+79161234567",
                    "label": "",
                    "is_dead": False,
                }
            ],
            "external_ids": [{"source": "mis", "external_id": "A-17", "is_main": True}],
            "tags": [],
            "version": first.json()["version"],
            "updated_at": first.json()["updated_at"],
        }
    )
    assert (other.json()["first_name"], other.json()["last_name"]) == ("Ольга", "Иванова")
    assert other.json()["version"] == first.json()["version"] + 1


def test_unchanged_upsert_writes_nothing_but_the_journal_of_nobody(api):
    api.put(BY_ID, body())
    before = list(Patient.objects.values()), JournalEntry.objects.count()
    api.put(BY_ID, body())
    assert (list(Patient.objects.values()), JournalEntry.objects.count()) == before


def test_upsert_only_for_the_system_of_the_token(api):
    other = Caller(make_token(source="crm"))
    nobody = Caller(make_token(source=""))
    assert [caller.put(BY_ID, body()).status_code for caller in (other, nobody, api)] == [404, 404, 201]
    assert DataSource.objects.get().code == "mis"


def test_external_id_of_another_branch_is_a_conflict_that_shows_nothing():
    here, there = make_branch(), make_branch()
    theirs = make_patient(branch=there, last_name="Канарейкин")
    make_card(theirs, source=make_source(code="mis"), number="A-17")
    api = Caller(make_token(branches=[here]))
    answer = api.put(BY_ID, body(branch=here.pk))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:clinic-crm:conflict")
    assert "Канарейкин" not in answer.content.decode()
    assert api.get(BY_ID).status_code == 404
    assert Patient.objects.count() == 1


def test_upsert_reads_by_external_id(api):
    patient = make_patient()
    make_card(patient, source=make_source(code="mis"), number="0017")
    assert api.get("patients/by-external/mis/0017/").json()["id"] == patient.pk
    assert api.get("patients/by-external/mis/17/").status_code == 404
    assert api.get("patients/by-external/mis/%00/").status_code == 404


def test_new_patient_needs_name_and_branch(api):
    answer = api.put(BY_ID, {"first_name": "Анна"})
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [
        ("last_name", "required"),
        ("branch", "required"),
    ]


# Versions


def test_change_of_a_stale_version_is_refused_with_the_current_state(api):
    patient = make_patient(last_name="Старов")
    etag = api.get(f"patients/{patient.pk}/")["ETag"]
    fresh = api.patch(f"patients/{patient.pk}/", {"last_name": "Новов"}, If_Match=etag)
    stale = api.patch(f"patients/{patient.pk}/", {"last_name": "Третьев"}, If_Match=etag)
    assert (etag, fresh.status_code, fresh["ETag"]) == ('"1"', 200, '"2"')
    assert (stale.status_code, stale["Content-Type"]) == (409, "application/problem+json")
    problem = stale.json()
    assert (problem["type"], problem["current"]) == ("urn:clinic-crm:stale_version", fresh.json())
    assert Patient.objects.get().last_name == "Новов"


def test_version_may_stand_in_the_body_and_must_stand_somewhere(api):
    patient = make_patient()
    url = f"patients/{patient.pk}/"
    assert api.patch(url, {"last_name": "А"}).status_code == 428
    assert api.patch(url, {"last_name": "А", "version": 1}).status_code == 200
    assert api.patch(url, {"last_name": "Б", "version": 1}).status_code == 409
    assert api.patch(url, {"last_name": "Б"}, If_Match="nonsense").status_code == 400
    assert api.put(BY_ID, body()).status_code == 201
    assert api.put(BY_ID, body(first_name="Вера", version=900)).status_code == 409


def test_token_that_only_writes_sees_what_it_wrote_and_no_more():
    api = Caller(make_token(["patients:write"]))
    made = api.post("patients/", body())
    assert (made.status_code, made.json()["last_name"]) == (201, "Иванова")
    stale = api.patch(f"patients/{made.json()['id']}/", {"last_name": "А", "version": 900})
    assert (stale.status_code, "current" in stale.json()) == (409, False)
    assert api.get(f"patients/{made.json()['id']}/").status_code == 403


# What may be set


@pytest.mark.parametrize(
    "extra",
    [
        {"id": 7},
        {"clinic": 1},
        {"comment": "x"},
        {"updated_at": "2000-01-01T00:00:00Z"},
        {"archived_at": None},
        {"name_key": "x"},
        {"created_at": "2000-01-01T00:00:00Z"},
        {"awaits_review": False},
        {"opening_balance": "5.00"},
        {"is_staff": True},
    ],
)
def test_field_that_is_not_for_tokens_is_refused(api, extra):
    answer = api.post("patients/", body(**extra))
    assert answer.status_code == 400
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [
        (next(iter(extra)), "unknown")
    ]
    assert Patient.objects.count() == 0


def test_branch_out_of_reach_is_as_absent_as_none():
    here, there = make_branch(), make_branch()
    api = Caller(make_token(branches=[here]))
    answers = [api.post("patients/", body(branch=pk)) for pk in (there.pk, 987_654_321, "1", True)]
    assert [a.status_code for a in answers] == [400] * 4
    assert answers[0].json()["errors"] == answers[1].json()["errors"]
    patient = make_patient(branch=there)
    assert api.get(f"patients/{patient.pk}/").status_code == 404
    assert api.patch(f"patients/{patient.pk}/", {"last_name": "А", "version": 1}).status_code == 404


def test_curator_needs_a_scope_of_its_own():
    curator = make_employee(is_curator=True)
    plain = Caller(make_token(["patients:read", "patients:write"]))
    able = Caller(make_token(["patients:read", "patients:write", "curators:write"]))
    assert (
        plain.post("patients/", body(curator=curator.pk)).json()["type"]
        == "urn:clinic-crm:insufficient_scope"
    )
    assert able.post("patients/", body(curator=curator.pk)).json()["curator"] == curator.pk
    doctor = make_employee()
    assert able.post("patients/", body(curator=doctor.pk)).status_code == 400


def test_reading_scope_does_not_write():
    api = Caller(make_token(["patients:read"]))
    assert api.post("patients/", body()).status_code == 403
    assert api.put(BY_ID, body()).status_code == 403


def test_writer_stands_in_the_journal(api):
    made = api.post("patients/", body()).json()
    login = ApiToken.objects.get().login
    lines = JournalEntry.objects.filter(actor=login).values_list("verb", "patient_id")
    assert list(lines) == [("created", made["id"])]


# Repeated requests


def test_repeated_post_makes_one(api):
    first = api.post("patients/", body(), Idempotency_Key="k1")
    again = api.post("patients/", body(), Idempotency_Key="k1")
    other = api.post("patients/", body(), Idempotency_Key="k2")
    assert [r.status_code for r in (first, again, other)] == [201, 201, 201]
    assert (first.json(), again["Idempotency-Replayed"]) == (again.json(), "true")
    assert other.json()["id"] != first.json()["id"]
    assert first["Location"] == f"/api/v1/patients/{first.json()['id']}/"


def test_key_of_another_request_is_refused_and_keeps_no_content(api):
    api.post("patients/", body(), Idempotency_Key="k1")
    answer = api.post("patients/", body(last_name="Другая"), Idempotency_Key="k1")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:clinic-crm:idempotency_key_reused")
    assert Patient.objects.count() == 1
    assert "ванова" not in str(ApiRequestKey.objects.values())


def test_refused_post_frees_its_key(api):
    assert api.post("patients/", body(last_name=""), Idempotency_Key="k1").status_code == 400
    assert api.post("patients/", body(), Idempotency_Key="k1").status_code == 201


def _at_once(*calls):
    """The answers of calls made at the same time, each on its own connection."""
    answers: list = [None] * len(calls)
    barrier = threading.Barrier(len(calls))

    def run(number, call):
        barrier.wait()
        try:
            answers[number] = call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_one_is_made():
    key, given = make_token(), body()
    keyed = [lambda: Caller(key).post("patients/", given, Idempotency_Key="k") for _ in range(4)]
    puts = [lambda: Caller(key).put(BY_ID, given) for _ in range(4)]
    posted, put = _at_once(*keyed), _at_once(*puts)
    assert [a.status_code for a in posted] == [201] * 4
    assert sorted(a["Upsert-Result"] for a in put) == ["created", "unchanged", "unchanged", "unchanged"]
    assert (Patient.objects.count(), PatientCard.objects.count()) == (2, 1)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_writers_who_read_the_same_version_one_wins():
    key, patient = make_token(), make_patient()
    make_contact(patient)
    version = Patient.objects.get().version
    calls = [
        lambda name=name: Caller(key).patch(
            f"patients/{patient.pk}/", {"last_name": name, "version": version}
        )
        for name in ("А", "Б", "В", "Г")
    ]
    assert sorted(a.status_code for a in _at_once(*calls)) == [200, 409, 409, 409]
    assert Patient.objects.get().version == version + 1
    connection.close()
