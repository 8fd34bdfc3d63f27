"""Joined and taken apart again, everything is as it was."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clinics.models import JournalEntry
from patients.handlers import RELINKS, relinked_models
from patients.models import (
    ContactPoint,
    DuplicatePair,
    FollowUp,
    Household,
    HouseholdMember,
    MergeRecord,
    Patient,
    PatientContact,
    PatientSummary,
    SegmentMembership,
    Visit,
)
from patients.services.merging import MergeError, merge_patients, preview_merge
from patients.services.segments import rebuild_all, refresh_dirty
from patients.services.unmerging import newest_merge_of, unmerge_patients
from tests.factories import (
    NOW,
    TODAY,
    make_card,
    make_consent,
    make_contact,
    make_duplicate_pair,
    make_follow_up,
    make_guardianship,
    make_hold,
    make_inquiry,
    make_patient,
    make_payment,
    make_plan,
    make_source,
    make_visit,
    the_clinic,
)
from tests.triggers.factories import make_box, packaged
from triggers.models import Enrolment, Message

pytestmark = pytest.mark.django_db

OURS = {"clinics", "patients", "treatment_plans", "triggers", "quality"}
# The record itself, the journal, and what is rebuilt from facts (compared on its own below).
APART = {
    "patients.MergeRecord", "patients.DirtyPatient", "patients.PatientSummary", "patients.SegmentMembership",
    "clinics.JournalEntry", "clinics.JournalSeal",
}  # fmt: skip
BOOKKEEPING = {"updated_at", "version"}  # kept by the database with each write


def tables():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS
        and model._meta.label not in APART
        and not hasattr(model, "pgh_tracked_model")
    ]


def everything():
    """Every row of every table, read by the ORM: {(model, pk): columns}."""
    return {
        (model._meta.label, row[model._meta.pk.attname]): {
            key: value for key, value in row.items() if key not in BOOKKEEPING
        }
        for model in tables()
        for row in model._base_manager.values()
    }


def test_every_table_that_names_a_patient_is_registered():
    """A new table with a patient says in `AppConfig.ready()` how it moves (patients.handlers.on_merge)."""
    assert [m._meta.label for m, _columns in relinked_models() if m._meta.label not in RELINKS] == []


def test_registered_tables_exist():
    known = {model._meta.label for model, _columns in relinked_models()}
    assert [label for label in RELINKS if label not in known] == []


def make_message(patient, point, occurrence, **values):
    trigger = packaged(on=False)
    return Message.objects.create(
        **{
            "clinic": patient.clinic,
            "trigger": trigger,
            "patient": patient,
            "occurrence": occurrence,
            "template": trigger.templates.first(),
            "kind": trigger.kind,
            "purpose": "advertising",
            "channel": "email",
            "point": point,
            "queued_at": NOW,
            "due_at": NOW,
            "expires_at": NOW + timedelta(days=3),
            **values,
        }
    )


class MergeMachine(RuleBasedStateMachine):
    """Random clinics: rows are made, patients joined, more rows made, the newest joining taken apart.

    `joined` is the stack of joinings: the record, all rows as they were before it, the keys of rows made since.
    """

    people = Bundle("people")

    def __init__(self):
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.joined = []

    def teardown(self):
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    @initialize(target=people)
    def begin(self):
        make_box()
        packaged()
        make_source()
        self.points = [
            make_contact(make_patient(), value).point for value in ("+79161112233", "a@example.org")
        ]
        self.household = Household.objects.create(clinic=the_clinic(), name="Ивановы", created_at=NOW)
        return multiple(make_patient(), make_patient(birth_date=None, comment="Боится"), make_patient())

    def made(self, *rows):
        for _record, _before, since in self.joined:
            since.update((row._meta.label, row.pk) for row in rows)

    def living(self, *patients):
        return len({p.pk for p in patients}) == len(patients) and Patient.objects.filter(
            pk__in=[p.pk for p in patients]
        ).count() == len(patients)

    @rule(
        target=people,
        birth=st.sampled_from([None, date(1990, 1, 2)]),
        comment=st.sampled_from(["", "Боится"]),
        silent=st.sampled_from(["", "не звонить"]),
        awaits=st.booleans(),
    )
    def patient(self, birth, comment, silent, awaits):
        found = make_patient(
            birth_date=birth, comment=comment, do_not_contact=silent, awaits_review=awaits, patronymic=""
        )
        self.made(found)
        return found

    @rule(
        patient=people, kind=st.sampled_from(["visit", "plan", "payment", "card", "inquiry", "hold", "past"])
    )
    def fact(self, patient, kind):
        if not self.living(patient):
            return
        makers = {"plan": make_plan, "payment": make_payment, "card": make_card, "hold": make_hold}
        if kind == "inquiry":
            self.made(make_inquiry(patient=patient))
        elif kind in makers:
            self.made(makers[kind](patient))
        else:
            visit = make_visit(patient)
            self.made(visit)
            if kind == "past":
                Visit.objects.filter(pk=visit.pk).update(minutes=45)
                self.made(*patient.visitversions.filter(visit_id=visit.pk))

    @rule(patient=people, which=st.integers(0, 1), consent=st.booleans())
    def contact(self, patient, which, consent):
        point = self.points[which]
        if self.living(patient) and not patient.contacts.filter(point=point).exists():
            self.made(PatientContact.objects.create(patient=patient, point=point, rank=which))
            if consent:
                self.made(make_consent(point, patient=patient))

    @rule(patient=people, origin=st.sampled_from(["hand", "plan:1"]), is_open=st.booleans())
    def follow_up(self, patient, origin, is_open):
        if not self.living(patient):
            return
        if not is_open:
            self.made(make_follow_up(patient, origin=origin, state="done", closed_at=NOW))
        elif not FollowUp.objects.filter(patient=patient, origin=origin, state="open").exists():
            self.made(make_follow_up(patient, origin=origin))

    @rule(patient=people, occurrence=st.sampled_from(["sleeping:2026-01-01", "sleeping:2025-01-01"]))
    def message(self, patient, occurrence):
        if (
            not self.living(patient)
            or Message.objects.filter(patient=patient, occurrence=occurrence).exists()
        ):
            return
        trigger = packaged(on=False)
        enrolment, _new = Enrolment.objects.get_or_create(
            clinic=patient.clinic,
            trigger=trigger,
            patient=patient,
            occurrence=occurrence,
            defaults={"enrolled_at": NOW},
        )
        self.made(enrolment, make_message(patient, self.points[1], occurrence))

    @rule(one=people, other=people, decision=st.sampled_from(["open", "separate"]))
    def pair(self, one, other, decision):
        first, second = sorted((one, other), key=lambda p: p.pk)
        if self.living(one, other) and not DuplicatePair.objects.filter(first=first, second=second).exists():
            self.made(make_duplicate_pair(first, second, decision=decision))

    @rule(ward=people, guardian=people)
    def guardianship(self, ward, guardian):
        if self.living(ward, guardian) and not ward.guardianships.filter(guardian=guardian).exists():
            self.made(make_guardianship(ward, guardian))

    @rule(patient=people)
    def belongs(self, patient):
        if self.living(patient) and not HouseholdMember.objects.filter(patient=patient).exists():
            self.made(
                HouseholdMember.objects.create(household=self.household, patient=patient, joined_at=NOW)
            )

    @rule(
        keep=people,
        other=people,
        choices=st.dictionaries(
            st.sampled_from(["name", "birth_date", "comment", "contacts"]), st.sampled_from(["keep", "other"])
        ),
    )
    def join(self, keep, other, choices):
        if not self.living(keep, other):
            return
        before = everything()
        shown = preview_merge(keep, other, choices=choices, now=NOW)
        assert everything() == before  # a look changes nothing
        expected = {
            label: sum(1 for key, row in before.items() if key[0] == label and row["patient_id"] == other.pk)
            for label in ("patients.Visit", "treatment_plans.TreatmentPlan", "triggers.Message")
        }
        merge_patients(keep, other, choices=choices, by=None, now=NOW)
        words = " ".join(row.moved for row in shown)
        assert all((f"{count} " in words) for count in expected.values() if count)
        self.joined.append((newest_merge_of(keep.pk), before, set()))

    @precondition(lambda self: self.joined)
    @rule()
    def take_apart(self):
        record, before, since = self.joined.pop()
        now = everything()
        unmerge_patients(MergeRecord.objects.get(pk=record.pk), by=None, now=NOW)
        after = everything()
        assert {key: row for key, row in after.items() if key not in since} == before
        assert {key: row for key, row in after.items() if key in since} == {
            key: row for key, row in now.items() if key in since
        }

    @invariant()
    def nobody_is_lost(self):
        gone = MergeRecord.objects.filter(undone_at=None).values_list("gone_id", flat=True)
        assert not Patient.objects.filter(pk__in=list(gone)).exists()


def test_taken_apart_everything_is_as_before():
    run_state_machine_as_test(
        MergeMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def facts_of(model, skip):
    rows = model.objects.order_by("patient", *(["since"] if model is SegmentMembership else []))
    return [{k: v for k, v in row.items() if k not in skip} for row in rows.values()]


def test_segments_of_both_are_rebuilt():
    keep, other = make_patient(), make_patient()
    for days in (30, 120, 400):
        make_visit(keep, day=TODAY - timedelta(days=days))
    make_visit(other, day=TODAY - timedelta(days=700))
    make_visit(other, day=TODAY + timedelta(days=3), status="booked")
    Patient.objects.update(created_at=NOW)
    rebuild_all(the_clinic(), today=TODAY, now=NOW)
    before = facts_of(PatientSummary, {"computed_on"}), facts_of(SegmentMembership, {"id"})
    merge_patients(keep, other, by=None, now=NOW)
    refresh_dirty(today=TODAY, now=NOW)
    joined = PatientSummary.objects.get()
    assert (joined.patient_id, joined.contact_days) == (keep.pk, 4)
    unmerge_patients(newest_merge_of(keep.pk), by=None, now=NOW)
    refresh_dirty(today=TODAY, now=NOW)
    assert (facts_of(PatientSummary, {"computed_on"}), facts_of(SegmentMembership, {"id"})) == before


def test_what_a_person_changed_since_stays():
    keep = make_patient(comment="", birth_date=None)
    other = make_patient(comment="Боится", birth_date=date(1990, 1, 2))
    merge_patients(keep, other, by=None, now=NOW)
    Patient.objects.filter(pk=keep.pk).update(comment="Не боится")
    unmerge_patients(newest_merge_of(keep.pk), by=None, now=NOW)
    keep.refresh_from_db()
    other = Patient.objects.get(pk=other.pk)
    assert (keep.comment, keep.birth_date) == ("Не боится", None)
    assert (other.comment, other.birth_date) == ("Боится", date(1990, 1, 2))


def test_joinings_are_taken_apart_newest_first():
    keep, second, third = make_patient(), make_patient(), make_patient()
    for other in (second, third):
        merge_patients(keep, other, by=None, now=NOW)
    older, newer = MergeRecord.objects.order_by("pk")
    with pytest.raises(MergeError):
        unmerge_patients(older, by=None, now=NOW)
    for record in (newer, older):
        unmerge_patients(record, by=None, now=NOW)
    assert Patient.objects.count() == 3
    with pytest.raises(MergeError):
        unmerge_patients(older, by=None, now=NOW)


def test_record_follows_the_patient_into_the_next_joining():
    first, second, third = make_patient(), make_patient(), make_patient()
    merge_patients(second, third, by=None, now=NOW)
    merge_patients(first, second, by=None, now=NOW)
    assert set(MergeRecord.objects.values_list("kept", flat=True)) == {first.pk}
    unmerge_patients(newest_merge_of(first.pk), by=None, now=NOW)
    assert (newest_merge_of(first.pk), newest_merge_of(second.pk).gone_id) == (None, third.pk)


def test_what_cannot_go_back_says_so_and_changes_nothing():
    keep, other = make_patient(), make_patient()
    point = make_contact(keep, "+79161112233").point
    PatientContact.objects.create(patient=other, point=point)
    merge_patients(keep, other, by=None, now=NOW)
    PatientContact.objects.all().delete()
    ContactPoint.objects.all().delete()
    with pytest.raises(MergeError):
        unmerge_patients(newest_merge_of(keep.pk), by=None, now=NOW)
    assert (Patient.objects.count(), MergeRecord.objects.get().undone_at) == (1, None)


def test_taking_apart_stands_in_the_journal():
    keep, other = make_patient(), make_patient()
    merge_patients(keep, other, by=None, now=NOW)
    unmerge_patients(newest_merge_of(keep.pk), by=None, now=NOW)
    entry = JournalEntry.objects.get(verb="unmerged")
    assert (entry.patient_id, entry.details) == (keep.pk, {"other": other.pk})
