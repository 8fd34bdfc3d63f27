"""Deceased, do not contact, archived: one transaction cancels what waits, and nothing leaves afterwards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from clinics.enums import LegalProfile, Role
from patients.endings import ENDING_HANDLERS
from patients.enums import EndingKind, FollowUpState, HoldKind, VisitStatus
from patients.models import Hold, Patient, RelationshipEnding
from patients.services.endings import (
    EndingError,
    end_relationship,
    preview_ending,
    resume_relationship,
)
from patients.services.merging import merge_patients
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_follow_up,
    make_inquiry,
    make_patient,
    make_plan,
    make_plan_item,
    make_user,
    make_visit,
    the_clinic,
    user_with_role,
)
from tests.triggers.factories import make_box, make_sleeper, packaged, verdict
from treatment_plans.enums import ItemStatus
from treatment_plans.services.promises import hold_until
from triggers.channels.port import Outgoing
from triggers.models import Backlog, BacklogEntry, Message
from triggers.services.delivery import claim_due, deliver_due, send_one
from triggers.services.matching import match_triggers

pytestmark = pytest.mark.django_db


class Ledger:
    """A channel that writes down what it is told to send."""

    sent: list[Outgoing]

    def __init__(self) -> None:
        self.sent = []

    def send(self, outgoing: Outgoing) -> str:
        self.sent.append(outgoing)
        return "accepted"


def end(patient, kind="do_not_contact", **values):
    return end_relationship(patient, kind=kind, reason="просил", **{"by": make_user(), "now": NOW, **values})


@pytest.fixture
def sleeping():
    make_branch(time_zone="Europe/Moscow")
    make_box(LegalProfile.OWN)
    return packaged("sleeping")


@pytest.mark.parametrize("kind", EndingKind)
def test_ending_sets_its_flag_and_says_who_when_why(kind):
    patient, user = make_patient(), make_user()
    row = end(patient, kind, by=user)
    patient.refresh_from_db()
    flags = {
        "deceased": patient.deceased_on,
        "do_not_contact": patient.do_not_contact,
        "archived": patient.archived_at,
    }
    assert flags == {"deceased": None, "do_not_contact": "", "archived": None} | {
        str(kind): {"deceased": TODAY, "do_not_contact": "просил", "archived": NOW}[kind]
    }
    assert (row.reason, row.day, row.ended_at, row.ended_by) == ("просил", TODAY, NOW, user)


def test_every_app_cancels_what_waits_and_the_counts_are_kept(sleeping):
    patient = make_sleeper()
    match_triggers(the_clinic(), now=NOW)
    backlog = Backlog.objects.create(trigger=sleeping, quota=1, started_at=NOW)
    BacklogEntry.objects.create(backlog=backlog, patient=patient, occurrence="x")
    make_follow_up(patient)
    make_follow_up(patient, origin="plan:1")
    make_inquiry(patient=patient, status="in_work")
    booking = make_visit(patient, status=VisitStatus.BOOKED, day=TODAY + timedelta(days=3))
    item = make_plan_item(
        make_plan(patient), status=ItemStatus.AGREED, agreed_on=TODAY, promised_on=TODAY + timedelta(days=9)
    )
    hold_until(item, patient.pk, item.promised_on, today=TODAY)
    expected = {"messages": 1, "follow_ups": 2, "inquiries": 1, "promises": 1}
    assert preview_ending(patient, kind="deceased", cancels_bookings=True, now=NOW) == expected | {
        "bookings": 1,
        "plan_lines": 1,
    }
    assert Message.objects.get().state == "scheduled"  # the preview left no trace
    row = end(patient, "archived")
    item.refresh_from_db()
    booking.refresh_from_db()
    assert row.cancelled == expected
    assert verdict(Message.objects.get()) == ("cancelled", "archived")
    assert set(patient.follow_ups.values_list("state", flat=True)) == {FollowUpState.CANCELLED}
    assert (item.status, item.promised_on, booking.status) == ("agreed", None, "booked")
    assert not Hold.objects.filter(patient=patient, kind=HoldKind.PROMISE, known_to=None).exists()
    assert (BacklogEntry.objects.count(), patient.inquiries.get().status) == (0, "lost")


def test_the_dead_have_no_open_lines_and_bookings_go_by_choice():
    patient, other = make_patient(), make_patient()
    for each in (patient, other):
        make_visit(each, status=VisitStatus.BOOKED, day=TODAY + timedelta(days=3))
        make_plan_item(make_plan(each), status=ItemStatus.IDENTIFIED)
    assert end(patient, "deceased", cancels_bookings=True).cancelled == {"bookings": 1, "plan_lines": 1}
    assert end(other, "deceased").cancelled == {"plan_lines": 1}
    assert [p.treatment_plans.get().state for p in (patient, other)] == ["closed", "closed"]
    assert [p.visits.get().status for p in (patient, other)] == ["cancelled", "booked"]


@pytest.mark.parametrize("kind", EndingKind)
def test_nothing_scheduled_leaves_after_an_end(sleeping, kind, settings):
    patient = make_sleeper()
    match_triggers(the_clinic(), now=NOW)
    end(patient, kind)
    assert (deliver_due(now=NOW), verdict()) == (0, ("cancelled", str(kind)))


@pytest.mark.parametrize("kind", EndingKind)
def test_nothing_claimed_leaves_after_an_end(sleeping, kind):
    patient, ledger = make_sleeper(), Ledger()
    match_triggers(the_clinic(), now=NOW)
    claim, ids = claim_due("email", now=NOW)
    end(patient, kind)
    assert [send_one(ledger, pk, claim, now=NOW) for pk in ids] == [None]
    assert (ledger.sent, verdict()) == ([], ("cancelled", str(kind)))


def test_resumed_relationship_sends_nothing_again(sleeping):
    patient = make_sleeper()
    match_triggers(the_clinic(), now=NOW)
    end(patient)
    resume_relationship(patient, kind="do_not_contact", reason="передумал", by=make_user(), now=NOW)
    match_triggers(the_clinic(), now=NOW + timedelta(hours=1))
    patient.refresh_from_db()
    row = RelationshipEnding.objects.get()
    assert (patient.do_not_contact, row.resume_reason, row.resumed_at) == ("", "передумал", NOW)
    assert (Message.objects.count(), verdict()) == (1, ("cancelled", "do_not_contact"))


def test_end_of_an_import_is_resumed_with_its_story():
    patient = make_patient(do_not_contact="не звонить")
    resume_relationship(patient, kind="do_not_contact", reason="сам позвонил", by=make_user(), now=NOW)
    row = RelationshipEnding.objects.get()
    assert (row.reason, row.ended_by, row.resume_reason) == ("не звонить", None, "сам позвонил")


@pytest.mark.parametrize(
    ("values", "kind", "change"),
    [
        ({"do_not_contact": "уже"}, "do_not_contact", {}),
        ({}, "archived", {"reason": "  "}),
        ({}, "deceased", {"day": TODAY + timedelta(days=1)}),
        ({"birth_date": date(1980, 5, 1)}, "deceased", {"day": date(1980, 4, 30)}),
    ],
)
def test_refused_end_changes_nothing(values, kind, change):
    patient = make_patient(**values)
    before = Patient.objects.filter(pk=patient.pk).values().get()
    with pytest.raises(EndingError):
        end_relationship(patient, **{"kind": kind, "reason": "почему", "by": None, "now": NOW, **change})
    assert (Patient.objects.filter(pk=patient.pk).values().get(), RelationshipEnding.objects.count()) == (
        before,
        0,
    )


def test_failing_handler_takes_everything_back(monkeypatch):
    patient = make_patient()
    make_follow_up(patient)

    def broken(patient, ending):
        raise RuntimeError

    monkeypatch.setitem(ENDING_HANDLERS, "zz", type(ENDING_HANDLERS["bookings"])("", broken))
    with pytest.raises(RuntimeError), transaction.atomic():
        end(patient)
    patient.refresh_from_db()
    assert (patient.do_not_contact, patient.follow_ups.get().state) == ("", "open")


def test_constraints_keep_the_states_honest():
    patient = make_patient(birth_date=date(1980, 5, 1))
    with pytest.raises(IntegrityError, match="patient_died_after_birth"), transaction.atomic():
        Patient.objects.filter(pk=patient.pk).update(deceased_on=date(1970, 1, 1))
    end(patient)
    with pytest.raises(IntegrityError, match="ending_one_live_per_kind"), transaction.atomic():
        Patient.objects.filter(pk=patient.pk).update(do_not_contact="")
        end(patient)
    for name, values in {
        "ending_says_why": {"reason": ""},
        "ending_kind_known": {"kind": "gone"},
        "ending_resumed_says_why": {"resumed_at": NOW},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            RelationshipEnding.objects.update(**values)


def test_joined_patients_keep_one_live_end_of_a_kind():
    keep, other = make_patient(), make_patient()
    end(keep)
    end(other)
    end(other, "archived")
    merge_patients(keep, other, by=None, now=NOW)
    assert sorted(keep.endings.values_list("kind", flat=True)) == ["archived", "do_not_contact"]


def test_page_ends_and_resumes(client):
    patient = make_patient()
    make_follow_up(patient)
    client.force_login(user_with_role(Role.ADMINISTRATOR, patient.branch))
    address = f"/patients/{patient.pk}/ending/"
    assert "Follow-ups" in client.get(address).content.decode()
    assert client.post(address, {"kind": "archived", "reason": "", "day": TODAY}).status_code == 422
    answer = client.post(address, {"kind": "archived", "reason": "переехал", "day": "2020-01-01"})
    patient.refresh_from_db()
    assert (answer.status_code, patient.archived_at is not None) == (302, True)
    client.post(f"/patients/{patient.pk}/resume/", {"kind": "archived", "reason": "вернулся"})
    patient.refresh_from_db()
    assert patient.archived_at is None
