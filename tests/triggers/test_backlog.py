"""Those who were there before: a list that a person starts, a few a day; and the click on each list."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from clinics.enums import LegalProfile, Role
from patients.enums import Segment
from tests.factories import NOW, make_branch, make_consent, make_user, the_clinic, user_with_role
from tests.triggers.factories import make_box, make_sleeper, packaged
from triggers.models import ApprovalList, Backlog, Message
from triggers.selectors.triggers import reachable
from triggers.services.approval import approve_list, decline_list
from triggers.services.backlog import BacklogError, release_backlogs, start_backlog, stop_backlog
from triggers.services.matching import match_triggers

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def box(db):
    make_branch(time_zone="Europe/Moscow")
    make_box(LegalProfile.OWN)
    return packaged("sleeping")


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_daily_matching_leaves_the_backlog_alone(box):
    make_sleeper(crossed=LONG_AGO)
    assert (match_triggers(the_clinic(), now=NOW), reachable(box, now=NOW).may) == (0, 1)


def test_quota_lets_out_so_many_a_day(box):
    for _ in range(5):
        make_sleeper(crossed=LONG_AGO)
    start_backlog(box, quota=2, by=make_user(), now=NOW)
    sizes = [len(states())]
    for days in (0, 1, 1, 2, 3):
        release_backlogs(now=NOW + timedelta(days=days))
        sizes.append(len(states()))
    assert sizes == [2, 2, 4, 4, 5, 5]


def test_who_may_not_be_written_to_waits_with_the_reason_and_takes_no_place(box):
    silent = make_sleeper(crossed=LONG_AGO, consent=False)
    make_sleeper(crossed=LONG_AGO)
    start_backlog(box, quota=1, by=make_user(), now=NOW)
    assert (states(), reachable(box, now=NOW).reasons) == (["scheduled"], [("no_consent", 1)])
    make_consent(silent.contacts.get().point)
    release_backlogs(now=NOW + timedelta(days=1))
    assert states() == ["scheduled", "scheduled"]


def test_newcomers_after_the_start_are_not_in_it(box):
    backlog = start_backlog(box, quota=10, by=make_user(), now=NOW)
    make_sleeper(crossed=LONG_AGO)
    release_backlogs(now=NOW + timedelta(days=1))
    assert (states(), backlog.entries.count()) == ([], 0)


def test_stopped_backlog_lets_nobody_out_and_another_may_be_started(box):
    person = make_user()
    for _ in range(3):
        make_sleeper(crossed=LONG_AGO)
    backlog = start_backlog(box, quota=1, by=person, now=NOW)
    stop_backlog(backlog, by=person, now=NOW)
    release_backlogs(now=NOW + timedelta(days=1))
    assert len(states()) == 1
    assert start_backlog(box, quota=9, by=person, now=NOW).entries.count() == 2


def test_two_backlogs_of_one_trigger_cannot_run(box):
    person = make_user()
    start_backlog(box, quota=1, by=person, now=NOW)
    with pytest.raises(BacklogError):
        start_backlog(box, quota=1, by=person, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Backlog.objects.create(trigger=box, quota=1, started_at=NOW)


def test_trigger_that_is_off_has_no_backlog_to_start():
    with pytest.raises(BacklogError):
        start_backlog(packaged("lapsed", on=False), quota=1, by=make_user(), now=NOW)


# The click.


@pytest.fixture
def waiting(box) -> ApprovalList:
    make_box(LegalProfile.RU)
    far = make_branch(name="Дальний", time_zone="Asia/Yekaterinburg")
    make_sleeper()
    make_sleeper(branch=far)
    match_triggers(the_clinic(), now=NOW)
    return ApprovalList.objects.get()


def test_nothing_is_due_before_the_click_and_all_of_it_after(waiting):
    owner = user_with_role(Role.OWNER)
    assert states() == ["awaiting", "awaiting"]
    assert approve_list(waiting, by=owner, now=NOW) == 2
    waiting.refresh_from_db()
    assert (states(), waiting.state, waiting.decided_by) == (["scheduled"] * 2, "approved", owner)
    assert {message.approved_by for message in Message.objects.all()} == {owner}


def test_second_click_changes_nothing(waiting):
    owner = user_with_role(Role.OWNER)
    approve_list(waiting, by=owner, now=NOW)
    assert (approve_list(waiting, by=owner, now=NOW), decline_list(waiting, by=owner, now=NOW)) == (0, 0)


def test_declined_list_is_cancelled_with_the_reason(waiting):
    assert decline_list(waiting, by=user_with_role(Role.OWNER), now=NOW) == 2
    assert set(Message.objects.values_list("state", "reason")) == {("cancelled", "declined")}


def test_manager_of_a_branch_lets_only_its_patients_go(waiting):
    branch = Message.objects.order_by("pk")[0].patient.branch
    assert approve_list(waiting, by=user_with_role(Role.MANAGER, branch), now=NOW) == 1
    waiting.refresh_from_db()
    assert (states(), waiting.state) == (["scheduled", "awaiting"], "open")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CURATOR, Role.MARKETER, Role.AUDITOR, Role.SYSTEM])
def test_nobody_else_can_approve(waiting, role):
    assert approve_list(waiting, by=user_with_role(role), now=NOW) == 0
    assert states() == ["awaiting", "awaiting"]


def test_approved_in_the_evening_leaves_in_the_morning_of_each_branch(waiting):
    approve_list(waiting, by=user_with_role(Role.OWNER), now=NOW + timedelta(hours=8))
    tomorrow = NOW + timedelta(days=1) - timedelta(hours=2)  # 10:00 in Moscow
    assert list(Message.objects.order_by("pk").values_list("due_at", flat=True)) == [
        tomorrow,
        tomorrow - timedelta(hours=2),
    ]


def test_segment_of_the_lapsed_has_its_own_backlog():
    make_sleeper(crossed=LONG_AGO, segment=Segment.LAPSED)
    start_backlog(packaged("lapsed"), quota=5, by=make_user(), now=NOW)
    assert states() == ["scheduled"]
