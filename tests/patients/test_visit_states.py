"""The state table of visits: every walk through it ends in a state that its moves allow, and money follows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.enums import LIVE_BOOKING, CancelReason, VisitStatus
from patients.models import VisitVersion
from patients.selectors.debts import balance_of
from patients.services.charges import ChargeLine
from patients.services.holds import sync_booking_holds
from patients.services.visits import VisitRefusedError, complete_visit, move_visit
from patients.visit_states import MOVES, may_move, moves_from, next_move
from tests.factories import NOW, TODAY, make_service, make_visit

DAYS = {"past": TODAY - timedelta(1), "today": TODAY, "ahead": TODAY + timedelta(1)}

# state → what may follow on the visit's day, by hand
ON_THE_DAY = {
    "booked": {"confirm", "arrive", "complete", "no-show", "cancel"},
    "confirmed": {"arrive", "complete", "no-show", "cancel", "unconfirm"},
    "arrived": {"complete", "cancel", "not-here"},
    "completed": {"reopen"},
    "cancelled": {"revive"},
    "no_show": {"came"},
}
AHEAD = {
    "booked": {"confirm", "cancel"},
    "confirmed": {"cancel", "unconfirm"},
    "arrived": {"cancel", "not-here"},
    "completed": {"reopen"},
    "cancelled": {"revive"},
    "no_show": {"came"},
}


def _keys(status, day):
    return {move.key for move in moves_from(status, day, today=TODAY)}


def test_table_as_written_by_hand():
    assert {s: _keys(s, DAYS["today"]) for s in VisitStatus.values} == ON_THE_DAY
    assert {s: _keys(s, DAYS["ahead"]) for s in VisitStatus.values} == AHEAD
    assert _keys("cancelled", DAYS["past"]) == set()


def test_only_named_corrections_lead_back():
    order = ["booked", "confirmed", "arrived", "completed"]
    for move in MOVES.values():
        for source in move.sources:
            is_back = source in ("cancelled", "no_show") or (
                move.to in order and order.index(source) > order.index(move.to)
            )
            assert is_back is move.is_correction, move.key


def test_next_move_is_what_the_desk_does_next():
    said = {
        (status, when): getattr(next_move(status, day, today=TODAY), "key", None)
        for status in VisitStatus.values
        for when, day in DAYS.items()
    }
    expected = dict.fromkeys(said)
    for when in ("past", "today"):
        expected |= {("booked", when): "arrive", ("confirmed", when): "arrive", ("arrived", when): "complete"}
    expected["booked", "ahead"] = "confirm"
    assert said == expected


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walk=st.lists(st.sampled_from(sorted(MOVES)), max_size=8), when=st.sampled_from(sorted(DAYS)))
def test_every_walk_keeps_state_money_and_holds_together(walk, when):
    visit = make_visit(status="booked", day=DAYS[when], amount=0)
    bill = [ChargeLine(make_service(), Decimal(1), Decimal(700))]
    steps = 0
    for key in walk:
        before, allowed = visit.status, may_move(visit.status, visit.day, MOVES[key], today=TODAY)
        try:
            if key == "complete":
                complete_visit(visit, charges=bill, by=None, now=NOW)
            else:
                move_visit(visit, key, reason=CancelReason.ILL, by=None, now=NOW)
        except VisitRefusedError:
            assert not allowed
        else:
            assert allowed
            steps += 1
        visit.refresh_from_db()
        assert visit.status == (MOVES[key].to if allowed else before)
        sync_booking_holds([visit.patient_id], today=TODAY)
        held = visit.patient.holds.filter(known_to=None).exists()
        assert held is (visit.status in (*LIVE_BOOKING, VisitStatus.ARRIVED)) or visit.status == "no_show"
        assert balance_of(visit.patient).debt == (700 if visit.status == "completed" else 0)
        assert (visit.cancel_reason == "ill") is (visit.status == "cancelled")
    assert VisitVersion.objects.filter(visit_id=visit.pk).count() == steps
