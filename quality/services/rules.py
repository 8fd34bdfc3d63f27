from datetime import datetime

from django.db import transaction

from clinics.models import User
from clinics.services.journal import record_action
from quality.models import SamplingRule


@transaction.atomic
def change_rule(
    rule: SamplingRule, *, percent: int, floor: int, is_active: bool, by: User, now: datetime
) -> SamplingRule:
    """Draw more or less from the next commitment on; what is committed already stays as it was promised."""
    rule.percent, rule.floor, rule.is_active = percent, floor, is_active
    rule.save(update_fields=["percent", "floor", "is_active"])
    details = {"percent": percent, "floor": floor, "is_active": is_active}
    record_action(by, "sampling_rule_changed", rule, now=now, details=details)
    return rule
