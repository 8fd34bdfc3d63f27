from datetime import date, timedelta

import pytest

from patients.enums import FollowUpOutcome, FollowUpState
from patients.models import FollowUp
from patients.services.follow_ups import cancel_follow_ups, close_follow_up, open_follow_up, record_touch
from tests.factories import NOW, TODAY, make_follow_up, make_patient, make_user

pytestmark = pytest.mark.django_db


def _open(patient, **values):
    values = {"due_on": TODAY, "reason": "call", "origin": "plan:1", "by": None, "now": NOW, **values}
    return open_follow_up(patient, branch=patient.branch, **values)


def test_open_follow_up_returns_the_open_one_of_the_same_origin():
    patient = make_patient()
    first = _open(patient)
    again = _open(patient, due_on=TODAY + timedelta(days=5), reason="other")
    other = _open(patient, origin="plan:2")
    assert again == first
    assert (again.due_on, again.reason) == (TODAY, "call")
    assert FollowUp.objects.count() == 2
    assert other != first


def test_close_follow_up_records_the_outcome_and_opens_the_next():
    user = make_user()
    row = make_follow_up(note="before")
    done = close_follow_up(
        row, outcome="no_answer", note="after", next_on=date(2026, 9, 18), by=user, now=NOW
    )
    assert (done.state, done.outcome, done.note) == ("done", "no_answer", "before\nafter")
    assert (done.closed_at, done.closed_by) == (NOW, user)
    following = FollowUp.objects.get(state=FollowUpState.OPEN)
    assert (following.due_on, following.reason, following.origin) == (
        date(2026, 9, 18),
        row.reason,
        row.origin,
    )


def test_close_follow_up_leaves_a_closed_one_as_it_is():
    row = make_follow_up()
    close_follow_up(row, outcome="reached", by=None, now=NOW)
    again = close_follow_up(row, outcome="declined", next_on=TODAY, by=None, now=NOW + timedelta(hours=1))
    assert (again.outcome, again.closed_at) == (FollowUpOutcome.REACHED, NOW)
    assert FollowUp.objects.count() == 1


def test_record_touch_logs_a_done_one_and_opens_the_next():
    patient = make_patient()
    done = record_touch(
        patient, branch=patient.branch, origin="plan:7", reason="agreed, nothing booked", outcome="reached",
        next_on=date(2026, 9, 20), by=make_user(), now=NOW,
    )  # fmt: skip
    assert (done.state, done.outcome, done.closed_at) == ("done", "reached", NOW)
    assert list(FollowUp.objects.filter(state="open").values_list("origin", "due_on")) == [
        ("plan:7", date(2026, 9, 20))
    ]


def test_record_touch_closes_what_waited_for_it():
    patient = make_patient()
    waiting = _open(patient)
    done = record_touch(
        patient, branch=patient.branch, origin="plan:1", reason="x", outcome="booked", by=None, now=NOW
    )
    assert done == waiting
    assert FollowUp.objects.count() == 1


def test_cancel_follow_ups_takes_only_the_open_ones_of_the_origin():
    patient = make_patient()
    _open(patient)
    kept = _open(patient, origin="plan:2")
    assert cancel_follow_ups(origin="plan:1", by=None, now=NOW) == 1
    assert list(FollowUp.objects.filter(state="open")) == [kept]
    with pytest.raises(ValueError, match="needs an origin"):
        cancel_follow_ups(by=None, now=NOW)
