"""The first kind of case: plan cards closed in the period."""

from datetime import date, timedelta
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clinics.models import Clinic
from patients.models import Patient, Visit
from quality.cases import CaseKind, ClosedCases
from quality.draw import Case
from quality.pseudonyms import age_on, pseudonym
from quality.ready import PLAN_CARD
from treatment_plans.models import PlanEvent, TreatmentPlan

AROUND = timedelta(days=14)
MOST_VISITS = 15


def closed_plan_cards(clinic: Clinic, first: date, last: date) -> ClosedCases:
    """Plans closed on these days. Performer: who identified the plan, else its curator."""
    rows = (
        TreatmentPlan.objects.filter(clinic=clinic, closed_on__range=(first, last))
        .annotate(performer=Coalesce("practitioner_id", "curator_id"))
        .values_list("pk", "performer", "branch_id")
    )
    cases, unattributed = [], 0
    for row in rows.iterator(chunk_size=10_000):
        if row[1] is None:
            unattributed += 1
        else:
            cases.append(Case(*row))
    return ClosedCases(cases, unattributed)


def plan_card_context(case_id: int) -> dict[str, Any]:
    """The card without names and contacts: the lines with their days and prices, their moves, the visits around."""
    plan = TreatmentPlan.objects.select_related("patient", "branch").get(pk=case_id)
    lines = plan.planitems.filter(awaits_review="").select_related("service", "refusal_reason")
    moves = PlanEvent.objects.filter(plan=plan).select_related("item", "refusal_reason").order_by("at", "pk")
    return {
        "plan": plan,
        "pseudonym": pseudonym(plan.patient_id),
        "age": age_on(plan.patient, plan.identified_on),
        "lines": list(lines.order_by("identified_on", "pk")),
        "moves": list(moves),
        "visits": _visits_around(plan),
        "performer_is_curator": plan.practitioner_id is None,
    }


def _visits_around(plan: TreatmentPlan) -> list[Visit]:
    last = (plan.closed_on or plan.identified_on) + AROUND
    near = Visit.objects.filter(patient_id=plan.patient_id, day__range=(plan.identified_on, last))
    return list(near.select_related("specialty").order_by("day", "pk")[:MOST_VISITS])


def plan_card_labels(case_ids: list[int]) -> dict[int, str]:
    """The plans' numbers, for lists."""
    return dict(TreatmentPlan.objects.filter(pk__in=case_ids).values_list("pk", "number"))


def plan_cards_of(patient: Patient) -> list[int]:
    return list(TreatmentPlan.objects.filter(patient=patient).values_list("pk", flat=True))


PLAN_CARDS = CaseKind(
    key=PLAN_CARD,
    name=_("Closed plan cards"),
    performer_note=_("The performer of a plan is who identified it, else its curator."),
    closed_cases=closed_plan_cards,
    labels=plan_card_labels,
    of_patient=plan_cards_of,
    context=plan_card_context,
    template="quality/cases/plan_card.html",
)
