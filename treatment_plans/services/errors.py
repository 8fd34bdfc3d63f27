"""What a service refuses, in words for the person who asked."""

from collections.abc import Sequence

from treatment_plans.models import PlanEvent, TreatmentPlan


class PlanError(Exception):
    """The move is not possible; the text says why and can be shown."""


class StalePlanError(PlanError):
    """Somebody else has changed the plan since this person looked at it; nothing was written."""

    def __init__(self, plan: TreatmentPlan, missed: Sequence[PlanEvent]) -> None:
        super().__init__(f"plan {plan.pk} is at version {plan.version}")
        self.plan = plan
        self.missed = missed
