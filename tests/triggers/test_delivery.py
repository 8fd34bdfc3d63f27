"""Claim, intent, call, record: against a real SMTP server."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from clinics.enums import LegalProfile
from patients.models import Consent, ContactPoint, Patient
from patients.services.consents import record_consent
from tests.factories import NOW, TODAY, make_branch, make_user, make_visit, the_clinic
from tests.triggers.factories import at, make_box, make_sleeper, packaged, the_message, verdict
from tests.triggers.smtp import Handler, running
from triggers.channels.smtp import SmtpChannel
from triggers.models import Message, SendingCounter
from triggers.services import delivery
from triggers.services.delivery import claim_due, deliver_due, send_one
from triggers.services.doubts import sweep_stuck
from triggers.services.matching import match_triggers
from triggers.services.switching import pause_trigger, resume_trigger, set_switch

pytestmark = pytest.mark.django_db


@pytest.fixture
def server():
    handler = Handler()
    with (
        running(handler) as port,
        override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=5),
    ):
        yield handler


@pytest.fixture(autouse=True)
def box(db):
    make_branch(time_zone="Europe/Moscow")
    make_box(LegalProfile.OWN)
    return packaged("sleeping")


def queue(count: int = 1, **values) -> list[Patient]:
    patients = [make_sleeper(**values) for _ in range(count)]
    match_triggers(the_clinic(), now=NOW)
    return patients


def expire_leases() -> None:
    """As if the lease had been taken two minutes ago."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE triggers_message SET lease_until = lease_until - interval '10 minutes'")


def test_letter_leaves_once_and_is_accepted(server):
    patient = queue()[0]
    assert [deliver_due(now=NOW), deliver_due(now=NOW)] == [1, 0]
    letter = server.letters[0]
    message = the_message()
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    assert len(server.letters) == 1
    assert letter["To"] == patient.contacts.get().point.value
    assert letter["Message-ID"] == f"<{message.client_id}@{domain}>" == message.provider_id
    assert (message.state, message.attempts, message.finished_at) == ("accepted", 1, message.intent_at)


def test_what_is_kept_is_what_was_sent_byte_for_byte(server):
    queue()
    deliver_due(now=NOW)
    message, letter = the_message(), server.letters[0]
    assert letter["Subject"] == message.subject == "Пора увидеться"
    assert letter.get_content().rstrip("\n") == message.body


def test_letter_carries_one_click_unsubscribing(server):
    queue()
    deliver_due(now=NOW)
    letter = server.letters[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>")
    assert address in letter.get_content()
    assert (
        f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in server.raw[0]
    )  # in one piece, for mail programs


def test_nothing_leaves_before_it_is_due(server):
    queue()
    assert deliver_due(now=NOW - timedelta(minutes=1)) == 0


def test_window_that_closed_meanwhile_delays_the_letter(server):
    queue()
    evening = at(TODAY, 19, 0)
    assert (deliver_due(now=evening), verdict(), the_message().due_at) == (
        0,
        ("scheduled", ""),
        at(TODAY + timedelta(days=1), 10),
    )


def test_message_that_waited_too_long_expires(server):
    queue()
    assert (deliver_due(now=NOW + timedelta(days=7)), verdict()) == (0, ("expired", "expired"))


# Guards again, in the transaction that writes `sending`.


def test_consent_withdrawn_after_queueing_stops_the_letter(server):
    point = queue()[0].contacts.get().point
    record_consent(
        point,
        channel="email",
        purpose="advertising",
        state="withdrawn",
        at=NOW,
        method="click",
        by=None,
        now=NOW,
    )
    deliver_due(now=NOW)
    assert (verdict(), server.letters) == (("suppressed", "withdrawn"), [])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"do_not_contact": "просил не писать"}, "do_not_contact"),
        ({"deceased_on": TODAY}, "deceased"),
        ({"archived_at": NOW}, "archived"),
        ({"awaits_review": True}, "awaits_review"),
        ({"birth_date": date(2020, 1, 1)}, "no_guardian"),
    ],
)
def test_card_changed_after_queueing_stops_the_letter(server, change, reason):
    Patient.objects.filter(pk=queue()[0].pk).update(**change)
    deliver_due(now=NOW)
    assert (verdict(), server.letters) == (("suppressed", reason), [])


