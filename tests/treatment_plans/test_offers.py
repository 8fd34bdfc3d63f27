"""Offers: frozen, numbered, re-priced by each answer; their difference; who may not be answered any more."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests.factories import NOW, TODAY, make_patient, user_with_role
from tests.treatment_plans.plans import plan_of, reason
from treatment_plans.enums import Answer, OfferState
from treatment_plans.models import Offer, OfferLine
from treatment_plans.selectors.offers import compare_offers
from treatment_plans.services.alternatives import open_choice
from treatment_plans.services.errors import PlanError, StalePlanError
from treatment_plans.services.moves import change_item
from treatment_plans.services.offers import LineAnswer, answer_offer, make_offer
from treatment_plans.services.plans import Line, add_item, create_plan
from treatment_plans.services.terms import Terms

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=60)


@pytest.fixture
def user():
    return user_with_role("manager")


@pytest.fixture
def plan(user):
    """Hygiene 100; bridge 900 or implant 1500 of 1600 with a discount; a filling 300."""
    plan = create_plan(make_patient(), practitioner=None, by=user, now=NOW)
    bridge, implant = open_choice(plan, ["Мост", "Имплантат"], by=user, now=NOW)
    rows = (
        Line(name="Гигиена", price=Decimal(100)),
        Line(name="Мост", price=Decimal(900), variant=bridge),
        Line(name="Имплантат", price=Decimal(1600), discount=Decimal(100), variant=implant, phase=2),
        Line(name="Пломба", price=Decimal(300)),
    )
    for row in rows:
        plan = add_item(plan, row, by=user, now=NOW)
    return plan


def named(plan):
    return {item.service_name: item for item in plan.planitems.all()}


def test_offer_is_numbered_and_counts_one_alternative(plan, user):
    offer = make_offer(plan, by=user, now=NOW)
    second = make_offer(plan_of("identified"), valid_until=TODAY, by=user, now=NOW)
    assert (offer.number, offer.version, second.number, second.version) == ("2026-00001", 1, "2026-00002", 1)
    assert (offer.total, offer.discount, offer.valid_until) == (1900, 100, TODAY + timedelta(days=30))
    assert list(offer.lines.values_list("service_name", "letter", "counts", "price")) == [
        ("Гигиена", "", True, 100), ("Пломба", "", True, 300), ("Мост", "A", False, 900), ("Имплантат", "B", True, 1500),
    ]  # fmt: skip
    plan.refresh_from_db()
    assert (plan.offered_on, plan.version) == (TODAY, offer.plan_version)


def test_offer_is_frozen_in_the_database(plan, user):
    offer = make_offer(plan, by=user, now=NOW)
    change_item(named(plan)["Пломба"], Terms(price=Decimal(350), minutes=30), by=user, now=NOW)
    assert offer.lines.get(service_name="Пломба").price == 300
    for rows in (Offer.objects.all(), OfferLine.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**({"total": 1} if rows.model is Offer else {"price": 1}))
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_answers_reprice_and_make_the_next_version(plan, user):
    offer, rows = make_offer(plan, by=user, now=NOW), named(plan)
    said = {
        rows["Гигиена"].pk: LineAnswer(Answer.YES),
        rows["Мост"].pk: LineAnswer(Answer.YES, price=Decimal(850)),
        rows["Пломба"].pk: LineAnswer(Answer.LATER, reason=reason("defer"), until=LATER),
    }
    new = answer_offer(offer, said, by=user, now=NOW)
    rows = named(plan)
    assert {name: row.status for name, row in rows.items()} == {
        "Гигиена": "agreed", "Мост": "agreed", "Имплантат": "declined", "Пломба": "deferred",
    }  # fmt: skip
    assert (new.version, new.total, new.discount, new.valid_until) == (2, 1250, 50, offer.valid_until)
    assert offer.state(today=TODAY, latest_version=2) == OfferState.SUPERSEDED
    assert new.state(today=TODAY + timedelta(days=31), latest_version=2) == OfferState.EXPIRED
    kinds = {row.name: row.kind for row in compare_offers(offer, new).rows}
    assert kinds == {"Гигиена": "changed", "Мост": "changed", "Пломба": "changed", "Имплантат": "removed"}


def test_difference_of_two_offers_field_by_field(plan, user):
    old = make_offer(plan, by=user, now=NOW)
    change_item(named(plan)["Пломба"], Terms(price=Decimal(350), minutes=30), by=user, now=NOW)
    add_item(plan, Line(name="Снимок", price=Decimal(50)), by=user, now=NOW)
    new = make_offer(plan, by=user, now=NOW)
    found = compare_offers(old, new)
    rows = {row.name: row for row in found.rows if row.kind != "same"}
    assert {name: row.kind for name, row in rows.items()} == {"Пломба": "changed", "Снимок": "added"}
    assert [(c.field, c.was, c.now) for c in rows["Пломба"].changes] == [
        ("price", Decimal(300), Decimal(350))
    ]
    assert found.total_change == 100


def test_everything_refused_makes_no_empty_offer(user):
    plan = plan_of("identified")
    offer = make_offer(plan, by=user, now=NOW)
    said = {plan.planitems.get().pk: LineAnswer(Answer.NO, reason=reason())}
    assert answer_offer(offer, said, by=user, now=NOW) == offer
    with pytest.raises(PlanError):
        make_offer(plan, by=user, now=NOW)


def test_expired_and_replaced_offers_take_no_answer(plan, user):
    offer = make_offer(plan, by=user, now=NOW)
    said = {named(plan)["Гигиена"].pk: LineAnswer(Answer.YES)}
    with pytest.raises(PlanError):
        answer_offer(offer, said, by=user, now=NOW + timedelta(days=31))
    make_offer(plan, by=user, now=NOW)
    with pytest.raises(PlanError):
        answer_offer(offer, said, by=user, now=NOW)


def test_no_and_later_need_a_reason(plan, user):
    offer, item = make_offer(plan, by=user, now=NOW), named(plan)["Гигиена"]
    for said in (
        LineAnswer(Answer.NO),
        LineAnswer(Answer.LATER, reason=reason("defer")),
        LineAnswer(Answer.NO, reason=reason("defer")),
    ):
        with pytest.raises(PlanError):
            answer_offer(offer, {item.pk: said}, by=user, now=NOW)
    item.refresh_from_db()
    assert item.status == "identified"
    with pytest.raises(PlanError):
        make_offer(plan, valid_until=TODAY - timedelta(days=1), by=user, now=NOW)


def test_stale_offer_writes_nothing(plan, user):
    seen = plan.version
    make_offer(plan, by=user, now=NOW)
    with pytest.raises(StalePlanError):
        make_offer(plan, by=user, now=NOW, seen_version=seen)
    assert plan.offers.count() == 1
