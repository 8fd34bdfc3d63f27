"""Rows of the access sweep: offers, alternatives, settings of plans."""

from typing import Any

from tests.factories import NOW, make_plan, make_plan_item
from tests.sweep_rows import Place, Row
from treatment_plans.models import Offer, PlanItem, Variant
from treatment_plans.services.offers import make_offer
from treatment_plans.services.settling import settle_plans


def _line(place: Place) -> PlanItem:
    plan = make_plan(
        place.patient, practitioner=place.practitioner, curator=place.curator, branch=place.branch
    )
    item = make_plan_item(plan, service_name=place.canary)
    settle_plans([plan.pk])
    return item


def _plan(place: Place) -> dict[str, Any]:
    return {"pk": _line(place).plan_id}


def _variant(place: Place) -> dict[str, Any]:
    plan = _line(place).plan
    return {"pk": plan.pk, "variant_pk": Variant.objects.create(plan=plan, choice=1, letter="A").pk}


def _offer_of(place: Place) -> Offer:
    return make_offer(_line(place).plan, by=None, now=NOW, rule="sweep")


def _offer(place: Place) -> dict[str, Any]:
    return {"pk": _offer_of(place).pk}


def _two_offers(place: Place) -> dict[str, Any]:
    old = _offer_of(place)
    return {"pk": make_offer(old.plan, by=None, now=NOW, rule="sweep").pk, "other_pk": old.pk}


def _move(place: Place) -> dict[str, Any]:
    offer = _offer_of(place)
    item = offer.lines.get().item
    return {"pk": item.pk, "event_pk": item.events.create(plan=item.plan, at=NOW, rule="sweep").pk}


ROWS: dict[str, Row] = {
    "plans:services": Row("plans", "U", make=_plan),
    "plans:alternative": Row("plans", "U", make=_plan, post={}),
    "plans:choose": Row("plans", "U", make=_variant, post={}),
    "plans:offer-page": Row("plans", make=_offer),
    "plans:offer-pdf": Row("plans", make=_offer),
    "plans:offer-difference": Row("plans", make=_two_offers),
    "plans:undo": Row("plans", "U", make=_move, post={}),
    "plans:settings": Row("catalogues", "U"),
}
