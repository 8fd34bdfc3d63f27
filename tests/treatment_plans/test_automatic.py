"""What bookings and bills move by themselves, what they leave alone, and how a person takes it back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from patients.services.charges import ChargeLine, correct_bill
from patients.services.visits import book_visit, cancel_visit, complete_visit, move_visit
from tests.factories import NOW, TODAY, make_patient, make_plan, make_service, make_source, user_with_role
from tests.treatment_plans.plans import ago, line, settled
from treatment_plans.enums import AutoRule
from treatment_plans.models import PlanEvent, PlanItem, PlanRule
from treatment_plans.services.alternatives import set_prerequisites
from treatment_plans.services.errors import PlanError
from treatment_plans.services.sessions import realise_item
from treatment_plans.services.undoing import undo_move

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def user():
    return user_with_role("manager")


@pytest.fixture
def crown():
    return make_service(name="Коронка", price=Decimal(5000))


@pytest.fixture
def plan(crown):
    """Two agreed crowns, the second agreed first, and a crown only found."""
    plan = make_plan(make_patient(), identified_on=ago(30))
    line(plan, "agreed", service=crown, tooth="11", agreed_on=ago(10))
    line(plan, "agreed", service=crown, tooth="12", agreed_on=ago(20))
    line(plan, service=crown, tooth="13")
    return settled(plan)


def states(plan):
    return dict(plan.planitems.values_list("tooth", "status"))


def book(plan, service, user, day=SOON):
    return book_visit(
        plan.patient, branch=plan.branch, practitioner=None, day=day, service=service, by=user, now=NOW
    )


def bill(service, amount=5000, quantity=1):
    price = Decimal(amount) / quantity
    return [ChargeLine(service=service, quantity=Decimal(quantity), price=price)]


def done(plan, service, user, **charge):
    visit = book(plan, service, user, day=TODAY)
    return complete_visit(visit, charges=bill(service, **charge), by=user, now=NOW)


def switch(plan, rule, is_on):
    PlanRule.objects.create(clinic=plan.clinic, rule=rule, is_on=is_on)


def test_booking_schedules_the_line_agreed_first_and_its_loss_frees_it(plan, crown, user):
    visit = book(plan, crown, user)
    assert states(plan) == {"11": "agreed", "12": "scheduled", "13": "identified"}
    event = PlanEvent.objects.latest("pk")
    assert (event.rule, event.by, event.visit) == ("booking_schedules", None, visit)
    cancel_visit(visit, by=user, now=NOW)
    assert states(plan)["12"] == "agreed"
    assert PlanEvent.objects.latest("pk").rule == "booking_gone"


def test_each_rule_is_a_switch(plan, crown, user):
    switch(plan, AutoRule.BOOKING_SCHEDULES, False)
    switch(plan, AutoRule.CHARGE_REALISES, False)
    done(plan, crown, user)
    assert states(plan) == {"11": "agreed", "12": "agreed", "13": "identified"}


def test_booking_without_service_schedules_by_specialty_where_switched_on(plan, crown, user):
    visit = book(plan, None, user)
    visit.specialty = crown.specialty
    assert "scheduled" not in states(plan).values()


def test_charge_realises_what_the_visit_was_booked_for(plan, crown, user):
    visit = done(plan, crown, user, amount=4800)
    item = plan.planitems.get(tooth="12")
    assert (item.status, item.realised_on, item.actual_price) == ("realised", TODAY, 4800)
    assert item.done_sessions.get().charge == visit.charges.get()
    assert states(plan) == {"11": "agreed", "12": "realised", "13": "identified"}


def test_charge_agrees_to_a_found_line_when_nothing_else_is_left(plan, crown, user):
    done(plan, crown, user, amount=15000, quantity=3)
    assert set(states(plan).values()) == {"realised"}
    found = plan.planitems.get(tooth="13")
    assert list(found.events.order_by("pk").values_list("rule", "to_status")) == [
        ("charge_agrees", "agreed"),
        ("charge_realises", "realised"),
    ]
    assert found.actual_price == 5000


def test_charge_does_session_after_session(crown, user):
    plan = make_plan(make_patient(), identified_on=ago(30))
    line(plan, "agreed", service=crown, sessions=2)
    done(settled(plan), crown, user, amount=2000)
    item = plan.planitems.get()
    assert (item.status, item.sessions_done, item.actual_price) == ("agreed", 1, 2000)
    later = NOW + timedelta(days=1)
    visit = book_visit(
        plan.patient, branch=plan.branch, practitioner=None, day=TODAY + timedelta(days=1), service=crown,
        by=user, now=later,
    )  # fmt: skip
    complete_visit(visit, charges=bill(crown, 2500), by=user, now=later)
    item.refresh_from_db()
    assert (item.status, item.sessions_done, item.actual_price) == ("realised", 2, 4500)


def test_imported_line_is_scheduled_but_never_realised_by_a_rule(crown, user):
    plan = make_plan(make_patient(), identified_on=ago(30))
    line(plan, "agreed", service=crown, source=make_source(), external_key="1")
    visit = book(settled(plan), crown, user, day=TODAY)
    assert plan.planitems.get().status == "scheduled"
    complete_visit(visit, charges=bill(crown), by=user, now=NOW)
    assert plan.planitems.get().status == "agreed"


def test_line_waiting_for_another_is_not_scheduled(plan, crown, user):
    first = plan.planitems.get(tooth="12")
    for item in plan.planitems.exclude(pk=first.pk).filter(status="agreed"):
        set_prerequisites(first, [item], by=user, now=NOW)
    book(plan, crown, user)
    assert states(plan) == {"11": "scheduled", "12": "agreed", "13": "identified"}


def test_corrected_bill_changes_the_sum_and_a_removed_charge_takes_back(plan, crown, user):
    visit = done(plan, crown, user)
    correct_bill(visit, lines=bill(crown, 4000), by=user, now=NOW)
    item = plan.planitems.get(tooth="12")
    assert (item.status, item.actual_price, item.done_sessions.get().amount) == ("realised", 4000, 4000)
    correct_bill(visit, lines=bill(make_service(), 700), by=user, now=NOW)
    item.refresh_from_db()
    assert (item.status, item.actual_price, item.done_sessions.count()) == ("agreed", None, 0)
    assert PlanEvent.objects.latest("pk").rule == "charge_gone"


def test_visit_opened_again_takes_back(plan, crown, user):
    visit = done(plan, crown, user)
    from patients.visit_states import MOVES

    back = next(key for key, move in MOVES.items() if move.is_correction and "completed" in move.sources)
    move_visit(visit, back, by=user, now=NOW)
    assert "realised" not in states(plan).values()


def test_person_undoes_and_the_rules_leave_it_alone(plan, crown, user):
    visit = done(plan, crown, user, amount=15000, quantity=3)
    found = plan.planitems.get(tooth="13")
    undo_move(found.events.latest("pk"), by=user, now=NOW)
    found.refresh_from_db()
    assert (found.status, found.agreed_on, found.done_sessions.count()) == ("identified", None, 0)
    correct_bill(visit, lines=bill(crown, 15000, 3), by=user, now=NOW)
    assert states(plan)["13"] == "identified"


def test_scheduling_is_undone_and_not_repeated(plan, crown, user):
    visit = book(plan, crown, user)
    event = PlanEvent.objects.latest("pk")
    undo_move(event, by=user, now=NOW)
    assert states(plan)["12"] == "agreed"
    with pytest.raises(PlanError):
        undo_move(event, by=user, now=NOW)
    move_visit(visit, "confirm", by=user, now=NOW)
    assert states(plan) == {"11": "agreed", "12": "agreed", "13": "identified"}


def test_move_of_a_person_is_not_undone_but_corrected(plan, user):
    realise_item(plan.planitems.get(tooth="12"), by=user, now=NOW)
    with pytest.raises(PlanError):
        undo_move(PlanEvent.objects.latest("pk"), by=user, now=NOW)


def test_visit_of_a_patient_without_plan_asks_little(plan, crown, user, django_assert_max_num_queries):
    from treatment_plans.services.automatic import follow_visits

    visit = book_visit(
        make_patient(), branch=plan.branch, practitioner=None, day=SOON, service=crown, by=user, now=NOW
    )
    with django_assert_max_num_queries(1):
        follow_visits([visit.pk], user, NOW)
    assert PlanItem.objects.filter(status="scheduled").count() == 0
