"""The first kind of case: plan cards closed in the period."""

from datetime import date
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clinics.models import Clinic
from quality.cases import CaseKind, ClosedCases
from quality.draw import Case
from quality.ready import PLAN_CARD
from treatment_plans.models import PlanEvent, TreatmentPlan


def closed_plan_cards(clinic: Clinic, first: date, last: date) -> ClosedCases:
    """Plans closed on these days. Performer: who identified the plan, else its curator."""
    rows = (
        TreatmentPlan.objects.filter(clinic=clinic, closed_on__range=(first, last))
        .annotate(performer=Coalesce("practitioner_id", "curator_id"))
        .values_list("pk", "performer", "branch_id")
    )
    cases = [Case(*row) for row in rows.iterator(chunk_size=10_000) if row[1] is not None]
    everybody = rows.count()
    return ClosedCases(cases, unattributed=everybody - len(cases))


def plan_card_context(case_id: int) -> dict[str, Any]:
    """The card without names and contacts: the plan's lines with their days and prices, and their moves."""
    plan = TreatmentPlan.objects.select_related("patient", "branch").get(pk=case_id)
    lines = list(plan.planitems.filter(awaits_review="").order_by("identified_on", "pk"))
    moves = PlanEvent.objects.filter(item__plan=plan).select_related("item").order_by("at", "pk")
    return {
        "plan": plan,
        "lines": lines,
        "moves": list(moves),
        "performer_is_curator": not plan.practitioner_id,
    }


PLAN_CARDS = CaseKind(
    key=PLAN_CARD,
    name=_("Closed plan cards"),
    performer_note=_("The performer of a plan is who identified it, else its curator."),
    closed_cases=closed_plan_cards,
    context=plan_card_context,
    template="quality/cases/plan_card.html",
)
