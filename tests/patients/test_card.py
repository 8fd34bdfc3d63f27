"""The card: what its head says, what it costs, its late panels, its timeline."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import Patient
from patients.quick_actions import actions_of
from patients.selectors.curiosity import busy_searchers
from patients.services.balances import refresh_balances
from patients.services.searching import record_search
from tests.factories import (
    NOW,
    make_branch,
    make_card,
    make_charge,
    make_consent,
    make_contact,
    make_employee,
    make_follow_up,
    make_membership,
    make_patient,
    make_payment,
    make_plan,
    make_plan_item,
    make_summary,
    make_visit,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.user = user_with_role(Role.ADMINISTRATOR, make_branch())
    client.force_login(client.user)
    return client


def _fill(patient: Patient, rows: int) -> Patient:
    """`rows` of everything that a card shows."""
    make_summary(patient)
    make_card(patient)
    refresh_balances([patient.pk])
    for n in range(rows):
        make_consent(make_contact(patient).point, channel="sms")
        make_charge(
            make_visit(
                patient, practitioner=make_employee(), day=timezone.localdate() - timedelta(days=n + 1)
            )
        )
        make_payment(patient)
        make_plan_item(make_plan(patient))
        make_follow_up(patient, origin=f"o{n}")
        make_membership(
            patient,
            since=timezone.localdate() - timedelta(days=n + 2),
            until=timezone.localdate() - timedelta(days=n + 1),
        )
    return patient


@pytest.mark.parametrize("rows", [1, 3])
def test_card_costs_at_most_fifteen_queries(desk, rows):
    patient = _fill(make_patient(curator=make_employee(is_curator=True)), rows)
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(reverse("patients:card", args=[patient.pk])).status_code == 200
    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 15, "\n".join(sql[:120] for sql in asked)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("key", ["segment", "messages", "family", "history"])
def test_late_panel_comes_alone_and_costs_the_same(desk, key, rows):
    patient = _fill(make_patient(), rows)
    url = reverse("patients:panel", args=[patient.pk, key])
    with CaptureQueriesContext(connection) as captured:
        body = desk.get(url, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in body
    assert len(captured) <= 22
    assert "<html" in desk.get(url).content.decode(), "without scripts it is a page"


def test_head_says_what_must_be_known_first(desk):
    today = timezone.localdate()
    child = make_patient(
        birth_date=today - timedelta(days=3000), do_not_contact="просила мать", deceased_on=None
    )
    make_summary(child, hold_until=today + timedelta(days=5))
    make_visit(child, amount=Decimal(5000))
    make_payment(child, amount=Decimal(1500))
    plan = make_plan(child, open_sum=Decimal(12000))
    make_follow_up(child, due_on=today + timedelta(days=2), reason="Позвонить")
    make_consent(make_contact(child, "m@example.org").point, purpose="service")
    refresh_balances([child.pk])
    context = desk.get(reverse("patients:card", args=[child.pk])).context
    words = [str(alert.text) for alert in context["alerts"]]
    assert [word.split(" ")[0].strip(",") for word in words] == ["do", "minor", "owes", "held"]
    assert [(figure["key"], figure["text"]) for figure in context["figures"]] == [
        ("open_plan_sum", "₽12,000")
    ]
    assert (context["patient"].next_action["reason"], plan.open_sum) == ("Позвонить", Decimal(12000))
    assert [each.allowed for each in context["sendings"]] == [True, None, None, None]


@translation.override("en")
def test_actions_are_those_the_person_may_take():
    patient, here = make_patient(), make_branch()
    names = {
        role: [action["label"] for action in actions_of(patient, user_with_role(role, here))]
        for role in (Role.ADMINISTRATOR, Role.PRACTITIONER, Role.OWNER)
    }
    assert "Book a visit" in names[Role.ADMINISTRATOR]
    assert names[Role.OWNER] == []


def test_timeline_is_paged_and_filtered_by_kind(desk):
    patient = make_patient()
    for n in range(25):
        make_visit(patient, day=date(2026, 1, 1) + timedelta(days=n))
    make_payment(patient, paid_on=date(2026, 3, 1))
    url = reverse("patients:timeline", args=[patient.pk])
    first = desk.get(url).context
    assert (len(first["events"]), first["page"].has_more, first["events"][0]["icon"]) == (20, True, "cash")
    assert len(desk.get(url, {"page": "2"}).context["events"]) == 6
    assert len(desk.get(url, {"kind": "payments"}).context["events"]) == 1
    assert desk.get(url, {"kind": "nonsense", "page": "x"}).context["page"].number == 1


def test_a_search_is_one_line_however_long_one_types():
    user, last = user_with_role(Role.ADMINISTRATOR), None
    for n, typed in enumerate(["ив", "ива", "иван", "иванов"]):
        last = record_search(user, typed, found=1, last=last, now=NOW + timedelta(seconds=n))
    last = record_search(user, "петров", found=1, last=last, now=NOW + timedelta(seconds=5))
    record_search(user, "петров", found=1, last=last, now=NOW + timedelta(minutes=5))
    assert JournalEntry.objects.filter(verb="searched").count() == 3


def test_the_sixty_first_search_of_an_hour_raises_one_alarm_that_the_owner_sees():
    here, there = make_branch(), make_branch()
    user = user_with_role(Role.ADMINISTRATOR, here)
    begin = NOW.replace(minute=0)
    for n in range(63):
        record_search(
            user,
            f"{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10]}",
            found=0,
            last=None,
            now=begin + timedelta(seconds=n),
        )
    assert JournalEntry.objects.filter(verb="search_alarm").count() == 1
    seen = busy_searchers(user_with_role(Role.OWNER), now=NOW + timedelta(minutes=30))
    assert [(row.user, row.searches, row.cards) for row in seen] == [(user, 63, 0)]
    assert len(busy_searchers(user_with_role(Role.MANAGER, here), now=NOW + timedelta(minutes=30))) == 1
    assert busy_searchers(user_with_role(Role.MANAGER, there), now=NOW + timedelta(minutes=30)) == []