def test_visit_booked_after_queueing_stops_the_letter(server):
    make_visit(queue()[0], day=TODAY + timedelta(days=3), status="booked")
    deliver_due(now=NOW)
    assert (verdict(), server.letters) == (("suppressed", "booked"), [])


def test_segment_left_after_queueing_stops_the_letter(server):
    patient = queue()[0]
    patient.summary.segment = "regular"
    patient.summary.save()
    deliver_due(now=NOW)
    assert (verdict(), server.letters) == (("suppressed", "segment_left"), [])


def test_address_taken_off_the_card_is_not_written_to(server):
    queue()[0].contacts.all().delete()
    deliver_due(now=NOW)
    assert (verdict(), server.letters) == (("suppressed", "no_address"), [])


def test_shared_address_gets_one_invitation_a_month(server):
    queue(2, email="family@example.org")
    deliver_due(now=NOW)
    reasons = sorted(Message.objects.values_list("state", "reason"))
    assert (len(server.letters), reasons) == (1, [("accepted", ""), ("suppressed", "same_day")])


def test_cap_of_the_month_holds_across_triggers(server):
    patient = queue()[0]
    deliver_due(now=NOW)
    packaged("lapsed")
    patient.memberships.filter(until=None).update(segment="lapsed", since=TODAY + timedelta(days=20))
    type(patient.summary).objects.update(segment="lapsed")
    later = NOW + timedelta(days=20)
    match_triggers(the_clinic(), now=later)
    assert verdict(Message.objects.latest("pk")) == ("suppressed", "cap")


def test_pause_holds_and_resume_lets_go(server, box):
    manager = make_user()
    queue()
    pause_trigger(box, by=manager, now=NOW)
    assert deliver_due(now=NOW) == 0
    resume_trigger(box, by=manager, now=NOW)
    assert deliver_due(now=NOW) == 1


@pytest.mark.parametrize("channel", ["", "email"])
def test_emergency_stop_holds_even_what_is_claimed(server, channel):
    queue()
    claim, ids = claim_due("email", now=NOW)
    set_switch(the_clinic(), channel=channel, halted=True, why="проверка", by=make_user(), now=NOW)
    assert send_one(SmtpChannel(), ids[0], claim, now=NOW) is None
    assert (verdict(), server.letters, claim_due("email", now=NOW)) == (("scheduled", ""), [], None)


# The protocol.


def test_claim_of_another_worker_is_left_alone(server):
    queue()
    _claim, ids = claim_due("email", now=NOW)
    assert send_one(SmtpChannel(), ids[0], uuid4(), now=NOW) is None
    assert (verdict(), server.letters) == (("claimed", ""), [])


def test_claim_whose_lease_ran_out_is_taken_over_and_the_first_worker_sends_nothing(server):
    queue()
    claim, ids = claim_due("email", now=NOW)
    expire_leases()
    assert send_one(SmtpChannel(), ids[0], claim, now=NOW) is None
    assert (deliver_due(now=NOW), len(server.letters)) == (1, 1)


def test_slow_machine_after_the_intent_does_not_call(server, monkeypatch):
    queue()
    claim, ids = claim_due("email", now=NOW)
    ticks = iter([100.0, 101.5])  # the machine slept a second and a half in the commit
    monkeypatch.setattr(delivery, "STALE_AFTER", 1.0)
    monkeypatch.setattr(delivery, "uptime", lambda: next(ticks))
    assert send_one(SmtpChannel(), ids[0], claim, now=NOW) == "not_called"
    counter = SendingCounter.objects.get()
    assert (verdict(), server.letters, counter.sent_at) == (("scheduled", ""), [], [])


