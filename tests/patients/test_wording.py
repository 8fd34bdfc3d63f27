"""What the search box takes the typed words for."""

from datetime import date

import pytest

from patients.selectors.wording import Wording, is_too_short, read_query


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Иванов И И", Wording(words=("иванов", "и", "и"))),
        ("иванов ии", Wording(words=("иванов", "ии"))),
        ("И.И. Иванов", Wording(words=("иванов", "и", "и"))),
        ("8 (916) 123", Wording(digits="8916123")),
        ("916-12", Wording(digits="91612")),
        ("Ким 12.03.1985", Wording(words=("ким",), born=date(1985, 3, 12))),
        ("12.03.1985", Wording(born=date(1985, 3, 12))),
        ("petrov@EXAMPLE", Wording(email="petrov@example")),
        ("000123, 000207", Wording(codes=("123", "207"))),
    ],
)
def test_first_reading(query, first):
    assert read_query(query)[0] == first


@pytest.mark.parametrize("query", ["", " ", "и", "12", "%", "@", "«»", "\0"])
def test_too_little_means_nobody(query):
    assert read_query(query) == []


def test_too_short_is_something_but_not_enough():
    assert [is_too_short(query) for query in ("", " ", "и", "12", "ив")] == [False, False, True, True, False]


def test_other_layout_is_the_second_reading():
    assert [reading.words for reading in read_query("bdfyjd b b")] == [
        ("bdfyjd", "b", "b"),
        ("иванов", "и", "и"),
    ]
    assert ("иванов", "и", "и") in [reading.words for reading in read_query("bdfyjd b.b.")]
