from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from patients.likeness import REVIEW_FROM, SHOWN_FROM, Birth, Likeness, Name, Person, compare, likeness

BORN = date(1985, 3, 12)
PHONE, MAIL = "+79161112233", "anna@example.org"


def person(name="Иванова Анна Сергеевна", birth=BORN, *contacts, cards=()):
    last, first, patronymic = [*name.split(" "), "", ""][:3]
    return Person(last, first, patronymic, birth, set(contacts), cards=frozenset(cards))


@pytest.mark.parametrize(
    ("other", "name", "birth", "score"),
    [
        (person(), Name.SAME, Birth.SAME, 80),
        (person("Анна Иванова Сергеевна"), Name.SWAPPED, Birth.SAME, 80),
        (person("ИВАНОВА анна Сергеевна"), Name.SAME, Birth.SAME, 80),
        (person("Иванова Анна"), Name.LACKING, Birth.SAME, 63),
        (person("Иванава Анна Сергеевна"), Name.SLIP, Birth.SAME, 63),
        (person("Иванова А. С."), Name.INITIALS, Birth.SAME, 60),
        (person("Петрова Анна Сергеевна"), Name.SURNAME, Birth.SAME, 57),
        (person("Иванова Анна Павловна"), Name.PATRONYMIC, Birth.SAME, 57),
        (person("Петрова Анна"), Name.FIRST, Birth.SAME, 35),
        (person("Иванова Мария Сергеевна"), Name.OTHER, Birth.SAME, -10),
        (person(birth=date(1985, 3, 13)), Name.SAME, Birth.SLIP, 60),
        (person(birth=date(1985, 12, 3)), Name.SAME, Birth.SWAPPED, 60),
        (person(birth=None), Name.SAME, Birth.UNKNOWN, 45),
        (person(birth=date(1990, 8, 30)), Name.SAME, Birth.OTHER, 30),
        (person(birth=date(2010, 8, 30)), Name.SAME, Birth.GENERATION, -10),
    ],
)
def test_score_of_a_name_and_a_birth_date(other, name, birth, score):
    found = compare(person(), other)
    assert (found.name, found.birth, found.score) == (name, birth, score)


def test_score_counts_what_is_shared_once():
    one, other = person(cards=["4512"]), person(cards=["4512"])
    assert compare(one, other).score == 90
    one.contacts, other.contacts = {PHONE}, {PHONE, "+79990000000"}
    assert compare(one, other).score == 120
    one.contacts, other.contacts = {PHONE, MAIL}, {PHONE, MAIL}
    assert compare(one, other).score == 130


@translation.override("en")
def test_reasons_are_said_in_words():
    found = compare(person("Иванова Анна Сергеевна", BORN, PHONE), person(birth=date(1985, 3, 11)))
    assert [str(reason) for reason in found.reasons] == ["same name", "birth date differs by one digit"]
    other = person("Иванова Анна Сергеевна", date(1985, 3, 11), PHONE)
    assert [str(r) for r in compare(person("Иванова Анна Сергеевна", BORN, PHONE), other).reasons] == [
        "same phone", "same name", "birth date differs by one digit",
    ]  # fmt: skip


def test_twins_and_father_and_son_are_never_shown():
    twins = compare(
        person("Иванова Анна Сергеевна", BORN, PHONE, MAIL, cards=["4512"]),
        person("Иванова Мария Сергеевна", BORN, PHONE, MAIL, cards=["4512"]),
    )
    generations = compare(
        person("Иванов Иван Иванович", date(1960, 5, 1), PHONE, MAIL, cards=["4512"]),
        person("Иванов Иван Иванович", date(1988, 2, 3), PHONE, MAIL, cards=["4512"]),
    )
    assert (twins.score < SHOWN_FROM, generations.score < SHOWN_FROM) == (True, True)


WORDS = [
    "",
    "Иванов",
    "Иванова",
    "Иваноав",
    "Тер-Саакян",
    "И.",
    "Анна",
    "Алла",
    "Наталья",
    "Наталия",
    "Сергеевна",
    "С",
]
DAYS = [None, BORN, date(1985, 3, 13), date(1985, 12, 3), date(1955, 3, 12), date(2004, 1, 1)]
PEOPLE = st.builds(
    Person,
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.one_of(st.sampled_from(DAYS), st.dates(BORN - timedelta(days=400), BORN + timedelta(days=400))),
    st.sets(st.sampled_from([PHONE, MAIL, "+79990000000"])),
    cards=st.frozensets(st.sampled_from(["4512", "7001"])),
)


@given(PEOPLE, PEOPLE)
@example(
    Person("Иванов", "Иван Петрович", "", None, {PHONE}), Person("Иванов", "Иван", "Петрович", None, {PHONE})
)
def test_order_of_the_two_does_not_matter(one, other):
    assert compare(one, other) == compare(other, one)
    assert likeness(one, other) == likeness(other, one)


@given(PEOPLE, PEOPLE)
def test_score_and_verdict_of_the_import_agree(one, other):
    verdict, _reason = likeness(one, other)
    if verdict is not Likeness.OTHER:
        assert compare(one, other).score >= REVIEW_FROM


@given(PEOPLE, PEOPLE)
def test_nothing_is_shown_without_a_key_to_look_it_up(one, other):
    found = compare(one, other)
    if found.score >= SHOWN_FROM:
        keys = (
            found.phone,
            found.email,
            found.card,
            one.word_key == other.word_key,
            one.birth == other.birth,
        )
        assert any(keys)


@given(PEOPLE)
def test_nobody_is_more_alike_than_oneself(one):
    assert compare(one, one).score >= 0
