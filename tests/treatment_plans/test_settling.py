"""What the lines say about the plan, computed by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import make_plan
from tests.treatment_plans.plans import ago, line, plan_of, settled
from treatment_plans.services.settling import COLUMNS, settle_plans

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("statuses", "state", "closed_on"),
    [
        ([], "active", None),
        (["identified"], "active", None),
        (["realised", "deferred"], "active", None),
        (["realised", "agreed"], "active", None),
        (["realised"], "completed", ago(10)),
        (["realised", "declined"], "completed", ago(10)),
        (["realised", "cancelled"], "completed", ago(10)),
        (["declined", "declined"], "closed", ago(10)),
        (["cancelled"], "closed", ago(10)),
    ],
)
def test_state_follows_from_lines(statuses, state, closed_on):
    plan = plan_of(*statuses)
    assert (plan.state, plan.closed_on) == (state, closed_on)


def test_plan_with_agreed_line_refused_later_is_not_completed():
    plan = plan_of("realised")
    line(plan, "declined", agreed_on=ago(20), ended_on=ago(3))
    assert (settled(plan).state, plan.closed_on) == ("closed", ago(3))


def test_line_awaiting_review_counts_nowhere():
    plan = plan_of("realised")
    line(plan, "agreed", awaits_review="future")
    assert (settled(plan).state, plan.lines_total, plan.open_agreed_sum) == ("completed", 1, 0)


def test_sums_of_lines():
    plan = make_plan()
    line(plan, "identified", price=Decimal(100), minutes=10)
    line(plan, "agreed", price=Decimal(200), agreed_price=Decimal(180), minutes=20, agreed_on=ago(25))
    line(plan, "scheduled", price=Decimal(300), minutes=30)
    line(plan, "realised", price=Decimal(400), minutes=40)
    line(plan, "deferred", price=Decimal(500), minutes=50, deferred_until=date(2026, 10, 1))
    line(plan, "declined", price=Decimal(600), minutes=60, ended_on=ago(4))
    line(plan, "cancelled", price=Decimal(700), minutes=70)
    plan = settled(plan)
    assert {name: getattr(plan, name) for name in COLUMNS} == {
        "lines_total": 6,
        "lines_open": 4,
        "lines_realised": 1,
        "open_sum": Decimal(1080),
        "open_minutes": 110,
        "open_agreed_lines": 2,
        "open_agreed_sum": Decimal(480),
        "open_agreed_minutes": 50,
        "open_agreed_since": ago(25),
        "lines_deferred": 1,
        "deferred_until": date(2026, 10, 1),
        "declined_sum": Decimal(600),
        "declined_on": ago(4),
        "state": "active",
        "closed_on": None,
    }


def test_settling_again_changes_nothing():
    plan_of("realised")
    plan_of("agreed", "identified")
    assert settle_plans(None) == 0
