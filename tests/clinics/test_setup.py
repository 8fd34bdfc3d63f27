"""The set-up checklist: what is missing, what comes next, who sees it; and the holidays it brings in."""

from datetime import date, time

import pytest
from django.urls import reverse

from clinics import setup
from clinics.enums import Role
from clinics.holidays import is_decreed, russian_days
from clinics.models import Clinic, WorkingHours
from clinics.services.catalogues import fill_holidays
from tests.factories import (
    NOW,
    make_branch,
    make_chair,
    make_employee,
    make_service,
    the_clinic,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def _states():
    return {state.step.key: state for state in setup.checklist(Clinic.objects.get())}


def _ready(branch):
    WorkingHours.objects.create(branch=branch, weekday=0, starts=time(9), ends=time(18))
    make_chair(branch=branch)
    make_service()
    make_employee(branch=branch, is_practitioner=True, is_curator=True)
    fill_holidays(branch.clinic, 2026, by=None, now=NOW)


def test_an_empty_clinic_is_told_what_comes_first():
    make_branch()
    states = _states()
    assert [key for key, state in states.items() if state.is_next] == ["hours"]
    assert not any(states[key].is_done for key in ("hours", "chairs", "prices", "practitioners", "curators"))
    assert [key for key, state in states.items() if not state.url] == []


def test_what_is_there_is_done():
    _ready(make_branch())
    states = _states()
    done = {"hours", "chairs", "holidays", "prices", "practitioners", "curators"}
    assert {key for key, state in states.items() if state.is_done and key in done} == done
    assert states["legal"].is_next


def test_every_branch_in_use_needs_its_hours():
    _ready(make_branch())
    second = make_branch()
    assert _states()["hours"].is_done is False
    second.is_active = False
    second.save()
    assert _states()["hours"].is_done is True


def test_a_schedule_kept_elsewhere_needs_no_chairs_and_a_branch_without_curators_no_curator():
    make_branch(mis_is_master=True, has_curators=False)
    assert {"chairs", "curators"} & _states().keys() == set()


def test_a_step_that_is_not_needed_is_put_aside_and_comes_back(client):
    make_branch()
    client.force_login(user_with_role(Role.OWNER))
    address = reverse("catalogues:setup-skip", args=["hours"])
    client.post(address)
    states = _states()
    assert (states["hours"].is_skipped, states["chairs"].is_next) == (True, True)
    client.post(address, {"restore": "1"})
    assert _states()["hours"].is_next
    assert client.post(reverse("catalogues:setup-skip", args=["no-such-step"])).status_code == 404


def test_today_shows_the_open_steps_to_those_who_can_take_them(client):
    make_branch()
    client.force_login(user_with_role(Role.OWNER))
    assert 'id="today-setup"' in client.get("/").content.decode()
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    assert 'id="today-setup"' not in client.get("/").content.decode()


def test_today_says_nothing_when_all_is_done_or_put_aside(client):
    make_branch()
    Clinic.objects.update(setup_skipped=[state.step.key for state in setup.checklist(the_clinic())])
    client.force_login(user_with_role(Role.OWNER))
    assert 'id="today-setup"' not in client.get("/").content.decode()


def _off(year):
    return {day.day for day in russian_days(year) if day.works_as is None}


def test_days_of_2026_are_those_of_the_code_and_of_the_decree():
    extra = {date(2026, 1, 9), date(2026, 3, 9), date(2026, 5, 11), date(2026, 12, 31)}
    fixed = {date(2026, 1, n) for n in range(1, 9)} | {
        date(2026, *day) for day in [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
    }
    assert _off(2026) == fixed | extra
    assert [day for day in russian_days(2026) if day.works_as is not None] == []


def test_working_saturdays_take_the_hours_of_the_day_they_give_off():
    working = {day.day: day.works_as for day in russian_days(2024) if day.works_as is not None}
    assert working == {date(2024, 4, 27): 0, date(2024, 11, 2): 1, date(2024, 12, 28): 0}
    assert {
        date(2024, 4, 29),
        date(2024, 4, 30),
        date(2024, 5, 10),
        date(2024, 12, 30),
        date(2024, 12, 31),
    } <= _off(2024)
    assert {date(2025, 5, 2), date(2025, 5, 8), date(2025, 6, 13), date(2025, 11, 3)} <= _off(2025)
    assert date(2025, 2, 24) not in _off(2025)  # the decree moved it to May instead


def test_a_year_without_its_decree_has_the_days_of_the_code():
    assert (is_decreed(2026), is_decreed(2031)) == (True, False)
    # 2031: 23.02 and 9.03 fall on Sunday; 8.03 on Saturday; 4.11 on Tuesday
    assert {date(2031, 2, 24), date(2031, 3, 10)} <= _off(2031)
    assert len(_off(2031)) == 14 + 2
