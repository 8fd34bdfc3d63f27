"""Plans for the tests of this app: made of lines as they stand, with the sums settled."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from patients.models import Patient
from tests import factories
from treatment_plans.models import PlanItem, RefusalReason, TreatmentPlan
from treatment_plans.services.settling import settle_plans

TODAY = factories.TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def line(plan: TreatmentPlan, status: str = "identified", **values: Any) -> PlanItem:
    """A line with the days that its state needs: identified 30 days ago, agreed 20, ended or done 10 days ago."""
    days: dict[str, Any] = {"identified_on": ago(30)}
    if status in ("agreed", "scheduled", "realised"):
        days |= {"agreed_on": ago(20), "agreed_price": values.get("price", Decimal(5000))}
    if status == "realised":
        days |= {"realised_on": ago(10), "actual_price": values.get("price", Decimal(5000))}
    if status in ("declined", "deferred", "cancelled"):
        days |= {"ended_on": ago(10)}
    return factories.make_plan_item(plan, **{"status": status, **days, **values})


def plan_of(*statuses: str, patient: Patient | None = None, **values: Any) -> TreatmentPlan:
    """A settled plan with one line of 5,000 in each of these states."""
    plan = factories.make_plan(patient, **{"identified_on": ago(30), **values})
    for status in statuses:
        line(plan, status)
    return settled(plan)


def settled(plan: TreatmentPlan) -> TreatmentPlan:
    settle_plans([plan.pk])
    plan.refresh_from_db()
    return plan


def reason(kind: str = "decline") -> RefusalReason:
    return RefusalReason.objects.filter(kind=kind, code="").first() or RefusalReason.objects.create(
        kind=kind, name_ru="Дорого", name_en="Too expensive"
    )
