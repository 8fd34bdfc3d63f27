"""Acts of consent at random beside a model of plain Python: both always agree on who may be written to."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from patients.models import Consent, Patient, PatientContact
from patients.selectors.consents import is_granted, newest_consents
from patients.services.consents import ConsentError, record_consent, record_consents
from patients.services.merging import merge_patients
from patients.services.unmerging import newest_merge_of, unmerge_patients
from tests.factories import NOW, make_contact, make_patient, make_user
from triggers.letters import GROUPS
from triggers.services.unsubscribe import OptOut, unsubscribe

pytestmark = pytest.mark.django_db

PURPOSES = ["service", "care", "advertising"]
POINTS = ["+79161112233", "anna@example.org", "family@example.org"]
CHANNEL = {"+79161112233": "sms", "anna@example.org": "email", "family@example.org": "email"}

points = st.integers(0, len(POINTS) - 1)
purposes = st.sampled_from(PURPOSES)
states = st.sampled_from(["granted", "withdrawn"])


class ConsentMachine(RuleBasedStateMachine):
    """`acts`: (point, purpose) → [(when, number, state)]; of these the latest counts, of equal times the last written."""

    def __init__(self):
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.acts, self.written, self.now = {}, 0, NOW

    def teardown(self):
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.user = make_user()
        self.anna, self.child = make_patient(), make_patient()
        self.points = [make_contact(self.anna, value).point for value in POINTS]
        PatientContact.objects.create(patient=self.child, point=self.points[2])
        self.patients = [self.anna, self.child]

    def believe(self, point, purpose, state, at):
        self.written += 1
        self.acts.setdefault((POINTS[point], purpose), []).append((at, self.written, state))

    @rule(point=points, purpose=purposes, state=states, ago=st.sampled_from([0, 0, 1, 5]))
    def told_to_the_desk(self, point, purpose, state, ago):
        at = self.now - timedelta(days=ago)
        record_consent(
            self.points[point], channel=CHANNEL[POINTS[point]], purpose=purpose, state=state, at=at,
            method="desk", patient=self.patients[0], by=self.user, now=self.now,
        )  # fmt: skip
        self.believe(point, purpose, state, at)

    @rule(which=st.sets(points, min_size=1), said=st.sets(purposes, min_size=1))
    def came_on_paper(self, which, said):
        for channel in ("sms", "email"):
            chosen = [n for n in sorted(which) if CHANNEL[POINTS[n]] == channel]
            if not chosen:
                continue
            record_consents(
                [(self.points[n], self.patients[-1]) for n in chosen], channel=channel, purposes=sorted(said),
                state="granted", at=self.now, method="paper", evidence="№ 5", by=self.user, now=self.now,
            )  # fmt: skip
            for n in chosen:
                for purpose in sorted(said):
                    self.believe(n, purpose, "granted", self.now)

    @rule(point=points, purpose=purposes)
    def is_refused_from_the_future(self, point, purpose):
        with pytest.raises(ConsentError):
            record_consent(
                self.points[point], channel="email", purpose=purpose, state="granted",
                at=self.now + timedelta(seconds=1), method="desk", by=self.user, now=self.now,
            )  # fmt: skip

    @rule(point=points, group=st.sampled_from(sorted(GROUPS)))
    def clicks_the_link(self, point, group):
        purposes = GROUPS[group]
        gone = {p for p in purposes if self.state_of(POINTS[point], p) == "withdrawn"}
        wrote = unsubscribe(OptOut(self.points[point], group), evidence="203.0.113.5", now=self.now)
        assert wrote is (gone != set(purposes))
        if wrote:
            for purpose in purposes:
                self.believe(point, purpose, "withdrawn", self.now)

    @rule()
    def cards_are_joined(self):
        if len(self.patients) == 2:
            merge_patients(self.anna, self.child, by=self.user, now=self.now)
            self.patients = [self.anna]

    @rule()
    def cards_are_taken_apart(self):
        if len(self.patients) == 1:
            unmerge_patients(newest_merge_of(self.anna.pk), by=self.user, now=self.now)
            self.patients = [self.anna, Patient.objects.get(pk=self.child.pk)]

    @rule(hours=st.integers(1, 48))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    def state_of(self, value, purpose):
        acts = self.acts.get((value, purpose))
        return max(acts)[2] if acts else None

    @invariant()
    def both_agree(self):
        if not hasattr(self, "points"):
            return
        newest = {
            (act.point.value, act.purpose): act.state
            for act in newest_consents([p.pk for p in self.points]).select_related("point")
        }
        assert newest == {key: self.state_of(*key) for key in self.acts}
        for point in self.points:
            for purpose in PURPOSES:
                granted = is_granted(point, purpose=purpose, channel=CHANNEL[point.value])
                assert granted is (self.state_of(point.value, purpose) == "granted")

    @invariant()
    def nothing_written_is_ever_changed(self):
        assert Consent.objects.count() == self.written


def test_consent_follows_the_model():
    run_state_machine_as_test(
        ConsentMachine,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
