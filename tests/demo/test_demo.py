"""The invented clinic: whole, the same every time, and with something to see in every state."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count, F, Q, Sum

from clinic_crm.demo.build import build_demo
from clinics.enums import Role
from clinics.models import Clinic, RoleAssignment
from patients.enums import Segment
from patients.models import Patient, PatientSummary, SegmentMembership, Visit
from quality.models import Review, Round, Sample
from treatment_plans.enums import ItemStatus, PlanState
from treatment_plans.models import PlanItem, TreatmentPlan
from triggers.models import Message

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def build(patients: int = 250) -> None:
    build_demo(now=NOW, patients=patients, tell=lambda *_: None)


def figures() -> dict[str, object]:
    return {
        "names": list(Patient.objects.order_by("pk").values_list("last_name", "first_name", "birth_date")),
        "visits": list(Visit.objects.order_by("pk").values_list("day", "status", "amount")),
        "messages": list(
            Message.objects.order_by("patient", "occurrence").values_list("state", "subject", "reason")
        ),
        "rounds": list(Round.objects.order_by("starts_on").values_list("seed_hash", "case_count")),
        "lines": list(PlanItem.objects.order_by("pk").values_list("status", "price", "agreed_on")),
    }


def test_demo_is_the_same_every_time():
    with transaction.atomic():
        build()
        first = figures()
        transaction.set_rollback(True)
    build()
    assert figures() == first


def test_demo_has_every_role_segment_plan_state_and_line_state():
    build()
    assert set(PatientSummary.objects.values_list("segment", flat=True)) == set(Segment.values)
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == set(Role.values)
    assert set(TreatmentPlan.objects.values_list("state", flat=True)) == set(PlanState.values)
    assert set(PlanItem.objects.values_list("status", flat=True)) == set(ItemStatus.values)


def test_demo_leaves_todays_letters_and_last_weeks_reviews_to_the_newcomer():
    build()
    asleep = SegmentMembership.objects.filter(segment=Segment.SLEEPING, since=NOW.date(), until=None)
    assert asleep.count() >= 1
    assert Message.objects.filter(patient__in=asleep.values("patient")).count() == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"accepted", "suppressed"}
    last_week = Sample.objects.filter(round__ends_on=NOW.date() - timedelta(days=NOW.date().weekday() + 1))
    assert last_week.count() >= 1
    assert Review.objects.filter(sample__in=last_week).count() == 0
    assert Review.objects.count() >= 1


def test_demo_bills_add_up_to_the_visit():
    build()
    wrong = Visit.objects.annotate(bill=Sum("charges__amount", default=0)).exclude(amount=F("bill"))
    assert wrong.count() == 0


@pytest.mark.parametrize("whose", ["chair", "practitioner"])
def test_demo_books_nobody_and_nothing_twice(whose):
    build()
    times = Visit.objects.values_list(whose, "starts_at", "minutes").order_by(whose, "starts_at")
    overlaps = [
        (before, after)
        for before, after in itertools.pairwise(times)
        if before[0] == after[0] and before[1] + timedelta(minutes=before[2]) > after[1]
    ]
    assert overlaps == []


def test_demo_has_somebody_who_falls_asleep_on_each_of_fifteen_days():
    build()
    today = NOW.date()
    days = [today + timedelta(days=ahead) for ahead in range(15)]
    alone = Patient.objects.annotate(visits_count=Count("visits", filter=Q(visits__status="completed")))
    last_days = Counter(alone.filter(visits_count=1).values_list("visits__day", flat=True))
    assert [day for day in days if last_days[day - timedelta(days=271)] == 0] == []


def test_demo_refuses_a_database_with_a_clinic():
    Clinic.objects.create(name="Своя клиника")
    with pytest.raises(CommandError):
        call_command("demo", stdout=StringIO())
