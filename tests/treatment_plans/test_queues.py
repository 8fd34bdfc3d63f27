"""Where each plan stands, in what order it is called, and that none is lost."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from patients.enums import VisitStatus
from tests.factories import (
    NOW,
    TODAY,
    make_follow_up,
    make_patient,
    make_plan,
    make_summary,
    make_user,
    make_visit,
)
from tests.treatment_plans.plans import ago, line, plan_of, settled
from treatment_plans.enums import Aside, ItemStatus, Queue
from treatment_plans.models import TreatmentPlan
from treatment_plans.selectors.queues import QueueTotals, in_queue, place_of, queue_totals
from treatment_plans.services.touches import touch_plan

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=7)


def place(plan):
    return place_of(TreatmentPlan.objects.filter(pk=plan.pk), today=TODAY).get().place


def test_agreed_line_without_booking_is_in_the_queue():
    assert place(plan_of("agreed", "identified", "realised")) == Queue.NOT_BOOKED


@pytest.mark.parametrize(
    ("status", "day", "expected"),
    [
        (VisitStatus.BOOKED, TODAY, Aside.BOOKED),
        (VisitStatus.CONFIRMED, SOON, Aside.BOOKED),
        (VisitStatus.CANCELLED, SOON, Queue.NOT_BOOKED),
        (VisitStatus.BOOKED, ago(1), Queue.NOT_BOOKED),
    ],
)
def test_only_live_future_booking_takes_plan_out(status, day, expected):
    plan = plan_of("agreed")
    make_visit(plan.patient, status=status, day=day)
    assert place(plan) == expected


@pytest.mark.parametrize(
    ("origin", "due", "expected"),
    [
        ("plan:{pk}", SOON, Aside.DATED_WAIT),
        ("plan:{pk}", TODAY, Queue.NOT_BOOKED),
        ("hand", SOON, Queue.NOT_BOOKED),
    ],
)
def test_next_contact_sets_plan_aside_until_its_day(origin, due, expected):
    plan = plan_of("agreed")
    make_follow_up(plan.patient, origin=origin.format(pk=plan.pk), due_on=due)
    assert place(plan) == expected


def test_other_queues():
    assert place(plan_of("identified")) == Queue.TO_OFFER
    assert place(plan_of()) == Queue.TO_OFFER
    assert place(plan_of("identified", offered_on=ago(3))) == Queue.WAITING
    deferred = make_plan()
    line(deferred, "deferred", deferred_until=SOON)
    assert place(settled(deferred)) == Aside.DATED_WAIT
    line(deferred, "deferred", deferred_until=TODAY)
    assert place(settled(deferred)) == Queue.OVERDUE
    late = plan_of("identified", offered_on=ago(9))
    make_follow_up(late.patient, origin=f"plan:{late.pk}", due_on=ago(1))
    assert place(late) == Queue.OVERDUE


def test_refusal_is_unsettled_until_somebody_speaks_about_it():
    plan, old = plan_of("declined"), make_plan()
    line(old, "declined", ended_on=ago(90))
    settled(old)
    queue = in_queue(TreatmentPlan.objects.all(), Queue.UNSETTLED, today=TODAY)
    assert list(queue) == [plan]
    touch_plan(plan, outcome="reached", next_on=None, by=make_user(), now=NOW)
    assert list(queue.all()) == []


def test_order_is_money_times_urgency():
    def stuck(days, money, last_visit=None):
        plan = make_plan()
        line(plan, "agreed", agreed_on=ago(days), agreed_price=Decimal(money))
        make_summary(plan.patient, last_contact_on=last_visit)
        return settled(plan)

    long_ago, capped = stuck(6, 10_000), stuck(60, 9_000)  # 2 × 10,000 and no more than 2 × 9,000
    fresh, visited = stuck(1, 30_000), stuck(60, 30_000, last_visit=ago(2))  # 1/3 and 2/3 of 30,000
    queue = in_queue(TreatmentPlan.objects.all(), Queue.NOT_BOOKED, today=TODAY).order_by("-weight", "-pk")
    assert [(plan.pk, plan.weight, plan.days_stuck) for plan in queue] == [
        (visited.pk, Decimal(20_000), 2),
        (long_ago.pk, Decimal(20_000), 6),
        (capped.pk, Decimal(18_000), 60),
        (fresh.pk, Decimal(10_000), 1),
    ]


def test_totals_of_queues():
    first = make_plan()
    line(first, "agreed", agreed_price=Decimal(100), minutes=20)
    line(first, "identified", price=Decimal(900))
    settled(first)
    plan_of("agreed", "agreed")
    plan_of("declined")
    totals = queue_totals(TreatmentPlan.objects.all(), today=TODAY)
    assert totals == {
        Queue.TO_OFFER: QueueTotals(),
        Queue.WAITING: QueueTotals(),
        Queue.NOT_BOOKED: QueueTotals(2, 3, Decimal(10_100), 80),
        Queue.OVERDUE: QueueTotals(),
        Queue.UNSETTLED: QueueTotals(1, 0, Decimal(5000), 0),
    }


@pytest.mark.parametrize("seed", range(4))
def test_no_active_plan_is_lost(seed):
    """Random plans: each active one is in exactly one queue, or booked, or waits for a named day."""
    chance = Random(seed)
    for _ in range(40):
        patient = make_patient()
        plan = make_plan(patient, offered_on=chance.choice([None, ago(3)]))
        for _ in range(chance.randint(0, 4)):
            status = chance.choice(ItemStatus.values)
            until = chance.choice([None, SOON, ago(2), TODAY]) if status == "deferred" else None
            line(plan, status, deferred_until=until, awaits_review=chance.choice(["", "", "", "doubt"]))
        if chance.random() < 0.3:
            make_visit(
                patient, status=chance.choice(VisitStatus.values), day=chance.choice([ago(2), TODAY, SOON])
            )
        if chance.random() < 0.4:
            make_follow_up(patient, origin=f"plan:{plan.pk}", due_on=chance.choice([ago(2), TODAY, SOON]))
        settled(plan)
    plans = TreatmentPlan.objects.all()
    places = dict(place_of(plans, today=TODAY).values_list("pk", "place"))
    assert set(places) == set(plans.filter(state="active").values_list("pk", flat=True))
    for queue in [q for q in Queue if q != Queue.UNSETTLED]:
        rows = in_queue(plans, queue, today=TODAY)
        assert {plan.pk for plan in rows} == {pk for pk, where in places.items() if where == queue}
        assert queue_totals(plans, today=TODAY)[queue].plans == len(rows)


def test_touched_plan_steps_aside_and_returns_on_its_day():
    plan = plan_of("agreed")
    touch_plan(plan, outcome="snoozed", next_on=SOON, by=make_user(), now=NOW)
    assert place(plan) == Aside.DATED_WAIT
    assert place_of(TreatmentPlan.objects.all(), today=SOON).get().place == Queue.NOT_BOOKED
