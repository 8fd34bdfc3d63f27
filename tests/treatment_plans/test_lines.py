"""Discounts within the role's limit, sessions, alternatives, prerequisites."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clinics.models import DiscountLimit
from tests.factories import NOW, TODAY, make_employee, make_patient, make_service, make_user, user_with_role
from tests.treatment_plans.plans import line, plan_of, reason, settled
from treatment_plans.enums import Correction
from treatment_plans.models import PlanEvent, PlanItem, Variant
from treatment_plans.selectors.funnel import Stage, plan_flow, plan_funnel
from treatment_plans.services.alternatives import (
    choose_variant,
    open_choice,
    put_in_variant,
    set_prerequisites,
)
from treatment_plans.services.errors import PlanError
from treatment_plans.services.moves import agree_items, change_item, correct_item, decline_items
from treatment_plans.services.plans import Line, add_item, create_plan
from treatment_plans.services.sessions import do_session, realise_item
from treatment_plans.services.terms import Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return user_with_role("manager")


def curator_of(plan):
    user = user_with_role("curator", plan.branch)
    plan.curator = make_employee(user=user, branch=plan.branch, is_curator=True)
    plan.save()
    return user


def lines_of(plan):
    return {item.service_name: item for item in plan.planitems.order_by("pk")}


# Discounts


@pytest.mark.parametrize(("discount", "allowed"), [("1000", True), ("1000.01", False)])
def test_curator_gives_up_to_ten_percent(discount, allowed):
    plan = plan_of()
    new = Line(name="Коронка", price=Decimal(5000), quantity=2, discount=Decimal(discount))
    curator = curator_of(plan)
    if not allowed:
        with pytest.raises(PlanError, match="Собственник, Руководитель"):
            add_item(plan, new, by=curator, now=NOW)
        return
    item = add_item(plan, new, by=curator, now=NOW).planitems.get()
    assert (item.price, item.discount, item.unit_price, item.gross) == (9000, 1000, 5000, 10000)


def test_doctor_gives_none_and_price_below_the_list_is_a_discount():
    plan = plan_of()
    doctor = user_with_role("practitioner", plan.branch)
    service = make_service(price=Decimal(5000))
    for new in (Line(service=service, discount=Decimal(1)), Line(service=service, price=Decimal(4999))):
        with pytest.raises(PlanError):
            add_item(plan, new, by=doctor, now=NOW)
    assert add_item(plan, Line(service=service), by=doctor, now=NOW).open_sum == 5000


def test_limit_of_the_role_is_data():
    plan = plan_of("identified")
    curator, item = curator_of(plan), plan.planitems.get()
    DiscountLimit.objects.create(clinic=plan.clinic, role="curator", percent=Decimal(30))
    agree_items(plan, [item], prices={item.pk: Decimal(3500)}, by=curator, now=NOW)
    other = plan_of("identified", curator=plan.curator)
    with pytest.raises(PlanError):
        agree_items(
            other,
            other.planitems.all(),
            prices={other.planitems.get().pk: Decimal(3499)},
            by=curator,
            now=NOW,
        )


def test_discount_beyond_price_is_refused_by_service_and_database(user):
    plan = plan_of("identified")
    with pytest.raises(PlanError):
        change_item(
            plan.planitems.get(), Terms(price=Decimal(10), minutes=30, discount=Decimal(11)), by=user, now=NOW
        )
    for values in ({"discount": Decimal(-1)}, {"price": Decimal(-1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            plan.planitems.update(**values)


# Sessions


def braces(user, sessions=3):
    plan = create_plan(make_patient(), practitioner=None, by=user, now=NOW)
    new = Line(name="Чистка каналов", price=Decimal(1000), minutes=100, sessions=sessions)
    add_item(plan, new, by=user, now=NOW)
    return agree_items(plan, plan.planitems.all(), by=user, now=NOW)


def test_sessions_realise_part_of_hours_and_money(user):
    plan = braces(user)
    item = plan.planitems.get()
    plan = do_session(item, by=user, now=NOW)
    item.refresh_from_db()
    assert (item.status, item.sessions_done, item.actual_price) == ("agreed", 1, Decimal("333.33"))
    assert (plan.state, plan.open_agreed_sum, plan.open_agreed_minutes) == ("active", Decimal("666.67"), 67)
    funnel = plan_funnel(plan.clinic)
    assert (funnel.agreed, funnel.realised) == (Stage(1, Decimal(1000)), Stage(0, Decimal("333.33")))
    assert plan_flow(plan.clinic, since=TODAY, until=TODAY).realised == Stage(0, Decimal("333.33"))


def test_last_session_realises_and_keeps_the_whole_sum(user):
    plan = braces(user)
    item = plan.planitems.get()
    do_session(item, amount=Decimal(400), by=user, now=NOW)
    plan = realise_item(item, by=user, now=NOW + timedelta(days=1))
    item.refresh_from_db()
    sums = list(item.done_sessions.values_list("number", "amount", "minutes"))
    assert sums == [(1, 400, 33), (2, 300, 33), (3, 300, 34)]
    assert (item.status, item.actual_price, plan.state, plan.open_minutes) == (
        "realised",
        1000,
        "completed",
        0,
    )


def test_session_is_taken_back_by_the_named_correction(user):
    plan = braces(user)
    item = plan.planitems.get()
    do_session(item, by=user, now=NOW)
    with pytest.raises(PlanError):
        correct_item(item, Correction.NOT_AGREED, by=user, now=NOW)
    correct_item(item, Correction.NOT_REALISED, by=user, now=NOW)
    item.refresh_from_db()
    assert (item.status, item.sessions_done, item.actual_price) == ("agreed", 0, None)
    assert not item.done_sessions.exists()


def test_fewer_sessions_than_done_are_refused(user):
    item = braces(user).planitems.get()
    do_session(item, by=user, now=NOW)
    with pytest.raises(PlanError):
        change_item(item, Terms(price=Decimal(1000), minutes=100, sessions=1), by=user, now=NOW)


# Alternatives


@pytest.fixture
def choice(user):
    """Rinsing for 100 either way; bridge for 900 or implant with crown for 1500."""
    plan = create_plan(make_patient(), practitioner=None, by=user, now=NOW)
    bridge, implant = open_choice(plan, ["Мост", "Имплантат"], by=user, now=NOW)
    for name, price, variant in (
        ("Гигиена", 100, None),
        ("Мост", 900, bridge),
        ("Имплантат", 1000, implant),
        ("Коронка", 500, implant),
    ):
        plan = add_item(plan, Line(name=name, price=Decimal(price), variant=variant), by=user, now=NOW)
    return plan


def test_undecided_choice_counts_the_dearest_way_once(choice):
    assert (choice.lines_total, choice.open_sum) == (3, 1600)
    assert plan_funnel(choice.clinic).identified == Stage(3, Decimal(1600))


def test_agreeing_to_one_way_declines_the_other(choice, user):
    rows = lines_of(choice)
    plan = agree_items(choice, [rows["Мост"]], by=user, now=NOW)
    rows = lines_of(plan)
    assert {name: (row.status, row.counts) for name, row in rows.items()} == {
        "Гигиена": ("identified", True),
        "Мост": ("agreed", True),
        "Имплантат": ("declined", False),
        "Коронка": ("declined", False),
    }
    assert rows["Коронка"].refusal_reason.code == "alternative"
    assert (plan.lines_total, plan.open_sum, plan.declined_sum, plan.declined_on) == (2, 1000, 0, None)
    assert plan_funnel(plan.clinic).agreed == Stage(1, Decimal(900))


def test_two_ways_at_once_are_refused(choice, user):
    rows = lines_of(choice)
    with pytest.raises(PlanError):
        agree_items(choice, [rows["Мост"], rows["Коронка"]], by=user, now=NOW)


def test_dearest_refused_leaves_the_other_counted(choice, user):
    rows = lines_of(choice)
    plan = decline_items(choice, [rows["Имплантат"], rows["Коронка"]], reason=reason(), by=user, now=NOW)
    assert (plan.lines_total, plan.open_sum, plan.declined_sum) == (2, 1000, 0)
    plan = decline_items(choice, [rows["Мост"]], reason=reason(), by=user, now=NOW)
    assert (plan.lines_total, plan.declined_sum) == (3, 1500)


def test_agreement_that_was_an_error_opens_the_other_way(choice, user):
    rows = lines_of(choice)
    agree_items(choice, [rows["Мост"]], by=user, now=NOW)
    plan = correct_item(rows["Мост"], Correction.NOT_AGREED, by=user, now=NOW)
    assert {row.status for row in lines_of(plan).values()} == {"identified"}
    assert plan.open_sum == 1600


def test_change_of_mind_goes_over_to_the_other_way(choice, user):
    rows = lines_of(choice)
    agree_items(choice, [rows["Мост"]], by=user, now=NOW)
    with pytest.raises(PlanError):
        correct_item(rows["Коронка"], Correction.REOPENED, by=user, now=NOW)
    plan = choose_variant(rows["Коронка"].variant, by=user, now=NOW)
    assert {name: row.status for name, row in lines_of(plan).items()} == {
        "Гигиена": "identified", "Мост": "declined", "Имплантат": "identified", "Коронка": "identified",
    }  # fmt: skip
    agree_items(plan, [rows["Коронка"]], by=user, now=NOW)
    realise_item(rows["Коронка"], by=user, now=NOW)
    with pytest.raises(PlanError):
        choose_variant(rows["Мост"].variant, by=user, now=NOW)


def test_line_beside_a_chosen_way_is_refused(choice, user):
    rows = lines_of(choice)
    agree_items(choice, [rows["Мост"]], by=user, now=NOW)
    with pytest.raises(PlanError):
        add_item(
            choice, Line(name="Штифт", price=Decimal(1), variant=rows["Коронка"].variant), by=user, now=NOW
        )
    with pytest.raises(PlanError):
        put_in_variant(choice, [rows["Гигиена"]], rows["Коронка"].variant, by=user, now=NOW)


def test_line_leaves_its_alternative(choice, user):
    plan = put_in_variant(choice, [lines_of(choice)["Мост"]], None, by=user, now=NOW)
    assert (plan.lines_total, plan.open_sum) == (4, 2500)


def test_variant_of_another_plan_is_refused(choice, user):
    other = plan_of("identified")
    with pytest.raises(PlanError):
        put_in_variant(other, other.planitems.all(), Variant.objects.first(), by=user, now=NOW)


# Prerequisites


def test_prerequisites_never_go_in_a_circle(user):
    plan = plan_of("agreed", "agreed", "agreed")
    first, second, third = plan.planitems.order_by("pk")
    set_prerequisites(second, [first], by=user, now=NOW)
    set_prerequisites(third, [second], by=user, now=NOW)
    with pytest.raises(PlanError):
        set_prerequisites(first, [third], by=user, now=NOW)
    with pytest.raises(PlanError):
        set_prerequisites(first, [first], by=user, now=NOW)
    other = plan_of("agreed").planitems.get()
    with pytest.raises(PlanError):
        set_prerequisites(first, [other], by=user, now=NOW)
    set_prerequisites(third, [], by=user, now=NOW)
    assert list(PlanItem.objects.filter(waits_for__isnull=False)) == [second]


def test_terms_say_what_changed_field_by_field(user):
    item = plan_of("identified").planitems.get()
    change_item(item, Terms(price=Decimal(4500), minutes=30, tooth="16"), by=user, now=NOW)
    assert PlanEvent.objects.latest("pk").changes == [
        {"field": "tooth", "was": "", "is": "16"},
        {"field": "price", "was": "5000.00", "is": "4500.00"},
    ]


def test_line_made_by_hand_knows_its_finder():
    doctor = make_employee(is_practitioner=True)
    plan = create_plan(
        make_patient(), practitioner=doctor, lines=[Line(name="П", price=Decimal(1))], by=make_user(), now=NOW
    )
    assert plan.planitems.get().identified_by == doctor


def test_counts_is_false_only_beside_a_counted_way():
    plan = plan_of()
    variant = Variant.objects.create(plan=plan, choice=1, letter="A")
    Variant.objects.create(plan=plan, choice=1, letter="B")
    line(plan, "cancelled", variant=variant)
    assert settled(plan).lines_total == 0
