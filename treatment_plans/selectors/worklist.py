"""The rows of a curator's queue as the screen shows them: a page of plans with their contacts, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from patients.enums import ContactKind, FollowUpState
from patients.models import FollowUp, PatientContact
from treatment_plans.enums import ItemStatus, Queue
from treatment_plans.models import PlanItem, TreatmentPlan
from treatment_plans.selectors.queues import SLA_DAYS
from treatment_plans.services.editing import touch_origin
from treatment_plans.states import OPEN


@dataclass(frozen=True)
class QueueRow:
    """One plan of the queue, the last touch of the patient (of whatever origin) and the plan's next contact."""

    plan: Any
    last_touch: FollowUp | None
    next_contact: FollowUp | None
    sla_days: int

    @property
    def tone(self) -> str:
        """Green within the SLA, amber up to twice the SLA, red from then on."""
        if self.plan.days_stuck <= self.sla_days:
            return "green"
        return "amber" if self.plan.days_stuck < 2 * self.sla_days else "red"


@dataclass(frozen=True)
class WorkSheet:
    """What a person needs while the call is on: phones, the open lines, the talks before."""

    plan: TreatmentPlan
    phones: Sequence[str]
    lines: Sequence[PlanItem]
    touches: Sequence[FollowUp]


def with_people(plans: QuerySet[TreatmentPlan]) -> QuerySet[TreatmentPlan]:
    """What each row names, fetched for the page alone: joined, the sort would drag it along for every plan."""
    return plans.prefetch_related("patient__summary", "practitioner", "curator", "branch")


def queue_rows(plans: Iterable[TreatmentPlan], queue: Queue) -> list[QueueRow]:
    """The rows of one page, in the given order. Two queries."""
    found = list(plans)
    patients = [plan.patient_id for plan in found]
    last = {touch.patient_id: touch for touch in _last_touches(patients)}
    following = {touch.origin: touch for touch in _next_contacts(found)}
    return [
        QueueRow(plan, last.get(plan.patient_id), following.get(touch_origin(plan)), SLA_DAYS[queue])
        for plan in found
    ]


def _last_touches(patient_ids: Sequence[int]) -> QuerySet[FollowUp]:
    done = FollowUp.objects.filter(patient__in=patient_ids, state=FollowUpState.DONE)
    newest = done.order_by("patient", "-closed_at", "-pk").distinct("patient")
    return newest.select_related("closed_by")


def _next_contacts(plans: Sequence[TreatmentPlan]) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(
        patient__in=[plan.patient_id for plan in plans],
        state=FollowUpState.OPEN,
        origin__in=[touch_origin(plan) for plan in plans],
    )


def work_sheet(plan: TreatmentPlan, *, today: date) -> WorkSheet:
    """Everything for one call. Three queries."""
    contacts = PatientContact.objects.filter(
        patient=plan.patient_id, point__kind=ContactKind.PHONE, point__is_dead=False
    )
    touches = FollowUp.objects.filter(patient=plan.patient_id, state=FollowUpState.DONE)
    lines = plan.planitems.filter(awaits_review="", status__in=[*OPEN, ItemStatus.DECLINED]).select_related(
        "refusal_reason"
    )
    return WorkSheet(
        plan=plan,
        phones=list(contacts.order_by("rank", "pk").values_list("point__value", flat=True)),
        lines=list(lines.order_by(F("agreed_on").asc(nulls_last=True), "pk")),
        touches=list(touches.select_related("closed_by").order_by("-closed_at", "-pk")[:3]),
    )
