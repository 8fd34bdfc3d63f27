from datetime import date, timedelta

import pytest
from django.urls import reverse

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import Guardianship, Household, HouseholdMember
from patients.selectors.family import (
    eighteenth_birthday,
    family_of,
    people_at,
    sharers_of,
    suggested_relatives,
    surname_stem,
)
from patients.services.family import (
    FamilyError,
    end_guardianship,
    join_household,
    kind_by_sex,
    leave_household,
    set_guardian,
    update_household,
)
from patients.services.merging import merge_patients
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_contact,
    make_guardianship,
    make_patient,
    the_branch,
    user_with_role,
)

pytestmark = pytest.mark.django_db
CHILD = date(2018, 3, 4)


def together(*patients):
    for patient in patients[1:]:
        join_household(patients[0], patient, by=None, now=NOW)
    return Household.objects.get()


def test_two_make_a_family_and_a_third_joins_it():
    first, second, third = make_patient(last_name="Ивановы"), make_patient(), make_patient()
    household = together(first, second, third)
    assert household.name == "Ивановы"
    assert set(household.members.values_list("patient", flat=True)) == {first.pk, second.pk, third.pk}
    join_household(third, first, by=None, now=NOW)  # again: nothing new
    assert (HouseholdMember.objects.count(), JournalEntry.objects.filter(verb="family_joined").count()) == (
        3,
        3,
    )


def test_people_of_two_families_are_not_put_together():
    first, second, third, fourth = (make_patient() for _ in range(4))
    join_household(first, second, by=None, now=NOW)
    join_household(third, fourth, by=None, now=NOW)
    with pytest.raises(FamilyError):
        join_household(first, third, by=None, now=NOW)
    with pytest.raises(FamilyError):
        join_household(first, first, by=None, now=NOW)


def test_family_of_one_is_none():
    first, second, third = make_patient(), make_patient(), make_patient()
    together(first, second, third)
    leave_household(third, by=None, now=NOW)
    assert HouseholdMember.objects.count() == 2
    leave_household(second, by=None, now=NOW)
    leave_household(second, by=None, now=NOW)
    assert HouseholdMember.objects.count() == 0


def test_family_has_a_name_and_an_address():
    household = together(make_patient(), make_patient())
    update_household(household, name="Ивановы", address="Ленина, 5", by=None, now=NOW)
    household.refresh_from_db()
    assert (household.name, household.address) == ("Ивановы", "Ленина, 5")


def test_guardian_becomes_of_the_family_and_ends_by_date():
    child, mother = make_patient(birth_date=CHILD), make_patient()
    row = set_guardian(child, mother, kind="mother", since=TODAY, by=None, today=TODAY, now=NOW)
    user = user_with_role(Role.OWNER)
    family = family_of(child, user, today=TODAY)
    assert [(g.person, g.is_active, g.adult_on) for g in family.guardians] == [
        (mother, True, date(2036, 3, 4))
    ]
    assert ([m.patient for m in family.members], family_of(mother, user, today=TODAY).wards[0].person) == (
        [mother], child,
    )  # fmt: skip
    end_guardianship(row, on=TODAY + timedelta(days=3), by=None, now=NOW)
    row.refresh_from_db()
    assert [row.holds_on(TODAY + timedelta(days=d)) for d in (-1, 0, 2, 3)] == [False, True, True, False]


def test_guardianship_that_had_not_begun_goes():
    row = make_guardianship(make_patient(birth_date=CHILD), make_patient())
    Guardianship.objects.update(since=TODAY)
    end_guardianship(row, on=TODAY, by=None, now=NOW)
    assert Guardianship.objects.count() == 0


@pytest.mark.parametrize(
    ("guardian", "dates"),
    [
        ({"birth_date": CHILD}, {}),
        ({}, {"since": TODAY, "until": TODAY}),
    ],
)
def test_guardian_is_refused(guardian, dates):
    with pytest.raises(FamilyError):
        set_guardian(
            make_patient(birth_date=CHILD), make_patient(**guardian), kind="other", by=None, today=TODAY,
            now=NOW, **dates,
        )  # fmt: skip


def test_guardian_of_the_grown_up_answers_no_longer():
    grown = make_patient(birth_date=TODAY.replace(year=TODAY.year - 18))
    make_guardianship(grown, make_patient())
    unknown = make_patient(birth_date=None)
    make_guardianship(unknown, make_patient())
    user = user_with_role(Role.OWNER)
    assert [family_of(p, user, today=TODAY).answering for p in (grown, unknown)] == [[], []]


def test_eighteenth_birthday_of_a_leap_day():
    found = [eighteenth_birthday(make_patient(birth_date=day)) for day in (date(2008, 2, 29), None)]
    assert found == [date(2026, 3, 1), None]


def test_relative_of_another_branch_is_not_shown():
    here, there = the_branch(), make_branch()
    patient, relative = make_patient(branch=here), make_patient(branch=there)
    make_contact(patient, "+79161112233")
    make_contact(relative, "+79161112233")
    join_household(patient, relative, by=None, now=NOW)
    make_guardianship(patient, relative)
    user = user_with_role(Role.ADMINISTRATOR, here)
    family = family_of(patient, user, today=TODAY)
    points = [c.point_id for c in patient.contacts.all()]
    assert (family.members, family.guardians, sharers_of(points, user, but=patient)) == ([], [], {})
    assert list(people_at([("phone", "+79161112233")], user)) == [patient]


