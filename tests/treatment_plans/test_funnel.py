"""A small clinic counted by hand."""

from decimal import Decimal

import pytest

from tests.factories import make_branch, make_patient, make_plan, make_source
from tests.treatment_plans.plans import ago, line
from treatment_plans.selectors.funnel import PlanFlow, Stage, plan_flow, plan_funnel

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """Six lines: 1000 open, 2000 agreed for 1800, 3000 agreed for 3000 and done for 3300, 4000 refused after
    agreeing, 5000 refused at once, 6000 cancelled after agreeing. One more awaits review."""
    plan = make_plan(identified_on=ago(40))
    line(plan, price=Decimal(1000))
    line(plan, "agreed", price=Decimal(2000), agreed_price=Decimal(1800))
    line(plan, "realised", price=Decimal(3000), actual_price=Decimal(3300))
    line(plan, "declined", price=Decimal(4000), agreed_on=ago(20), agreed_price=Decimal(4000))
    line(plan, "declined", price=Decimal(5000))
    line(plan, "cancelled", price=Decimal(6000), agreed_on=ago(20), agreed_price=Decimal(6000))
    line(plan, "realised", price=Decimal(9000), awaits_review="future")
    return plan


def test_stages_count_every_line_that_ever_reached_them(plan):
    funnel = plan_funnel(plan.clinic)
    assert (funnel.identified, funnel.agreed, funnel.realised) == (
        Stage(6, Decimal(21000)),
        Stage(4, Decimal(14800)),
        Stage(1, Decimal(3300)),
    )


def test_ratios_leave_out_cancelled_and_take_agreed_prices(plan):
    funnel = plan_funnel(plan.clinic)
    assert (funnel.agreed_by_lines.part, funnel.agreed_by_lines.whole) == (3, 5)
    assert (funnel.agreed_by_money.part, funnel.agreed_by_money.whole) == (8800, 14800)
    assert (funnel.realised_by_lines.part, funnel.realised_by_lines.whole) == (1, 3)
    assert (funnel.realised_by_money.part, funnel.realised_by_money.whole) == (3000, 8800)


def test_ratio_of_nothing_is_none(plan):
    assert plan_funnel(plan.clinic, until=ago(100)).agreed_by_lines.value is None


def test_funnel_narrows_to_source_branch_and_period(plan):
    source, other = make_source(), make_plan(make_patient(branch=make_branch()), identified_on=ago(5))
    line(other, identified_on=ago(5), price=Decimal(70), source=source, external_key="1")
    assert plan_funnel(plan.clinic, source=source).identified == Stage(1, Decimal(70))
    assert plan_funnel(plan.clinic, branches=[plan.branch]).identified == Stage(6, Decimal(21000))
    assert plan_funnel(plan.clinic, since=ago(5), until=ago(5)).identified == Stage(1, Decimal(70))


def test_flow_counts_each_stage_by_its_own_day(plan):
    assert plan_flow(plan.clinic, since=ago(25), until=ago(15)) == PlanFlow(
        identified=Stage(0, Decimal(0)), agreed=Stage(4, Decimal(14800)), realised=Stage(0, Decimal(0))
    )
    assert plan_flow(plan.clinic, since=ago(12), until=ago(0)).realised == Stage(1, Decimal(3300))


def test_funnel_is_one_query(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        plan_funnel(plan.clinic)
