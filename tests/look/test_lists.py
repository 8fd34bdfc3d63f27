"""The list helper: walking pages forth and back meets every row once, in order, whatever is null or equal."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clinics.lists import Cursor, FilterForm, Sort, list_page, replaced
from clinics.models import User

SORTS = {"name": Sort("last_name"), "seen": Sort("last_login", nullable=True), "login": Sort("username")}
MOMENTS = [None, *(datetime(2026, 1, day, 9, 0, 0, 123_456, tzinfo=UTC) for day in (1, 2, 3))]


class PersonFilter(FilterForm):
    q = forms.CharField(label="Name")
    language = forms.ChoiceField(
        label="Language", choices=[("", "any"), ("ru", "Russian"), ("en", "English")]
    )
    active = forms.BooleanField(label="Only active")

    def narrow(self, rows):
        return rows.filter(language=language) if (language := self.value("language")) else rows


def people(*rows: tuple[str, datetime | None]) -> None:
    User.objects.bulk_create(
        User(username=f"u{i:03}", last_name=name, last_login=at) for i, (name, at) in enumerate(rows)
    )


def page(query: str = "", size: int = 2, default: str = "name"):
    return list_page(
        QueryDict(query.removeprefix("?")), User.objects.all(), sorts=SORTS, default=default, size=size
    )


def walk(start: str, size: int, link: str) -> list[list[str]]:
    """The logins of each page, following `link` until it is empty."""
    found, query = [], start
    while True:
        current = page(query, size)
        found.append([user.username for user in current.rows])
        query = getattr(current, link)
        if not query:
            return found


class WalkingTest(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        rows=st.lists(st.tuples(st.sampled_from("абв"), st.sampled_from(MOMENTS)), max_size=9),
        sort=st.sampled_from(["name", "-name", "seen", "-seen"]),
        size=st.integers(1, 4),
    )
    def test_pages_forth_and_back_are_the_whole_list_in_order(self, rows, sort, size):
        people(*rows)
        path = SORTS[sort.removeprefix("-")].field
        users = list(User.objects.order_by("pk"))
        given_values = [user for user in users if getattr(user, path) is not None]
        down = sort.startswith("-")
        ordered = sorted(given_values, key=lambda user: (getattr(user, path), user.pk), reverse=down)
        empty = sorted(
            (user for user in users if getattr(user, path) is None), key=lambda user: user.pk, reverse=down
        )
        whole = [user.username for user in [*ordered, *empty]]

        forth = walk(f"sort={sort}", size, "next_query")
        assert [name for each in forth for name in each] == whole

        last = f"sort={sort}"
        while query := page(last, size).next_query:
            last = query
        back = walk(last, size, "previous_query")
        assert [name for each in reversed(back) for name in each] == whole
        assert page(last, size).last == len(whole) or not whole


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_two_queries_whatever_its_length(django_assert_num_queries, rows):
    people(*[("а", None)] * rows)
    with django_assert_num_queries(2):
        assert len(page(size=50).rows) == rows


@pytest.mark.django_db
def test_rows_are_numbered_from_the_start_of_the_list():
    people(*[("а", None)] * 5)
    second = page(page().next_query)
    third = page(second.next_query)
    back = page(third.previous_query)
    assert [(p.first, p.last, p.count) for p in (second, third, back)] == [(3, 4, 5), (5, 5, 5), (3, 4, 5)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["sort=password", "after=%00", "after=abc", "after=W10", "sort=seen&after=" + Cursor("not a day", 1, 5).encode(),
     "sort=login&after=" + Cursor("a\0", 1, 5).encode()],
)  # fmt: skip
def test_what_we_did_not_write_falls_back_to_the_first_page(query):
    people(("а", None), ("б", None))
    assert ([user.last_name for user in page(query).rows], page(query).first) == (["а", "б"], 1)


@pytest.mark.django_db
def test_count_is_capped(monkeypatch):
    monkeypatch.setattr("clinics.lists.COUNT_CAP", 3)
    people(*[("а", None)] * 3)
    exact = page()
    people_more = User.objects.create(username="more")
    capped = page()
    assert people_more.pk
    assert [(p.count, p.count_is_capped) for p in (exact, capped)] == [(3, False), (3, True)]


def test_replaced_keeps_the_filter_and_returns_to_the_first_page():
    assert replaced(QueryDict("q=а&sort=name&after=x"), sort="-name") == "?q=%D0%B0&sort=-name"
    assert replaced(QueryDict("q=а&before=x"), q=None) == "?"


def test_chips_name_each_active_filter_and_the_address_without_it():
    params = QueryDict("q=&language=en&active=on&sort=name&after=x")
    assert [tuple(chip) for chip in PersonFilter(params).chips(params)] == [
        ("Language", "English", "?q=&active=on&sort=name"),
        ("Only active", "", "?q=&language=en&sort=name"),
    ]


def test_a_wrong_filter_value_filters_nothing_and_shows_its_error():
    form = PersonFilter(QueryDict("language=xx"))
    assert (form.value("language"), list(form.errors)) == (None, ["language"])


@pytest.mark.django_db
def test_a_list_may_be_of_dicts():
    people(("а", None), ("б", None), ("в", None))
    rows = User.objects.values("pk", "last_name")
    first = list_page(QueryDict(), rows, sorts=SORTS, default="-name", size=2)
    second = list_page(QueryDict(first.next_query[1:]), rows, sorts=SORTS, default="-name", size=2)
    assert [row["last_name"] for row in [*first.rows, *second.rows]] == ["в", "б", "а"]
