"""What trigger tests stand on: a clinic with the packaged triggers, and people who cross a line."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from clinics.enums import LegalProfile
from clinics.models import Clinic, User
from patients.enums import Purpose, Segment
from patients.models import Patient, SegmentMembership
from tests.factories import (
    NOW,
    TODAY,
    make_consent,
    make_contact,
    make_membership,
    make_patient,
    make_summary,
    the_clinic,
)
from triggers.models import Message, Trigger
from triggers.services.package import install_package
from triggers.services.switching import switch_on

SWITCHED_ON = NOW - timedelta(days=30)
LAST_CONTACT = date(2025, 12, 18)
_number = count(1)


def make_box(profile: str = LegalProfile.RU) -> Clinic:
    """The clinic under `profile` with the packaged triggers, all off."""
    clinic = the_clinic()
    Clinic.objects.filter(pk=clinic.pk).update(legal_profile=profile)
    clinic.refresh_from_db()
    install_package(clinic, now=SWITCHED_ON)
    return clinic


def packaged(key: str = "sleeping", *, on: bool = True, by: User | None = None) -> Trigger:
    trigger = Trigger.objects.get(key=key)
    if on:
        switch_on(trigger, by=by, now=SWITCHED_ON)
    return trigger


def make_sleeper(
    *,
    crossed: date = TODAY,
    email: str = "",
    consent: bool = True,
    segment: str = Segment.SLEEPING,
    **values: Any,
) -> Patient:
    """Somebody who entered the segment on `crossed`, with an e-mail and consent to advertising on paper."""
    patient = make_patient(**values)
    make_summary(patient, segment=segment, segment_since=crossed, last_contact_on=LAST_CONTACT)
    make_membership(patient, segment=Segment.REGULAR, since=date(2024, 1, 1), until=crossed)
    make_membership(patient, segment=segment, since=crossed, last_contact_on=LAST_CONTACT)
    contact = make_contact(patient, email or f"p{next(_number)}@example.org")
    if consent:
        make_consent(contact.point, purpose=Purpose.ADVERTISING)
    return patient


def the_message() -> Message:
    return Message.objects.get()


def verdict(message: Message | None = None) -> tuple[str, str]:
    message = message or the_message()
    message.refresh_from_db()
    return message.state, message.reason


def memberships_of(patient: Patient) -> list[SegmentMembership]:
    return list(patient.memberships.order_by("since"))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Moscow time as an instant (UTC+3 all year)."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=3)
