"""Campaigns and what they cost."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from clinics.models import Clinic, User
from clinics.services.journal import record_action
from patients.models import Campaign, CampaignSpend

FIELDS = ("name", "acquisition", "starts_on", "ends_on", "note")


@transaction.atomic
def save_campaign(
    campaign: Campaign | None, *, clinic: Clinic, values: dict[str, Any], by: User, now: datetime
) -> Campaign:
    """A new campaign, or the changed one. `values` takes the keys of FIELDS."""
    verb = "changed" if campaign else "created"
    row = Campaign.objects.get(pk=campaign.pk) if campaign else Campaign(clinic=clinic)
    for name in FIELDS:
        setattr(row, name, values[name])
    row.save()
    record_action(by, verb, row, now=now)
    return row


@transaction.atomic
def set_spend(campaign: Campaign, *, month: date, amount: Decimal, by: User, now: datetime) -> CampaignSpend:
    """What the campaign cost in this month (any day of it); a second sum replaces the first."""
    row, _made = CampaignSpend.objects.update_or_create(
        campaign=campaign, month=month.replace(day=1), defaults={"amount": amount}
    )
    record_action(by, "campaign_spend_set", campaign, now=now)
    return row
