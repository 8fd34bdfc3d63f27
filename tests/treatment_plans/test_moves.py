"""What the moves write, and what they refuse."""

from datetime import timedelta
from decimal import Decimal

import pytest

from patients.enums import VisitStatus
from patients.models import DirtyPatient, FollowUp, Hold
from tests.factories import (
    NOW,
    TODAY,
    make_employee,
    make_follow_up,
    make_patient,
    make_visit,
    user_with_role,
)
from tests.treatment_plans.plans import ago, line, plan_of, reason
from treatment_plans.enums import Correction, ItemStatus
from treatment_plans.models import PlanEvent, PlanItem
from treatment_plans.services.errors import PlanError, StalePlanError
from treatment_plans.services.moves import (
    agree_items,
    change_item,
    correct_item,
    decline_items,
    defer_items,
    release_dead_bookings,
    schedule_item,
)
from treatment_plans.services.offers import make_offer
from treatment_plans.services.plans import Line, assign_curator, create_plan
from treatment_plans.services.reviewing import Verdict, accept_line, discard_line
from treatment_plans.services.sessions import realise_item
from treatment_plans.services.terms import Terms
from treatment_plans.services.touches import touch_plan

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def user():
    return user_with_role("manager")


def test_create_plan_numbers_and_settles(user):
    lines = [Line(name="Коронка", price=Decimal(30000), minutes=90), Line(name="Пломба", price=Decimal(5000))]
    first = create_plan(make_patient(), practitioner=None, lines=lines, by=user, now=NOW)
    second = create_plan(make_patient(), practitioner=None, by=user, now=NOW)
    assert (first.number, second.number) == ("2026-0001", "2026-0002")
    assert (first.version, first.lines_open, first.open_sum, first.open_minutes) == (1, 2, 35000, 120)


def test_line_without_price_is_refused(user):
    with pytest.raises(PlanError):
        create_plan(make_patient(), practitioner=None, lines=[Line(name="Коронка")], by=user, now=NOW)


def test_agree_part_with_promise_holds_patient(user):
    plan = plan_of("identified", "identified")
    first, _second = plan.planitems.order_by("pk")
    plan = agree_items(plan, [first], prices={first.pk: Decimal(4500)}, promised_on=SOON, by=user, now=NOW)
    first.refresh_from_db()
    assert (first.status, first.agreed_price, first.agreed_on) == ("agreed", 4500, TODAY)
    assert (plan.open_agreed_lines, plan.lines_open, plan.open_agreed_sum) == (1, 2, 4500)
    hold = Hold.objects.get()
    assert (hold.origin, hold.until, hold.known_from, hold.known_to) == (
        f"plan_item:{first.pk}", SOON, TODAY, None,
    )  # fmt: skip
    assert DirtyPatient.objects.filter(patient=plan.patient).exists()


def test_promise_moves_and_ends_with_line(user):
    plan = plan_of("identified")
    item = plan.planitems.get()
    agree_items(plan, [item], promised_on=SOON, by=user, now=NOW)
    later = NOW + timedelta(days=1)
    terms = Terms(price=item.price, minutes=30, tooth="16", promised_on=SOON + timedelta(days=3))
    change_item(item, terms, by=user, now=later)
    realise_item(item, by=user, now=NOW + timedelta(days=2))
    assert list(Hold.objects.order_by("pk").values_list("until", "known_from", "known_to")) == [
        (SOON, TODAY, TODAY + timedelta(days=1)),
        (SOON + timedelta(days=3), TODAY + timedelta(days=1), TODAY + timedelta(days=2)),
    ]


def test_refusal_needs_a_reason_for_refusals(user):
    plan = plan_of("identified")
    with pytest.raises(PlanError):
        decline_items(plan, plan.planitems.all(), reason=reason("defer"), by=user, now=NOW)
    plan = decline_items(plan, plan.planitems.all(), reason=reason(), note="к другу", by=user, now=NOW)
    event = PlanEvent.objects.get()
    assert (event.from_status, event.to_status, event.refusal_reason, event.note, event.by) == (
        "identified", "declined", reason(), "к другу", user,
    )  # fmt: skip
    assert (plan.state, plan.closed_on) == ("closed", TODAY)


def test_closed_plan_cancels_its_open_follow_up(user):
    plan = plan_of("identified")
    make_follow_up(plan.patient, origin=f"plan:{plan.pk}")
    other = make_follow_up(plan.patient, origin="hand")
    decline_items(plan, plan.planitems.all(), reason=reason(), by=user, now=NOW)
    assert list(FollowUp.objects.filter(state="open")) == [other]


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1)])
def test_defer_into_past_is_refused(user, until):
    plan = plan_of("identified")
    with pytest.raises(PlanError):
        defer_items(plan, plan.planitems.all(), until=until, reason=reason("defer"), by=user, now=NOW)


def test_realise_defaults_to_today_and_agreed_price(user):
    item = plan_of("agreed").planitems.get()
    plan = realise_item(item, by=user, now=NOW)
    item.refresh_from_db()
    assert (item.realised_on, item.actual_price, plan.state, plan.closed_on) == (
        TODAY,
        5000,
        "completed",
        TODAY,
    )


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), ago(21)])
def test_realise_in_future_or_before_agreement_is_refused(user, day):
    with pytest.raises(PlanError):
        realise_item(plan_of("agreed").planitems.get(), on=day, by=user, now=NOW)


