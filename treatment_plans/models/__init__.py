"""Treatment plans: what was found, what the patient agreed to, what was done, and who answers for the way between."""

from treatment_plans.models.event import PlanEvent
from treatment_plans.models.item import (
    DISCARDED,
    ITEM_FACTS,
    PlanItem,
    PlanItemVersion,
    PlanSession,
    Prerequisite,
    Variant,
)
from treatment_plans.models.offer import Offer, OfferLine
from treatment_plans.models.plan import TreatmentPlan
from treatment_plans.models.reason import RefusalReason
from treatment_plans.models.rule import PlanRule

__all__ = [
    "DISCARDED",
    "ITEM_FACTS",
    "Offer",
    "OfferLine",
    "PlanEvent",
    "PlanItem",
    "PlanItemVersion",
    "PlanRule",
    "PlanSession",
    "Prerequisite",
    "RefusalReason",
    "TreatmentPlan",
    "Variant",
]
