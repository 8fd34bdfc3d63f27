"""The search for duplicates, the queue, joining with a preview and taking apart on the screens."""

from datetime import date

import pytest
from django.urls import reverse

from clinics.enums import Role
from patients.likeness import REVIEW_FROM, compare
from patients.models import DuplicatePair, HouseholdMember, MergeRecord, Patient
from patients.selectors.candidates import all_candidate_pairs, candidates_of, people_of
from patients.selectors.duplicates import find_alike
from patients.services.duplicates import look_for_duplicates, weigh_anew
from patients.services.merging import merge_patients
from tests.factories import (
    NOW,
    make_branch,
    make_card,
    make_contact,
    make_duplicate_pair,
    make_patient,
    make_source,
    make_visit,
    the_clinic,
    user_with_role,
)

pytestmark = pytest.mark.django_db
BORN = date(1985, 3, 12)
ANNA = {"last_name": "Иванова", "first_name": "Анна", "patronymic": "Сергеевна", "birth_date": BORN}


@pytest.fixture
def desk(client):
    client.user = user_with_role(Role.ADMINISTRATOR)
    client.force_login(client.user)
    return client


@pytest.mark.parametrize(
    ("other", "phone"),
    [
        (ANNA, False),
        ({**ANNA, "last_name": "Анна", "first_name": "Иванова"}, False),
        ({**ANNA, "birth_date": date(1985, 12, 3)}, False),
        ({**ANNA, "birth_date": date(1995, 3, 12)}, False),
        ({**ANNA, "last_name": "Иванава"}, False),
        ({**ANNA, "last_name": "Петрова"}, False),
        ({**ANNA, "first_name": "А", "patronymic": "С"}, False),
        ({**ANNA, "patronymic": ""}, False),
        ({**ANNA, "birth_date": None}, True),
        ({**ANNA, "patronymic": "", "birth_date": None}, True),
    ],
)
def test_search_of_the_whole_register_finds(other, phone):
    one, two = make_patient(**ANNA), make_patient(**other)
    make_patient()
    if phone:
        make_contact(one, "+79161112233")
        make_contact(two, "+79161112233")
    assert look_for_duplicates(the_clinic()) == 1
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.decision) == (one, two, "open")
    assert pair.score == compare(*people_of([one.pk, two.pk]).values()).score
    assert look_for_duplicates(the_clinic()) == 0
    DuplicatePair.objects.all().delete()
    weigh_anew(two)  # the search of one card finds the same
    assert DuplicatePair.objects.get().score == pair.score


@pytest.mark.parametrize(
    "other", [{**ANNA, "first_name": "Мария"}, {**ANNA, "birth_date": date(2012, 7, 30)}]
)
def test_search_leaves_twins_and_mothers_alone(other):
    one, two = make_patient(**ANNA), make_patient(**other)
    make_contact(one, "+79161112233")
    make_contact(two, "+79161112233")
    assert (look_for_duplicates(the_clinic()), weigh_anew(two)) == (0, 0)


def test_number_of_a_call_centre_is_no_evidence():
    for day in range(1, 22):
        make_contact(make_patient(birth_date=date(1980, 1, day)), "+79161112233")
    assert all_candidate_pairs(the_clinic().pk) == []
    make_contact(make_patient(birth_date=date(1981, 1, 1)), "+79169998877")
    make_contact(make_patient(birth_date=date(1982, 1, 1)), "+79169998877")
    assert len(all_candidate_pairs(the_clinic().pk)) == 1


def test_card_number_of_another_system_counts():
    one, two = make_patient(**{**ANNA, "birth_date": None}), make_patient(**{**ANNA, "birth_date": None})
    make_card(one, number="0045120", source=make_source())
    make_card(two, number="45120", source=make_source())
    assert two.pk in candidates_of(one.clinic_id, people_of([one.pk])[one.pk])
    assert look_for_duplicates(the_clinic()) == 1
    assert DuplicatePair.objects.get().score == 55 >= REVIEW_FROM


def test_alike_of_another_branch_are_not_shown():
    here, there = make_branch(), make_branch()
    make_patient(**ANNA, branch=there)
    mine = make_patient(**ANNA, branch=here)
    who = people_of([make_patient(**ANNA, branch=there).pk]).popitem()[1]
    user = user_with_role(Role.ADMINISTRATOR, here)
    assert [each.patient for each in find_alike(user, here.clinic_id, who)] == [mine]


