from datetime import date

import pytest

from clinics.enums import Role
from patients.models import Patient
from patients.selectors.search import search_patients
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_card,
    make_contact,
    make_employee,
    make_patient,
    make_summary,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Patient]:
    fedorov = make_patient(last_name="Фёдоров", first_name="Артём", patronymic="Денисович")
    fedorova = make_patient(last_name="Федорова", first_name="Анна", patronymic="Петровна")
    petrov = make_patient(last_name="Петров", first_name="Фёдор", patronymic="Ильич")
    make_contact(fedorov, "+79211234567")
    make_contact(petrov, "petrov@example.org")
    make_card(petrov, number="001290")
    return {"fedorov": fedorov, "fedorova": fedorova, "petrov": petrov}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("федор", ["fedorova", "fedorov", "petrov"]),
        ("ФЁДОРОВ", ["fedorov", "fedorova"]),
        ("федоров а.д.", ["fedorov"]),
        ("Федорова А. П.", ["fedorova"]),
        ("фе", ["fedorova", "fedorov"]),
        ("ф", []),
        ("", []),
        ("%", []),
        ("100%_\\", []),
        ("8 (921) 123", ["fedorov"]),
        ("+7 921 123-45-67", ["fedorov"]),
        ("89211234567", ["fedorov"]),
        ("45-67", ["fedorov"]),
        ("1290", ["petrov"]),
        ("001290", ["petrov"]),
        ("petrov@EXAMPLE", ["petrov"]),
    ],
)
def test_search_finds(people, query, expected):
    hits = search_patients(user_with_role(Role.OWNER), query)
    names = {patient.pk: key for key, patient in people.items()}
    assert sorted(names[hit.patient.pk] for hit in hits) == sorted(expected)


def test_search_puts_names_that_begin_so_first(people):
    hits = search_patients(user_with_role(Role.OWNER), "федор")
    assert [hit.patient for hit in hits] == [people["fedorov"], people["fedorova"], people["petrov"]]


def test_search_tells_namesakes_apart():
    patient = make_patient(last_name="Ким", birth_date=date(1990, 2, 3))
    make_contact(patient, "+79031112233")
    make_card(patient, number="77")
    make_summary(patient, last_contact_on=TODAY)
    (hit,) = search_patients(user_with_role(Role.OWNER), "ким")
    assert (hit.phone, hit.card, hit.last_visit, hit.is_open) == ("+79031112233", "77", TODAY, True)


def test_search_shows_a_curator_the_branch_but_no_contacts_of_others():
    here, there = make_branch(), make_branch()
    user = user_with_role(Role.CURATOR, here)
    me = make_employee(user=user, branch=here)
    mine = make_patient(branch=here, last_name="Свой", curator=me)
    other = make_patient(branch=here, last_name="Свойский")
    make_patient(branch=there, last_name="Свояк")
    for patient in (mine, other):
        make_contact(patient)
    hits = search_patients(user, "сво")
    assert [(hit.patient, hit.is_open, bool(hit.phone)) for hit in hits] == [
        (mine, True, True),
        (other, False, False),
    ]


def test_search_finds_the_archived_too():
    patient = make_patient(last_name="Архивный", archived_at=NOW)
    assert [hit.patient for hit in search_patients(user_with_role(Role.OWNER), "архив")] == [patient]


@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_the_same_for_more_hits(rows, django_assert_num_queries):
    user = user_with_role(Role.OWNER)
    for _ in range(rows):
        make_contact(make_patient(last_name="Одинаков"))
    with django_assert_num_queries(6):
        assert len(search_patients(user, "одинак")) == rows