def test_correction_clears_what_the_error_wrote(user):
    item = plan_of("realised").planitems.get()
    plan = correct_item(item, Correction.NOT_REALISED, by=user, now=NOW)
    item.refresh_from_db()
    assert (item.status, item.realised_on, item.actual_price, item.agreed_on) == (
        "agreed",
        None,
        None,
        ago(20),
    )
    assert (plan.state, plan.closed_on) == ("active", None)


def test_agreed_price_stays_when_terms_change(user):
    item = plan_of("agreed").planitems.get()
    with pytest.raises(PlanError):
        change_item(item, Terms(price=Decimal(1), minutes=30), by=user, now=NOW)


def test_stale_editor_writes_nothing_and_learns_what_changed(user):
    plan = plan_of("identified", "identified")
    seen = plan.version
    first, second = plan.planitems.order_by("pk")
    agree_items(plan, [first], by=user, now=NOW, seen_version=seen)
    with pytest.raises(StalePlanError) as caught:
        agree_items(plan, [second], by=user, now=NOW, seen_version=seen)
    assert [(e.item, e.to_status, e.by) for e in caught.value.missed] == [(first, "agreed", user)]
    assert PlanItem.objects.get(pk=second.pk).status == "identified"


def test_line_of_another_plan_is_refused(user):
    plan, other = plan_of("identified"), plan_of("identified")
    with pytest.raises(PlanError):
        agree_items(plan, other.planitems.all(), by=user, now=NOW)


def test_scheduled_line_falls_back_when_booking_is_cancelled(user):
    plan = plan_of("agreed")
    item = plan.planitems.get()
    visit = make_visit(plan.patient, status=VisitStatus.BOOKED, day=SOON)
    schedule_item(item, visit, by=user, now=NOW)
    assert release_dead_bookings(now=NOW) == 0
    visit.status = VisitStatus.CANCELLED
    visit.save()
    assert release_dead_bookings(now=NOW) == 1
    item.refresh_from_db()
    event = PlanEvent.objects.latest("pk")
    assert (item.status, item.booking, event.rule, event.by) == ("agreed", None, "booking_gone", None)


def test_scheduled_line_is_not_agreed_again(user):
    plan = plan_of("scheduled")
    with pytest.raises(PlanError):
        agree_items(plan, plan.planitems.all(), by=user, now=NOW)


def test_booking_of_another_patient_is_refused(user):
    visit = make_visit(status=VisitStatus.BOOKED, day=SOON)
    with pytest.raises(PlanError):
        schedule_item(plan_of("agreed").planitems.get(), visit, by=user, now=NOW)


def test_offer_and_curator_are_logged(user):
    plan = plan_of("identified")
    curator = make_employee(name="Ким Д.", is_curator=True)
    plan = assign_curator(make_offer(plan, by=user, now=NOW).plan, curator, by=user, now=NOW)
    assert (plan.offered_on, plan.curator, plan.version) == (TODAY, curator, 3)
    with pytest.raises(PlanError):
        assign_curator(plan, make_employee(), by=user, now=NOW)


def test_touch_needs_next_date_while_plan_is_active(user):
    plan = plan_of("agreed")
    with pytest.raises(PlanError):
        touch_plan(plan, outcome="no_answer", next_on=None, by=user, now=NOW)
    with pytest.raises(PlanError):
        touch_plan(plan, outcome="no_answer", next_on=ago(1), by=user, now=NOW)
    touch_plan(plan, outcome="no_answer", next_on=SOON, by=user, now=NOW)
    closed = plan_of("declined")
    touch_plan(closed, outcome="reached", next_on=None, by=user, now=NOW)
    rows = FollowUp.objects.order_by("pk").values_list("origin", "state", "outcome", "due_on")
    assert list(rows) == [
        (f"plan:{plan.pk}", "done", "no_answer", TODAY),
        (f"plan:{plan.pk}", "open", "", SOON),
        (f"plan:{closed.pk}", "done", "reached", TODAY),
    ]


@pytest.fixture
def doubtful():
    plan = plan_of("identified")
    return line(
        plan, "realised", realised_on=TODAY + timedelta(days=30), awaits_review="realised in the future"
    )


def test_accepted_line_counts_as_decided(doubtful, user):
    verdict = Verdict(ItemStatus.AGREED, Decimal(5000), agreed_on=ago(20), agreed_price=Decimal(5000))
    plan = accept_line(doubtful, verdict, by=user, now=NOW)
    doubtful.refresh_from_db()
    assert (doubtful.status, doubtful.awaits_review, doubtful.realised_on) == ("agreed", "", None)
    assert (plan.lines_total, plan.open_agreed_sum) == (2, 5000)


def test_verdict_that_cannot_be_is_refused(doubtful, user):
    for verdict in (
        Verdict(ItemStatus.REALISED, Decimal(1), agreed_on=ago(20)),
        Verdict(ItemStatus.REALISED, Decimal(1), realised_on=ago(2)),
        Verdict(ItemStatus.AGREED, Decimal(1), agreed_on=ago(31)),
        Verdict(ItemStatus.AGREED, Decimal(1), agreed_on=SOON),
        Verdict(ItemStatus.DECLINED, Decimal(1)),
        Verdict(ItemStatus.SCHEDULED, Decimal(1), agreed_on=ago(20)),
    ):
        with pytest.raises(PlanError):
            accept_line(doubtful, verdict, by=user, now=NOW)


def test_discarded_line_counts_nowhere_and_is_decided(doubtful, user):
    plan = discard_line(doubtful, by=user, now=NOW)
    assert plan.lines_total == 1
    with pytest.raises(PlanError):
        discard_line(doubtful, by=user, now=NOW)
