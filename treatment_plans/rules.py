"""The automatic moves of plan lines, declared once: which are on where the clinic has said nothing.

What each does stands in `services.automatic`. Lines that came by import are never realised by a rule: only their
source says what was done. A booking may schedule them.
"""

from collections.abc import Mapping

from treatment_plans.enums import AutoRule
from treatment_plans.models import PlanRule

DEFAULTS: Mapping[str, bool] = {
    AutoRule.BOOKING_SCHEDULES: True,
    AutoRule.BOOKING_OF_SPECIALTY: False,  # a guess: a clinic that books without services may want it
    AutoRule.BOOKING_GONE: True,
    AutoRule.CHARGE_REALISES: True,
    AutoRule.CHARGE_AGREES: True,
    AutoRule.CHARGE_GONE: True,
}


def rules_of(clinic_id: int) -> dict[str, bool]:
    """Every rule with its switch in this clinic."""
    said = dict(PlanRule.objects.filter(clinic=clinic_id).values_list("rule", "is_on"))
    return {rule: said.get(rule, default) for rule, default in DEFAULTS.items()}