def test_family_is_suggested_by_phone_and_surname():
    patient = make_patient(last_name="Иванова")
    husband, friend = make_patient(last_name="Иванов"), make_patient(last_name="Петров")
    for person in (patient, husband, friend):
        make_contact(person, "+79161112233")
    user = user_with_role(Role.ADMINISTRATOR)
    assert suggested_relatives(patient, user) == [husband]
    assert [p.pk for p in sharers_of([patient.contacts.get().point_id], user, but=patient)[patient.contacts.get().point_id]] == [
        husband.pk, friend.pk,
    ]  # fmt: skip
    join_household(patient, husband, by=None, now=NOW)
    patient.refresh_from_db()
    assert suggested_relatives(patient, user) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Иванов", "Иванова"), ("Ковальский", "Ковальская"), ("Толстой", "Толстая"), ("ШЕВЧЕНКО", "Шевченко")],
)
def test_surnames_of_one_family(one, other):
    assert surname_stem(one) == surname_stem(other)


def test_parent_is_called_by_sex():
    assert [kind_by_sex(make_patient(sex=sex)) for sex in ("m", "f", "")] == ["father", "mother", "other"]


def test_joined_cards_keep_one_family():
    keep, other, relative, stranger = (make_patient() for _ in range(4))
    join_household(keep, relative, by=None, now=NOW)
    join_household(other, stranger, by=None, now=NOW)
    merge_patients(keep, other, by=None, now=NOW)
    user = user_with_role(Role.OWNER)
    keep.refresh_from_db()
    assert [m.patient for m in family_of(keep, user, today=TODAY).members] == [relative]


# Screens


@pytest.fixture
def desk(client):
    client.user = user_with_role(Role.ADMINISTRATOR)
    client.force_login(client.user)
    return client


def test_relative_is_found_and_added(desk):
    child, mother = (
        make_patient(last_name="Ёлкина", birth_date=CHILD),
        make_patient(last_name="Ёлкина", sex="f"),
    )
    url = reverse("patients:family", args=[child.pk])
    assert [hit.patient for hit in desk.get(url, {"q": "Ёлкина"}).context["hits"]] == [mother]
    desk.post(reverse("patients:family-add", args=[child.pk]), {"relative": mother.pk, "tie": "mother"})
    assert Guardianship.objects.values_list("ward", "guardian", "kind").get() == (
        child.pk,
        mother.pk,
        "mother",
    )
    text = desk.get(reverse("patients:panel", args=[child.pk, "family"])).content.decode()
    assert "Messages go to" in text
    assert desk.post(url, {"name": "Ёлкины", "address": "Ленина, 5"}).status_code == 302
    assert Household.objects.values_list("name", "address").get() == ("Ёлкины", "Ленина, 5")


def test_child_is_added_from_the_card_of_the_parent(desk):
    father, child = make_patient(sex="m"), make_patient(birth_date=CHILD)
    desk.post(reverse("patients:family-add", args=[father.pk]), {"relative": child.pk, "tie": "child"})
    assert Guardianship.objects.values_list("ward", "guardian", "kind").get() == (
        child.pk,
        father.pk,
        "father",
    )


def test_guardianship_and_membership_end_on_the_screen(desk):
    child, mother = make_patient(birth_date=CHILD), make_patient()
    row = set_guardian(child, mother, kind="mother", by=None, today=TODAY, now=NOW)
    url = reverse("patients:guardian-end", args=[child.pk])
    desk.post(url, {"guardianship": row.pk, "on": "nonsense"})
    assert Guardianship.objects.get().until is None
    desk.post(url, {"guardianship": row.pk, "on": "2026-09-20"})
    assert Guardianship.objects.get().until == date(2026, 9, 20)
    stranger = make_guardianship(make_patient(), make_patient())
    assert desk.post(url, {"guardianship": stranger.pk, "on": "2026-09-20"}).status_code == 404
    desk.post(reverse("patients:family-leave", args=[child.pk]), {"member": mother.pk})
    assert HouseholdMember.objects.count() == 0


def test_mistakes_are_said(desk):
    first, second, third, fourth = (make_patient() for _ in range(4))
    join_household(first, second, by=None, now=NOW)
    join_household(third, fourth, by=None, now=NOW)
    url = reverse("patients:family-add", args=[first.pk])
    for data, said in (
        ({"relative": third.pk, "tie": "family"}, "belongs to another family already"),
        ({"relative": third.pk, "tie": "mother"}, "Choose a person"),
        ({}, "Choose a person"),
    ):
        assert said in desk.post(url, data, follow=True).content.decode()
    assert desk.post(url, {"relative": 999999, "tie": "family"}).status_code == 404


def test_minor_without_a_guardian_is_marked(desk):
    child = make_patient(birth_date=CHILD)
    assert (
        "no message leaves" in desk.get(reverse("patients:panel", args=[child.pk, "family"])).content.decode()
    )


def test_family_suggested_on_the_card_is_made_with_one_click(desk):
    wife, husband = make_patient(last_name="Иванова"), make_patient(last_name="Иванов")
    for person in (wife, husband):
        make_contact(person, "+79161112233")
    assert (
        "same phone, same surname"
        in desk.get(reverse("patients:panel", args=[wife.pk, "family"])).content.decode()
    )
    data = {"relative": husband.pk, "tie": "family", "back": "card"}
    answer = desk.post(reverse("patients:family-add", args=[wife.pk]), data)
    assert (answer.headers["Location"], HouseholdMember.objects.count()) == (
        reverse("patients:card", args=[wife.pk]), 2,
    )  # fmt: skip
