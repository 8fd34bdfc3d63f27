"""The SQL that settles plans and the Python that says what it means always agree."""

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import TODAY, make_plan, make_plan_item
from treatment_plans.enums import ItemStatus
from treatment_plans.models import PlanItem, TreatmentPlan, Variant
from treatment_plans.services.settling import settle_plans
from treatment_plans.sums import counted_variants, plan_sums

pytestmark = pytest.mark.django_db
DAYS = st.integers(0, 40).map(lambda n: TODAY - timedelta(days=n))
MONEY = st.integers(0, 300_000).map(lambda kopecks: Decimal(kopecks) / 100)


@st.composite
def facts(draw):
    status = draw(st.sampled_from(ItemStatus.values))
    sessions = draw(st.integers(1, 4))
    done = draw(st.integers(0, sessions))
    if (status == "realised") != (done == sessions):
        done = 0
    agreed = draw(DAYS) if status in ("agreed", "scheduled", "realised") or draw(st.booleans()) else None
    return {
        "status": status, "sessions": sessions, "sessions_done": done, "price": draw(MONEY),
        "agreed_price": draw(MONEY) if agreed else None,
        "actual_price": draw(MONEY) if done or status == "realised" else None,
        "minutes": draw(st.integers(0, 1440)), "identified_on": draw(DAYS), "agreed_on": agreed,
        "realised_on": draw(DAYS) if status == "realised" else None,
        "ended_on": draw(DAYS) if status in ("declined", "deferred", "cancelled") else None,
        "deferred_until": draw(st.none() | DAYS) if status == "deferred" else None,
        "awaits_review": draw(st.sampled_from(["", "", "", "doubt"])),
        "way": draw(st.sampled_from([None, None, 0, 1, 2, 3])),
    }  # fmt: skip


@given(lines=st.lists(facts(), max_size=7))
@settings(max_examples=60, deadline=None)
def test_sql_and_python_agree(lines):
    with transaction.atomic():
        plan = make_plan(identified_on=TODAY)
        ways = [
            Variant.objects.create(plan=plan, choice=choice, letter=letter)
            for choice, letter in ((1, "A"), (1, "B"), (2, "A"), (2, "B"))
        ]
        for values in lines:
            way = values.pop("way")
            make_plan_item(plan, variant=None if way is None else ways[way], **values)
        settle_plans([plan.pk])
        items = list(PlanItem.objects.filter(plan=plan))
        reviewed = [item for item in items if not item.awaits_review]
        counted = counted_variants(reviewed, ways)
        assert all(item.counts == (item.variant_id is None or item.variant_id in counted) for item in items)
        expected = asdict(plan_sums(items, identified_on=TODAY))
        assert TreatmentPlan.objects.filter(pk=plan.pk).values(*expected).get() == expected
        transaction.set_rollback(True)