def test_queue_goes_from_the_surest_pair_on(desk):
    pairs = [make_duplicate_pair(score=score) for score in (60, 90, 75)]
    page = desk.get(reverse("patients:duplicates"))
    assert [line["pair"].score for line in page.context["lines"]] == [90, 75, 60]
    done = desk.post(
        reverse("patients:duplicate", args=[pairs[1].pk]), {"decision": "separate", "why": "namesake"}
    )
    assert done.headers["Location"] == reverse("patients:duplicate", args=[pairs[2].pk])
    last = desk.post(reverse("patients:duplicate", args=[pairs[2].pk]), {"decision": "separate"})
    assert last.headers["Location"] == reverse("patients:duplicate", args=[pairs[0].pk])
    end = desk.post(reverse("patients:duplicate", args=[pairs[0].pk]), {"decision": "separate"})
    assert end.headers["Location"] == reverse("patients:duplicates")
    assert DuplicatePair.objects.get(pk=pairs[1].pk).why_separate == "namesake"


def test_queue_takes_the_same_queries_for_one_row_and_three(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    make_duplicate_pair()
    url = reverse("patients:duplicates")
    desk.get(url)
    with django_assert_max_num_queries(14) as one:
        desk.get(url)
    make_duplicate_pair()
    make_duplicate_pair()
    with django_assert_num_queries(len(one.captured_queries)):
        desk.get(url)


def test_relatives_become_a_family(desk):
    pair = make_duplicate_pair()
    desk.post(reverse("patients:duplicate", args=[pair.pk]), {"decision": "separate", "why": "relative"})
    assert HouseholdMember.objects.count() == 2


def test_page_shows_what_joining_moves_and_joins_as_chosen(desk):
    one = make_patient(**{**ANNA, "birth_date": date(1985, 3, 11)})
    two = make_patient(**ANNA)
    for patient in (one, two):
        make_contact(patient, "+79161112233")
    for _ in range(2):
        make_visit(two)
    pair = make_duplicate_pair(one, two)
    url = reverse("patients:duplicate", args=[pair.pk])
    page = desk.get(url)
    text = page.content.decode()
    assert "birth date differs by one digit" in text
    assert (page.context["moved"], page.context["dropped"]) == (
        ["2 visits"], ["1 phone or e-mail: the kept card has the same one"],
    )  # fmt: skip
    assert MergeRecord.objects.count() == 0
    desk.post(url, {"decision": "joined", "keep": one.pk, "birth_date": "other"})
    kept = Patient.objects.get()
    assert (kept, kept.birth_date) == (one, BORN)
    # the old number leads to the kept card; the card offers to take them apart
    assert desk.get(reverse("patients:card", args=[two.pk])).headers["Location"] == reverse(
        "patients:card", args=[one.pk]
    )
    apart = reverse("patients:take-apart", args=[one.pk])
    assert apart in desk.get(reverse("patients:panel", args=[one.pk, "joined"])).content.decode()
    assert desk.get(apart).context["moved"] == ["2 visits"]
    record = MergeRecord.objects.get()
    back = desk.post(apart, {"record": record.pk})
    assert back.headers["Location"] == reverse("patients:card", args=[two.pk])
    one.refresh_from_db()
    assert (one.birth_date, two.visits.count(), DuplicatePair.objects.get()) == (date(1985, 3, 11), 2, pair)
    assert desk.get(apart).status_code == 404


def test_other_card_may_be_the_one_that_stays(desk):
    pair = make_duplicate_pair(make_patient(), make_patient())
    url = reverse("patients:duplicate", args=[pair.pk])
    assert desk.get(url).context["keep"] == pair.first
    assert desk.get(url, {"keep": pair.second_id}).context["keep"] == pair.second
    assert desk.get(url, {"keep": "999999999999999999999"}).context["keep"] == pair.first
    desk.post(url, {"decision": "joined", "keep": pair.second_id})
    assert Patient.objects.get() == pair.second


def test_obstacle_is_said_before_joining(desk):
    pair = make_duplicate_pair()
    for patient in (pair.first, pair.second):
        make_visit(patient, status="booked", day=NOW.date(), starts_at=NOW)
    url = reverse("patients:duplicate", args=[pair.pk])
    assert "booking at the same time" in desk.get(url).content.decode()
    answer = desk.post(url, {"decision": "joined"})
    assert (answer.headers["Location"], Patient.objects.count()) == (url, 2)


def test_taking_apart_is_not_for_who_may_only_read(client):
    keep, other = make_patient(), make_patient()
    merge_patients(keep, other, by=None, now=NOW)
    client.force_login(user_with_role(Role.MANAGER))
    assert client.get(reverse("patients:take-apart", args=[keep.pk])).status_code == 404
    assert reverse("patients:take-apart", args=[keep.pk]) not in client.get(
        reverse("patients:panel", args=[keep.pk, "joined"])
    ).content.decode()  # fmt: skip
