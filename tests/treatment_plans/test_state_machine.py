"""The services are driven at random beside a model of plain Python; both must always agree."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from patients.enums import VisitStatus
from patients.models import Hold
from tests.factories import NOW, TODAY, make_patient, make_user, make_visit
from tests.treatment_plans.plans import reason
from treatment_plans.enums import Correction
from treatment_plans.models import PlanEvent, PlanItem
from treatment_plans.services.errors import PlanError
from treatment_plans.services.moves import (
    agree_items,
    cancel_items,
    correct_item,
    decline_items,
    defer_items,
    schedule_item,
    unschedule_item,
)
from treatment_plans.services.plans import Line, add_item, create_plan
from treatment_plans.services.sessions import realise_item
from treatment_plans.states import MOVES

# Written out once more, on purpose not imported: a slip in the declared table must show.
LEADS_TO = {
    "identified": {"agree": "agreed", "decline": "declined", "defer": "deferred", "cancel": "cancelled"},
    "agreed": {
        "schedule": "scheduled", "realise": "realised", "decline": "declined", "defer": "deferred",
        "cancel": "cancelled",
    },
    "scheduled": {
        "unschedule": "agreed", "realise": "realised", "decline": "declined", "defer": "deferred",
        "cancel": "cancelled",
    },
    "deferred": {"agree": "agreed", "decline": "declined", "cancel": "cancelled"},
    "realised": {}, "declined": {}, "cancelled": {},
}  # fmt: skip
BACK = {
    "agreed": {"not_agreed"},
    "realised": {"not_realised"},
    "declined": {"reopened"},
    "deferred": {"reopened"},
    "cancelled": {"reopened"},
}
OPEN = {"identified", "agreed", "scheduled", "deferred"}
PROMISED = TODAY + timedelta(days=5)


class PlanMachine(RuleBasedStateMachine):
    """Each run in a transaction of its own, rolled back."""

    lines = Bundle("lines")

    def __init__(self):
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.user, self.patient = make_user(), make_patient()
        self.visit = make_visit(self.patient, status=VisitStatus.BOOKED, day=TODAY + timedelta(days=3))
        self.no, self.later = reason("decline"), reason("defer")
        self.plan = create_plan(self.patient, practitioner=None, by=self.user, now=NOW)
        self.model: dict[int, str] = {}
        self.was_agreed: set[int] = set()
        self.promised: set[int] = set()
        self.moves = 0

    @rule(target=lines)
    def find(self):
        self.plan = add_item(self.plan, Line(name="Пломба", price=Decimal(100)), by=self.user, now=NOW)
        pk = self.plan.planitems.latest("pk").pk
        self.model[pk] = "identified"
        self.moves += 1
        return pk

    @rule(pk=lines, move=st.sampled_from(["decline", "defer", "cancel", "realise", "schedule", "unschedule"]))
    def move(self, pk, move):
        self._try(pk, move, lambda item: self._do(move, item))

    @rule(pk=lines, promise=st.booleans())
    def agree(self, pk, promise):
        day = PROMISED if promise else None
        who = {"by": self.user, "now": NOW}
        if self._try(pk, "agree", lambda item: agree_items(self.plan, [item], promised_on=day, **who)):
            self.was_agreed.add(pk)
            (self.promised.add if promise else self.promised.discard)(pk)

    @rule(pk=lines, correction=st.sampled_from([c.value for c in Correction]))
    def correct(self, pk, correction):
        item, before = PlanItem.objects.get(pk=pk), self.model[pk]
        allowed = correction in BACK.get(before, ())
        assert (
            self._done(lambda: correct_item(item, Correction(correction), by=self.user, now=NOW)) == allowed
        )
        if allowed:
            if correction == "not_agreed":
                self.was_agreed.discard(pk)
            self.model[pk] = "agreed" if pk in self.was_agreed else "identified"
            if pk not in self.was_agreed:
                self.promised.discard(pk)

    def _do(self, move, item):
        who = {"by": self.user, "now": NOW}
        return {
            "decline": lambda: decline_items(self.plan, [item], reason=self.no, **who),
            "defer": lambda: defer_items(
                self.plan, [item], until=TODAY + timedelta(days=9), reason=self.later, **who
            ),
            "cancel": lambda: cancel_items(self.plan, [item], note="нет показаний", **who),
            "realise": lambda: realise_item(item, **who),
            "schedule": lambda: schedule_item(item, self.visit, **who),
            "unschedule": lambda: unschedule_item(item, **who),
        }[move]()

    def _try(self, pk, move, act):
        item, after = PlanItem.objects.get(pk=pk), LEADS_TO[self.model[pk]].get(move)
        assert self._done(lambda: act(item)) == (after is not None), (self.model[pk], move)
        if after:
            self.model[pk] = after
        return after is not None

    def _done(self, act):
        try:
            self.plan = act()
        except PlanError:
            return False
        self.moves += 1
        return True

    @invariant()
    def lines_stand_as_in_model(self):
        if hasattr(self, "model"):
            assert dict(PlanItem.objects.values_list("pk", "status")) == self.model

    @invariant()
    def every_move_is_logged_and_raises_version(self):
        if hasattr(self, "model"):
            assert PlanEvent.objects.count() == self.moves
            assert self.plan.version == self.moves + 1

    @invariant()
    def plan_is_active_while_a_line_is_open(self):
        if not hasattr(self, "model"):
            return
        states = list(self.model.values())
        expected = "active"
        if states and not OPEN & set(states):
            lost = any(s == "declined" and pk in self.was_agreed for pk, s in self.model.items())
            expected = "completed" if "realised" in states and not lost else "closed"
        assert self.plan.state == expected
        assert self.plan.open_agreed_sum == 100 * sum(s in ("agreed", "scheduled") for s in states)

    @invariant()
    def promises_of_open_agreed_lines_hold_the_patient(self):
        if hasattr(self, "model"):
            live = Hold.objects.filter(kind="promise", known_to=None).values_list("origin", "until")
            assert dict(live) == {
                f"plan_item:{pk}": PROMISED
                for pk in self.promised
                if self.model[pk] in ("agreed", "scheduled")
            }


def test_services_agree_with_model(db):
    run_state_machine_as_test(
        PlanMachine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )


def test_model_and_declared_table_name_the_same_states():
    assert {state: set(moves.values()) for state, moves in LEADS_TO.items()} == {
        state: set(after) for state, after in MOVES.items()
    }
