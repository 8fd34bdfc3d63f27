"""Calls of the curators and administrators: done, and to be done today."""

from datetime import datetime, timedelta
from random import Random

from clinic_crm.demo.clinic import Stage
from patients.enums import FollowUpKind, FollowUpOutcome, FollowUpState
from patients.models import FollowUp
from treatment_plans.enums import PlanState
from treatment_plans.models import TreatmentPlan
from treatment_plans.services.editing import touch_origin

OUTCOMES = [FollowUpOutcome.NO_ANSWER, FollowUpOutcome.REACHED, FollowUpOutcome.SNOOZED]
REASONS = ["Спросить о самочувствии", "Подтвердить запись", "Перезвонить по просьбе", "Прислать прайс"]


class Touches:
    """Half of the active plans were called about; some have a day agreed for the next call."""

    def __init__(self, stage: Stage, chance: Random, now: datetime) -> None:
        self.stage, self.chance, self.now = stage, chance, now

    def write(self) -> None:
        active = TreatmentPlan.objects.filter(state=PlanState.ACTIVE).select_related("patient").order_by("pk")
        rows = [row for plan in active if self.chance.random() < 0.5 for row in self._of(plan)]
        waiting = active.order_by("-identified_on")[:40]
        FollowUp.objects.bulk_create(rows + [self._errand(plan) for plan in waiting])

    def _of(self, plan: TreatmentPlan) -> list[FollowUp]:
        at = self.now - timedelta(days=self.chance.randint(1, 25), hours=self.chance.randint(0, 6))
        done = self._row(plan, f"План {plan.number}", touch_origin(plan), at)
        done.state, done.outcome = FollowUpState.DONE, self.chance.choice(OUTCOMES)
        done.closed_at, done.closed_by = at, self.stage.users["curator"]
        if self.chance.random() < 0.7:
            return [done]
        agreed = self._row(plan, done.reason, done.origin, at)
        agreed.due_on = self.now.date() + timedelta(days=self.chance.randint(0, 9))
        return [done, agreed]

    def _errand(self, plan: TreatmentPlan) -> FollowUp:
        row = self._row(plan, self.chance.choice(REASONS), "hand", self.now - timedelta(days=1))
        row.due_on = self.now.date() + timedelta(days=self.chance.randint(-2, 4))
        row.assignee = None
        row.attempts = self.chance.choice([0, 0, 0, 1, 2])
        row.kind = FollowUpKind.BOOK if row.reason == "Перезвонить по просьбе" else FollowUpKind.CALL
        return row

    def _row(self, plan: TreatmentPlan, reason: str, origin: str, at: datetime) -> FollowUp:
        return FollowUp(
            clinic=plan.clinic,
            branch_id=plan.branch_id,
            patient=plan.patient,
            assignee_id=plan.curator_id,
            due_on=at.date(),
            reason=reason,
            origin=origin,
            created_at=at,
        )
