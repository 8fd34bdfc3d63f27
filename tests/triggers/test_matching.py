"""Occasion → message, once, with the reason when it must not leave."""

from datetime import timedelta

import pytest

from clinics.enums import LegalProfile
from patients.enums import Purpose, Segment
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_consent,
    make_contact,
    make_guardianship,
    make_patient,
    make_summary,
    make_user,
    make_visit,
    the_clinic,
)
from tests.triggers.factories import LAST_CONTACT, make_box, make_sleeper, packaged, the_message, verdict
from triggers.models import ApprovalList, Enrolment, Message
from triggers.services.matching import match_triggers
from triggers.services.switching import pause_trigger, resume_trigger

pytestmark = pytest.mark.django_db


def match(now=NOW) -> int:
    return match_triggers(the_clinic(), now=now)


@pytest.fixture(autouse=True)
def box(db):
    make_branch(time_zone="Europe/Moscow")
    clinic = make_box(LegalProfile.OWN)
    packaged("sleeping")
    return clinic


def test_who_fell_asleep_gets_one_message_to_the_address_with_consent():
    patient = make_sleeper()
    assert match() == 1
    message = the_message()
    assert (message.patient, message.occurrence, message.state, message.point.value, message.due_at) == (
        patient,
        f"sleeping:{LAST_CONTACT}",
        "scheduled",
        patient.contacts.get().point.value,
        NOW,
    )


def test_repetition_adds_nothing():
    make_sleeper()
    match()
    assert [match(), match(NOW + timedelta(days=1)), Message.objects.count()] == [0, 0, 1]


@pytest.mark.parametrize(
    ("days_ago", "messages"), [(0, 1), (7, 1), (8, 0)], ids=["today", "seven days ago", "eight days ago"]
)
def test_line_crossed_counts_for_seven_days(days_ago, messages):
    make_sleeper(crossed=TODAY - timedelta(days=days_ago))
    match()
    assert Message.objects.count() == messages


def test_line_crossed_before_the_trigger_was_on_does_not_count():
    make_sleeper(crossed=TODAY - timedelta(days=29), segment=Segment.LAPSED)
    lapsed = packaged("lapsed")
    lapsed.switched_on_at, lapsed.fresh_days = NOW - timedelta(days=1), 60
    lapsed.save()
    assert match() == 0


def test_trigger_that_is_off_matches_nobody():
    make_sleeper(segment=Segment.LAPSED)
    assert match() == 0


def test_leaving_and_entering_again_without_a_visit_is_the_same_occurrence():
    patient = make_sleeper()
    match()
    patient.memberships.filter(until=None).update(since=TODAY + timedelta(days=3))
    match(NOW + timedelta(days=3))
    assert Message.objects.count() == 1


def test_new_lapse_after_a_new_visit_is_written_to_again():
    patient = make_sleeper(crossed=TODAY - timedelta(days=2))
    match()
    patient.memberships.filter(until=None).update(last_contact_on=TODAY - timedelta(days=1), since=TODAY)
    match()
    assert Message.objects.count() == 2


def test_pause_and_resume_add_nothing():
    make_sleeper()
    trigger = packaged("sleeping", on=False)
    match()
    manager = make_user()
    pause_trigger(trigger, by=manager, now=NOW)
    match()
    resume_trigger(trigger, by=manager, now=NOW)
    match()
    assert Message.objects.count() == 1


def test_first_visit_yesterday_is_thanked_for_once_whatever_day_it_is_moved_to():
    packaged("beginning")
    patient = make_patient()
    summary = make_summary(patient, segment=Segment.BEGINNING, first_contact_on=TODAY - timedelta(days=1))
    make_consent(make_contact(patient, "new@example.org").point, purpose=Purpose.CARE)
    match()
    summary.first_contact_on = TODAY - timedelta(days=2)
    summary.save()
    match()
    assert [(m.occurrence, m.state) for m in Message.objects.all()] == [("first_visit", "scheduled")]


def test_first_visit_today_waits_for_tomorrow():
    packaged("beginning")
    make_summary(make_patient(), segment=Segment.BEGINNING, first_contact_on=TODAY)
    assert match() == 0


# Guards at queueing: each skipped message is a row that says why.


def test_no_consent_is_said():
    make_sleeper(consent=False)
    assert (match(), verdict()) == (0, ("suppressed", "no_consent"))


def test_consent_to_processing_is_no_consent_to_a_recall():
    patient = make_sleeper(consent=False)
    make_consent(patient.contacts.get().point, purpose=Purpose.PROCESSING)
    match()
    assert verdict() == ("suppressed", "no_consent")


def test_withdrawn_consent_is_said():
    patient = make_sleeper()
    make_consent(patient.contacts.get().point, state="withdrawn", at=NOW)
    match()
    assert verdict() == ("suppressed", "withdrawn")


def test_no_address_is_said():
    patient = make_sleeper()
    patient.contacts.all().delete()
    match()
    assert verdict() == ("suppressed", "no_address")


