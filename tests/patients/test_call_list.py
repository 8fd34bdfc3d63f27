"""The call list: next tries by rule, good hours, hand-over, follow-ups by hand."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from clinics.enums import Role
from clinics.models import WorkingHours
from patients.models import FollowUp
from patients.services.follow_ups import close_follow_up, next_try_on
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_employee,
    make_follow_up,
    make_patient,
    the_branch,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    """Leads every patient made with `curator=curator.employee`; signed in."""
    user = user_with_role(Role.CURATOR, the_branch())
    make_employee(branch=the_branch(), user=user, is_curator=True)
    client.force_login(user)
    return user


def unanswered(row, **values):
    return close_follow_up(
        row, **{"outcome": "no_answer", "tries_again": True, "by": None, "now": NOW, **values}
    )


def test_unanswered_calls_are_tried_again_one_two_and_four_days_later_then_end():
    row, days = make_follow_up(due_on=TODAY), []
    for _ in range(4):
        unanswered(row)
        following = FollowUp.objects.filter(state="open").first()
        days.append(following and ((following.due_on - TODAY).days, following.attempts))
        row = following or row
    assert days == [(1, 1), (2, 2), (4, 3), None]


def test_next_try_waits_for_an_open_day():
    """2026-09-19 is a Saturday."""
    branch = make_branch(time_zone="Europe/Moscow")
    for weekday in range(5):
        WorkingHours.objects.create(branch=branch, weekday=weekday, starts=time(9), ends=time(21))
    assert next_try_on(branch, attempts=1, today=date(2026, 9, 18)) == date(2026, 9, 21)


def test_given_day_wins_over_the_rule_and_an_answer_starts_the_count_anew():
    row = make_follow_up(attempts=2)
    unanswered(row, next_on=TODAY + timedelta(days=9))
    following = FollowUp.objects.get(state="open")
    assert (following.due_on, following.attempts) == (TODAY + timedelta(days=9), 3)
    close_follow_up(following, outcome="reached", next_on=TODAY + timedelta(days=20), by=None, now=NOW)
    assert FollowUp.objects.get(state="open").attempts == 0


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("follow_up_state_known", {"state": "gone", "closed_at": NOW}),
        ("follow_up_outcome_known", {"outcome": "x"}),
    ],
)
def test_constraints(name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_follow_up(**values)


def names(client, query):
    page = client.get(f"/follow-ups/{query}").context["page"]
    return [row.patient.last_name for row in page.rows]


def test_filters(client, curator):
    employee = curator.employee
    with time_machine.travel(datetime(2026, 9, 15, 12, 30, tzinfo=ZoneInfo("Europe/Moscow")), tick=False):
        early = make_patient(last_name="Ранняя", curator=employee, call_from=8, call_until=11)
        noon = make_patient(last_name="Полуденная", curator=employee, call_from=12, call_until=14)
        any_hour = make_patient(last_name="Любая", curator=employee)
        make_follow_up(early, kind="book", due_on=date(2026, 9, 14))
        make_follow_up(noon, origin="plan:3", due_on=date(2026, 9, 15))
        make_follow_up(any_hour, attempts=1, assignee=employee, due_on=date(2026, 9, 16))
        assert names(client, "?hour=on") == ["Полуденная", "Любая"]
        assert names(client, "?kind=book") == ["Ранняя"]
        assert names(client, "?origin=plan") == ["Полуденная"]
        assert names(client, "?tries=some") == ["Любая"]
        assert names(client, f"?assignee={employee.pk}") == names(client, "?mine=on") == ["Любая"]
        assert names(client, "?due=now") == ["Ранняя", "Полуденная"]
        assert names(client, "?q=любая") == ["Любая"]


def test_hand_over_moves_the_chosen_or_all_of_the_filter_and_nobody_elses(client, curator):
    branch, other = (
        the_branch(),
        make_employee(branch=the_branch(), user=user_with_role(Role.CURATOR, the_branch())),
    )
    mine = [make_follow_up(make_patient(curator=curator.employee), branch=branch) for _ in range(3)]
    stranger = make_follow_up(make_patient(branch=make_branch(name="Дальний")))
    data = {"assignee": other.pk, "ids": [mine[0].pk, stranger.pk], "back": ""}
    client.post("/follow-ups/reassign/", data)
    assert list(FollowUp.objects.filter(assignee=other)) == [mine[0]]
    client.post("/follow-ups/reassign/", {"assignee": other.pk, "everything": "on", "back": "?kind=write"})
    assert FollowUp.objects.filter(assignee=other).count() == 1
    client.post("/follow-ups/reassign/", {"assignee": other.pk, "everything": "on", "back": ""})
    assert FollowUp.objects.filter(assignee=other).count() == 3
    far = make_employee(branch=make_branch(name="Третий"), user=user_with_role(Role.CURATOR))
    client.post("/follow-ups/reassign/", {"assignee": far.pk, "everything": "on"})
    assert not FollowUp.objects.filter(assignee=far).exists()


def test_put_off_needs_no_day(client, curator):
    row = make_follow_up(make_patient(curator=curator.employee))
    assert client.get(f"/follow-ups/{row.pk}/").status_code == 200
    answer = client.post(f"/follow-ups/{row.pk}/", {"outcome": "snoozed"})
    assert (answer.url, FollowUp.objects.filter(state="open").count()) == ("/follow-ups/", 1)


def test_set_by_hand(client, curator):
    patient = make_patient(curator=curator.employee)
    address = f"/patients/{patient.pk}/follow-up/"
    data = {"kind": "book", "reason": "Снимок готов", "due_on": "2999-01-01"}
    assert client.get(address).status_code == 200
    assert client.post(address, data | {"due_on": "2020-01-01"}).status_code == 422
    for _ in range(2):
        client.post(address, data)
    assert list(patient.follow_ups.values_list("kind", "reason")) == [("book", "Снимок готов")] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_queries(client, curator, django_assert_num_queries, count):
    for _ in range(count):
        make_follow_up(make_patient(curator=curator.employee))
    client.get("/follow-ups/")
    with django_assert_num_queries(QUERIES):
        assert len(names(client, "")) == count


QUERIES = 16
