"""The legal profile of the clinic: chosen by its owner, with a line in the journal."""

from datetime import datetime

from django.db import transaction

from clinics.enums import LegalProfile
from clinics.models import Clinic, User
from clinics.services.journal import record_action


@transaction.atomic
def choose_profile(clinic: Clinic, profile: LegalProfile, *, by: User, now: datetime) -> None:
    """Confirm the profile, or go over to another; what is queued already is judged by it when it is sent."""
    clinic.legal_profile, clinic.legal_confirmed_at = profile, now
    clinic.save(update_fields=["legal_profile", "legal_confirmed_at"])
    record_action(by, "legal_profile_confirmed", clinic, now=now, details={"profile": profile.value})