def test_phone_is_no_address_for_a_letter():
    patient = make_sleeper()
    patient.contacts.all().delete()
    make_contact(patient)
    match()
    assert verdict() == ("suppressed", "no_address")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("do_not_contact", "не звонить", "do_not_contact"),
        ("deceased_on", TODAY, "deceased"),
        ("archived_at", NOW, "archived"),
        ("awaits_review", True, "awaits_review"),
    ],
)
def test_flag_of_the_card_forbids(field, value, reason):
    make_sleeper(**{field: value})
    match()
    assert verdict() == ("suppressed", reason)


def test_dead_address_is_not_written_to_but_a_living_one_with_consent_is():
    patient = make_sleeper()
    dead = patient.contacts.get().point
    dead.is_dead = True
    dead.save()
    living = make_contact(patient, "second@example.org", rank=1).point
    make_consent(living)
    match()
    assert (the_message().point, the_message().state) == (living, "scheduled")


def test_only_dead_address_is_said():
    patient = make_sleeper()
    type(patient.contacts.get().point).objects.update(is_dead=True)
    match()
    assert verdict() == ("suppressed", "dead_address")


def test_future_visit_stops_an_invitation():
    make_visit(make_sleeper(), day=TODAY, status="booked")
    match()
    assert verdict() == ("suppressed", "booked")


def test_cancelled_or_past_booking_stops_nothing():
    patient = make_sleeper()
    make_visit(patient, day=TODAY + timedelta(days=2), status="cancelled")
    make_visit(patient, day=TODAY - timedelta(days=2), status="booked")
    match()
    assert verdict() == ("scheduled", "")


def test_unknown_birth_date_counts_as_adult():
    make_sleeper(birth_date=None)
    match()
    assert verdict() == ("scheduled", "")


def test_child_is_never_written_to_itself():
    make_sleeper(birth_date=TODAY - timedelta(days=3650))
    match()
    assert verdict() == ("suppressed", "no_guardian")


def test_letter_about_a_child_goes_to_the_guardian():
    ward = make_sleeper(birth_date=TODAY - timedelta(days=3650))
    guardian = make_patient()
    make_guardianship(ward, guardian)
    point = make_contact(guardian, "mother@example.org").point
    make_consent(point)
    match()
    assert (the_message().patient, the_message().point) == (ward, point)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"since": TODAY}, ("scheduled", "")),
        ({"since": TODAY + timedelta(days=1)}, ("suppressed", "no_guardian")),
        ({"until": TODAY + timedelta(days=1)}, ("scheduled", "")),
        ({"until": TODAY}, ("suppressed", "no_guardian")),
    ],
)
def test_guardian_answers_between_the_dates(dates, expected):
    ward = make_sleeper(birth_date=TODAY - timedelta(days=3650))
    guardian = make_patient()
    make_consent(make_contact(guardian, "mother@example.org").point)
    row = make_guardianship(ward, guardian)
    type(row).objects.filter(pk=row.pk).update(**dates)
    match()
    assert verdict() == expected


def test_letter_about_a_child_needs_the_guardians_own_consent():
    ward = make_sleeper(birth_date=TODAY - timedelta(days=3650))
    guardian = make_patient()
    make_contact(guardian, "mother@example.org")
    make_guardianship(ward, guardian)
    match()
    assert verdict() == ("suppressed", "no_consent")


def test_turns_eighteen_today_is_adult():
    make_sleeper(birth_date=TODAY.replace(year=TODAY.year - 18))
    match()
    assert verdict() == ("scheduled", "")


# Approval


def test_russian_recall_waits_in_a_frozen_list():
    make_box(LegalProfile.RU)
    make_sleeper()
    match()
    assert (verdict(), the_message().approval_list) == (("awaiting", ""), ApprovalList.objects.get())


def test_later_match_of_the_day_makes_a_list_of_its_own():
    make_box(LegalProfile.RU)
    make_sleeper()
    match()
    make_sleeper()
    match()
    assert list(ApprovalList.objects.order_by("number").values_list("day", "number")) == [
        (TODAY, 1),
        (TODAY, 2),
    ]


def test_list_of_nobody_is_not_kept():
    make_box(LegalProfile.RU)
    make_sleeper(consent=False)
    match()
    assert (ApprovalList.objects.count(), Enrolment.objects.count()) == (0, 1)


def test_due_time_is_the_next_opening_of_the_window_in_the_branch():
    late = NOW + timedelta(hours=10)  # 22:00 in Moscow on Tuesday
    make_sleeper()
    match(late)
    assert the_message().due_at == NOW - timedelta(hours=2) + timedelta(days=1)  # Wednesday 10:00


def test_match_of_many_takes_the_same_queries_as_of_one(
    django_assert_num_queries, django_assert_max_num_queries
):
    make_sleeper()
    with django_assert_max_num_queries(20) as one:
        match()
    for _ in range(3):
        make_sleeper()
    with django_assert_num_queries(len(one.captured_queries)):
        match()