def test_temporary_refusal_is_tried_again_later(server):
    server.on_rcpt = lambda _address: "451 try later"
    queue()
    deliver_due(now=NOW)
    message = the_message()
    assert (message.state, message.attempts, message.due_at >= NOW + timedelta(minutes=1)) == (
        "scheduled",
        1,
        True,
    )
    server.on_rcpt = lambda _address: None
    assert (deliver_due(now=NOW + timedelta(minutes=2)), len(server.letters)) == (1, 1)


def test_eighth_temporary_refusal_is_final(server):
    server.on_rcpt = lambda _address: "421 busy"
    queue()
    moment = NOW
    for _ in range(10):
        deliver_due(now=moment)
        moment += timedelta(hours=1, minutes=1)
        if moment.hour >= 15:
            moment += timedelta(hours=17)
    assert (the_message().state, the_message().attempts) == ("failed", 8)


def test_unknown_box_fails_and_the_address_is_dead(server):
    server.on_rcpt = lambda _address: "550 5.1.1 no such user"
    point = queue()[0].contacts.get().point
    deliver_due(now=NOW)
    point.refresh_from_db()
    assert (the_message().state, point.is_dead, SendingCounter.objects.get().sent_at) == ("failed", True, [])


def test_refusal_by_policy_fails_but_the_address_lives(server):
    server.on_rcpt = lambda _address: "550 5.7.1 refused by policy"
    queue()
    deliver_due(now=NOW)
    assert (the_message().state, ContactPoint.objects.filter(is_dead=True).exists()) == ("failed", False)


def test_refusal_after_data_is_not_accepted(server):
    server.on_data = lambda _server: "554 spam"
    queue()
    deliver_due(now=NOW)
    assert the_message().state == "failed"


def test_server_that_hangs_up_after_data_leaves_it_unknown_and_nothing_is_sent_again(server):
    def hang_up(smtp) -> None:
        smtp.transport.abort()

    server.on_data = hang_up
    queue()
    deliver_due(now=NOW)
    assert the_message().state == "unknown"
    deliver_due(now=NOW + timedelta(hours=1))
    assert (the_message().state, the_message().attempts, len(server.letters)) == ("unknown", 1, 1)


def test_server_that_is_down_costs_a_few_tries_only(box):
    queue(7)
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        deliver_due(now=NOW)
    assert (
        sorted(Message.objects.values_list("state", "attempts"))
        == [("scheduled", 0)] * 2 + [("scheduled", 1)] * 5
    )


def test_row_left_in_sending_becomes_unknown_and_stays(server):
    queue()
    claim, ids = claim_due("email", now=NOW)
    delivery.write_intent(ids[0], claim, now=NOW)
    assert sweep_stuck(now=NOW) == 0
    expire_leases()
    assert sweep_stuck(now=NOW) == 1
    assert (deliver_due(now=NOW), verdict(), server.letters) == (0, ("unknown", ""), [])


def test_one_poisoned_text_does_not_stop_the_others(server):
    patients = queue(3)
    Message.objects.filter(patient=patients[0]).update(template=poisoned(patients[0]))
    assert deliver_due(now=NOW) == 2
    assert verdict(Message.objects.get(patient=patients[0])) == ("suppressed", "text")


def poisoned(patient: Patient):
    trigger = Message.objects.filter(patient=patient).first().trigger
    words = dict.fromkeys(("subject_ru", "body_ru", "subject_en", "body_en"), "{{ branch_phone }}")
    return trigger.templates.create(version=2, created_at=NOW, **words)


def test_no_letter_holds_another_patients_name(server):
    names = ["Канарейкина", "Попугаева", "Соловьева"]
    for number, name in enumerate(names):
        make_sleeper(first_name=name, patronymic="", email=f"c{number}@example.org")
    match_triggers(the_clinic(), now=NOW)
    deliver_due(now=NOW)
    found = {
        letter["To"]: [name for name in names if name in letter.get_content()] for letter in server.letters
    }
    assert found == {f"c{number}@example.org": [name] for number, name in enumerate(names)}


def test_consent_is_never_deleted(server):
    queue()
    deliver_due(now=NOW)
    assert Consent.objects.count() == 1
