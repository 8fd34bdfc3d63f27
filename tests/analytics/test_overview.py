"""The director's page: the same figures as the dictionary, the rows behind them, and what each role may see."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from analytics.comparison import natural_limits, signal
from analytics.forms import PeriodForm
from analytics.selectors.overview import Figure, asked
from analytics.tiles import hidden_if_small
from clinic_crm.lib.periods import Period, period_of
from clinics.enums import Role
from clinics.metrics import METRICS, Extent, Unit
from clinics.models import Branch, Change, User
from tests.factories import (
    make_branch,
    make_employee,
    make_membership,
    make_patient,
    make_payment,
    make_plan,
    make_plan_item,
    make_summary,
    make_visit,
    the_clinic,
    user_with_role,
)

SEPTEMBER = period_of("month", date(2026, 9, 15))


def signed_in(role: Role, branch: Branch | None = None) -> tuple[Client, User]:
    user = user_with_role(role, branch)
    client = Client()
    client.force_login(user)
    return client, user


def a_month(count: int, *, branch: Branch | None = None, day: date | None = None) -> None:
    """`count` patients of each kind of fact on one day."""
    branch = branch or make_branch()
    day = day or timezone.now().date()
    for _ in range(count):
        patient = make_patient(branch=branch)
        make_summary(patient, home_branch=branch)
        make_membership(patient, segment="sleeping", since=day - timedelta(days=10))
        make_visit(patient, branch=branch, day=day, amount=Decimal(1000), practitioner=make_employee())
        make_payment(patient, branch=branch, paid_on=day, amount=Decimal(-100), kind="service_refund")
        plan = make_plan(patient, identified_on=day)
        make_plan_item(plan, price=Decimal(500), status="agreed", agreed_on=day)


def test_limits_are_the_mean_and_its_moving_ranges() -> None:
    assert natural_limits([1, 2, 3, 4, 5]) is None
    low, high = natural_limits([10, 12, 10, 12, 10, 12]) or (0, 0)
    assert (round(low, 2), round(high, 2)) == (5.68, 16.32)  # 11 ± 2.66 · 2
    past = [10, 12, 10, 12, 10, 12]
    assert [signal(value, past) for value in (17, 16, 6, 5)] == [1, 0, 0, -1]
    assert signal(99, past[:5]) == 0


@pytest.mark.parametrize(
    ("value", "before", "outside", "good"),
    [
        (9, 5, 1, True),
        (3, 5, -1, False),
        (9, 5, 0, None),
        (4, 5, 1, None),
        (5, 5, 1, None),
        (None, 5, 0, None),
    ],
)
def test_change_is_coloured_only_when_signal_and_change_agree(
    value: int | None, before: int, outside: int, good: bool | None
) -> None:
    revenue, sleeping, sent = (METRICS[key] for key in ("revenue", "sleeping_patients", "messages_sent"))
    assert Figure(revenue, value, before, [], outside).is_good is good
    assert Figure(sleeping, value, before, [], outside).is_good is (None if good is None else not good)
    assert Figure(sent, value, before, [], outside).is_good is None


@pytest.mark.parametrize(
    ("today", "period", "before"),
    [
        (date(2026, 10, 5), SEPTEMBER, Period(date(2026, 8, 1), date(2026, 8, 31))),
        (
            date(2026, 9, 10),
            Period(date(2026, 9, 1), date(2026, 9, 10)),
            Period(date(2026, 8, 1), date(2026, 8, 10)),
        ),
    ],
)
def test_running_month_is_held_against_the_same_days(today: date, period: Period, before: Period) -> None:
    question = asked("month", SEPTEMBER, today=today)
    assert (question.period, question.before, question.is_running) == (period, before, period != SEPTEMBER)


def test_thirty_first_day_is_held_against_a_whole_shorter_month() -> None:
    march = period_of("month", date(2026, 3, 1))
    assert asked("month", march, today=date(2026, 3, 30)).before == Period(
        date(2026, 2, 1), date(2026, 2, 28)
    )


@pytest.mark.parametrize(
    ("count", "hide", "shown"), [(0, True, "0"), (4, True, "<5"), (5, True, "5"), (4, False, "4")]
)
def test_small_groups_are_hidden(count: int, hide: bool, shown: str) -> None:
    assert hidden_if_small(count, hide=hide) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "kind", "first"),
    [
        ({}, "month", date(2026, 9, 1)),
        ({"period": "quarter"}, "quarter", date(2026, 7, 1)),
        ({"period": "year", "at": "2025-05-05"}, "year", date(2025, 1, 1)),
        ({"period": "decade", "at": "soon"}, "month", date(2026, 9, 1)),
        ({"at": "2031-01-01"}, "month", date(2026, 9, 1)),
    ],
)
def test_period_in_the_address_falls_back_on_this_month(data: dict, kind: str, first: date) -> None:
    form = PeriodForm(data, branches=Branch.objects.none(), today=date(2026, 9, 15))
    assert (form.kind, form.whole.first) == (kind, first)


@pytest.mark.django_db
def test_every_metric_is_defined_and_answers_for_an_empty_clinic() -> None:
    extent = Extent(the_clinic(), date(2026, 9, 15))
    for metric in METRICS.values():
        assert metric.name
        assert metric.definition
        assert metric.unit in Unit
        (value,) = metric.measure(extent, [SEPTEMBER])
        assert value in (None, 0), metric.key
        assert metric.written(value)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["revenue", "plan_identified", "plan_agreed", "cash"])
def test_rows_add_up_to_the_tile(key: str) -> None:
    a_month(3)
    client, _user = signed_in(Role.OWNER)
    page = client.get(reverse("analytics:rows"), {"metric": key})
    listed = sum((row.sum for row in page.context["page"].rows), Decimal(0))
    returned = sum((row.sum for row in page.context["refunds"]), Decimal(0))
    today = timezone.now().date()
    (value,) = METRICS[key].measure(Extent(the_clinic(), today), [period_of("month", today)])
    assert listed + returned == page.context["total"] == value
    assert value != 0


@pytest.mark.django_db
def test_manager_sees_the_figures_of_the_own_branch() -> None:
    here, there = make_branch(), make_branch()
    a_month(1, branch=here)
    a_month(2, branch=there)
    for role, branch, revenue in [
        (Role.OWNER, None, "₽2,700"),
        (Role.MANAGER, here, "₽900"),
        (Role.MANAGER, there, "₽1,800"),
    ]:
        client, _user = signed_in(role, branch)
        tiles = client.get(reverse("analytics:overview")).context["tiles"]
        assert tiles[0]["value"] == revenue
    client, _user = signed_in(Role.MANAGER, here)
    asked_for = client.get(reverse("analytics:overview"), {"branch": there.pk})
    assert asked_for.context["tiles"][0]["value"] == "₽900"


@pytest.mark.django_db
def test_marketer_gets_counts_without_rows_and_without_small_groups() -> None:
    a_month(3)
    client, _user = signed_in(Role.MARKETER)
    page = client.get(reverse("analytics:overview"))
    sleeping = next(row for row in page.context["segments"] if row.segment == "sleeping")
    assert sleeping.patients == "<5"
    assert [tile["url"] for tile in page.context["tiles"]] == [""] * len(page.context["tiles"])
    assert client.get(reverse("analytics:rows"), {"metric": "revenue"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CURATOR, Role.PRACTITIONER, Role.SYSTEM])
def test_overview_is_not_for_everybody(role: Role) -> None:
    client, _user = signed_in(role)
    assert client.get(reverse("analytics:overview")).status_code == 404


@pytest.mark.django_db
def test_overview_before_the_first_visit_says_why_it_is_empty() -> None:
    make_branch()
    client, _user = signed_in(Role.OWNER)
    assert "There are no figures yet" in client.get(reverse("analytics:overview")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_overview_asks_as_much_for_one_patient_as_for_three(period: str) -> None:
    client, user = signed_in(Role.OWNER)
    counts, branch = [], make_branch()
    make_branch()
    for patients in (1, 3):
        a_month(patients, branch=branch, day=timezone.now().date() - timedelta(days=400))
        a_month(patients, branch=branch)
        Change.objects.create(
            clinic=the_clinic(), day=timezone.now().date(), text="Новый скрипт", made_by=user
        )
        with CaptureQueriesContext(connection) as found:
            page = client.get(reverse("analytics:overview"), {"period": period})
        assert page.status_code == 200
        assert "Новый скрипт" in page.content.decode()
        counts.append(len(found))
    assert counts[0] == counts[1] <= 37
