"""Putting the box's rules and triggers into a clinic."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from clinics.models import Clinic
from triggers import package
from triggers.models import SendingRule, SendingSwitch, Trigger, TriggerTemplate

WORDS = ("subject_ru", "body_ru", "subject_en", "body_en")


@transaction.atomic
def install_package(clinic: Clinic, *, now: datetime) -> int:
    """Add what is missing of rules, triggers and the main switch; never touches what is there. Returns new triggers."""
    SendingSwitch.objects.get_or_create(clinic=clinic, channel="", defaults={"changed_at": now})
    _install_rules(clinic, now=now)
    have = set(Trigger.objects.filter(clinic=clinic).values_list("key", flat=True))
    missing = [box for box in package.TRIGGERS if box.key not in have]
    for box in missing:
        _install_trigger(clinic, box, now=now)
    return len(missing)


def _install_rules(clinic: Clinic, *, now: datetime) -> None:
    have = set(SendingRule.objects.filter(clinic=clinic).values_list("profile", "kind"))
    SendingRule.objects.bulk_create(
        SendingRule(clinic=clinic, profile=profile, kind=kind, changed_at=now, **asdict(row))
        for profile, rows in package.RULES.items()
        for kind, row in rows.items()
        if (profile, kind) not in have
    )


def _install_trigger(clinic: Clinic, box: package.PackagedTrigger, *, now: datetime) -> None:
    fields = asdict(box)
    words = {name: fields.pop(name) for name in WORDS}
    trigger = Trigger.objects.create(clinic=clinic, **fields)
    TriggerTemplate.objects.create(trigger=trigger, created_at=now, **words)
