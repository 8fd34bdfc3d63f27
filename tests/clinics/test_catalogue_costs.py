"""The lists of the settings ask as often for three rows as for one."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import Change, Holiday, LeadTimeLink, ServicePrice, WorkingHours
from clinics.selectors import clinic_today
from tests.factories import (
    NOW,
    make_branch,
    make_chair,
    make_employee,
    make_service,
    make_specialty,
    the_branch,
    the_clinic,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def _day(days):
    return clinic_today(the_clinic(), timezone.now()) + timedelta(days=days)


def _branches(count):
    for _ in range(count):
        branch = make_branch()
        make_chair(branch=branch)
        WorkingHours.objects.create(branch=branch, weekday=0, starts=time(9), ends=time(18))


def _services(count):
    for _ in range(count):
        ServicePrice.objects.create(
            service=make_service(specialty=make_specialty()), valid_from=_day(3), price=1, made_at=NOW
        )


def _staff(count):
    for _ in range(count):
        make_employee(branch=make_branch(), specialty=make_specialty(), is_practitioner=True)


def _links(count):
    for _ in range(count):
        LeadTimeLink.objects.create(before=make_specialty(), after=make_specialty(), weeks=26)


def _notes(count):
    for n in range(count):
        Change.objects.create(clinic=the_clinic(), day=_day(-n), text="x", made_by=user_with_role(Role.OWNER))
        Holiday.objects.create(clinic=the_clinic(), day=_day(Holiday.objects.count()), name="x")


@pytest.mark.parametrize(
    ("name", "fill"),
    [
        ("branches", _branches), ("prices", _services), ("staff", _staff), ("changes", _notes), ("holidays", _notes),
        ("specialties", _links), ("words", _notes), ("index", _notes), ("setup", _branches),
    ],
)  # fmt: skip
def test_lists_cost_the_same_queries_with_one_row_and_with_three(client, name, fill):
    the_branch()
    client.force_login(user_with_role(Role.OWNER))
    counts = []
    for more in (1, 2):
        fill(more)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(f"catalogues:{name}"))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 32
