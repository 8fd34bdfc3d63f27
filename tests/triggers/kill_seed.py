"""Fills the database of the kill test: as many people who fell asleep today, each with consent, matched.

python -m tests.triggers.kill_seed COUNT
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from clinics.enums import LegalProfile  # noqa: E402
from clinics.models import Branch, Clinic  # noqa: E402
from clinics.selectors import clinic_today  # noqa: E402
from patients.models import (  # noqa: E402
    Consent,
    ContactPoint,
    Patient,
    PatientContact,
    PatientSummary,
    SegmentMembership,
)
from triggers.models import Trigger  # noqa: E402
from triggers.services.matching import match_triggers  # noqa: E402
from triggers.services.package import install_package  # noqa: E402
from triggers.services.switching import switch_on  # noqa: E402


def seed(count: int) -> int:
    now = timezone.now()
    clinic = Clinic.objects.create(name="Ромашка", legal_profile=LegalProfile.DEMO)
    branch = Branch.objects.create(clinic=clinic, name="Центр", time_zone="Europe/Moscow")
    today = clinic_today(clinic, now)
    install_package(clinic, now=now)
    switch_on(Trigger.objects.get(key="sleeping"), by=None, now=now - timedelta(days=30))
    patients = Patient.objects.bulk_create(
        Patient(clinic=clinic, branch=branch, first_name=f"Имя{n}", created_at=now) for n in range(count)
    )
    points = ContactPoint.objects.bulk_create(
        ContactPoint(clinic=clinic, kind="email", value=f"p{n}@example.org") for n in range(count)
    )
    PatientContact.objects.bulk_create(
        PatientContact(patient=p, point=c) for p, c in zip(patients, points, strict=True)
    )
    Consent.objects.bulk_create(
        Consent(
            point=point,
            channel="email",
            purpose="advertising",
            state="granted",
            at=now,
            recorded_at=now,
            method="paper",
        )
        for point in points
    )
    PatientSummary.objects.bulk_create(
        PatientSummary(patient=p, clinic=clinic, segment="sleeping", segment_since=today) for p in patients
    )
    SegmentMembership.objects.bulk_create(
        SegmentMembership(
            patient=p,
            clinic=clinic,
            segment="sleeping",
            since=today,
            last_contact_on=today - timedelta(days=271),
        )
        for p in patients
    )
    return match_triggers(clinic, now=now)


if __name__ == "__main__":
    print(seed(int(sys.argv[1])))
