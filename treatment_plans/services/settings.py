"""The clinic's switches of automatic moves and its limits of discounts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from clinics.models import Clinic, DiscountLimit, User
from clinics.services.journal import record_action
from treatment_plans.models import PlanRule
from treatment_plans.rules import rules_of


@transaction.atomic
def switch_rules(clinic: Clinic, wanted: Mapping[str, bool], *, by: User, now: datetime) -> None:
    """Set these rules; each change is journalled. Moves made before stay."""
    before = rules_of(clinic.pk)
    for rule, is_on in wanted.items():
        if before[rule] != is_on:
            PlanRule.objects.update_or_create(clinic=clinic, rule=rule, defaults={"is_on": is_on})
            record_action(by, "changed", clinic, now=now, details={"rule": str(rule), "on": is_on})


@transaction.atomic
def set_discount_limits(clinic: Clinic, wanted: Mapping[str, Decimal], *, by: User, now: datetime) -> None:
    """The largest discount of each role, in percent."""
    for role, percent in wanted.items():
        DiscountLimit.objects.update_or_create(clinic=clinic, role=role, defaults={"percent": percent})
    limits = {str(role): str(percent) for role, percent in wanted.items()}
    record_action(by, "changed", clinic, now=now, details=limits)
