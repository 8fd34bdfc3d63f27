from datetime import date, timedelta

import pytest
from django.utils import translation

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import DuplicatePair, FollowUp, Guardianship, Patient, PatientCard, Visit
from patients.services.merging import (
    CHOICES,
    FILLED,
    HOLD_FOR_BOTH,
    MergeError,
    join_pair,
    merge_patients,
    preview_merge,
)
from tests.factories import (
    NOW,
    TODAY,
    make_card,
    make_contact,
    make_duplicate_pair,
    make_follow_up,
    make_guardianship,
    make_membership,
    make_patient,
    make_payment,
    make_plan,
    make_summary,
    make_visit,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def test_merge_moves_everything_and_leaves_no_second_patient():
    keep, other, child = make_patient(birth_date=None), make_patient(sex="f"), make_patient()
    shared = make_contact(keep, "+79161112233")
    make_contact(other, "+79161112233")
    own = make_contact(other, "x@example.org")
    card, main = make_card(other, number="2"), make_card(keep, number="1")
    visit, plan, payment = make_visit(other), make_plan(other), make_payment(other)
    make_guardianship(child, other)
    make_summary(other)
    make_membership(other)
    merge_patients(keep, other, by=None, now=NOW)
    keep.refresh_from_db()
    assert not Patient.objects.filter(pk=other.pk).exists()
    assert {c.point.value for c in keep.contacts.all()} == {shared.point.value, own.point.value}
    assert [(c.number, c.is_main) for c in keep.cards.order_by("number")] == [
        (main.number, True),
        (card.number, False),
    ]
    for row in (visit, plan, payment):
        row.refresh_from_db()
        assert row.patient == keep
    assert Guardianship.objects.get().guardian == keep
    assert (keep.birth_date, keep.sex) == (other.birth_date, "f")
    entry = JournalEntry.objects.get(verb="merged")
    assert (entry.object_id, entry.details) == (keep.pk, {"other": other.pk})


def test_merge_moves_past_versions_of_facts_too():
    keep, other = make_patient(), make_patient()
    visit = make_visit(other)
    Visit.objects.filter(pk=visit.pk).update(minutes=5)
    merge_patients(keep, other, by=None, now=NOW)
    assert list(keep.visitversions.values_list("visit_id", flat=True)) == [visit.pk]


def test_merge_keeps_one_open_follow_up_per_origin():
    keep, other = make_patient(), make_patient()
    make_follow_up(keep, origin="plan:1")
    make_follow_up(other, origin="plan:1")
    make_follow_up(other, origin="hand")
    merge_patients(keep, other, by=None, now=NOW)
    assert set(FollowUp.objects.filter(patient=keep).values_list("origin", "state")) == {
        ("plan:1", "open"), ("plan:1", "cancelled"), ("hand", "open"),
    }  # fmt: skip


def test_merge_keeps_the_wish_not_to_be_contacted():
    keep, other = make_patient(), make_patient(do_not_contact="не звонить")
    assert merge_patients(keep, other, by=None, now=NOW).do_not_contact == "не звонить"


def test_merge_of_a_patient_with_himself_is_refused():
    patient = make_patient()
    with pytest.raises(MergeError):
        merge_patients(patient, patient, by=None, now=NOW)


def test_pair_decided_as_one_person_is_joined():
    first, second = make_patient(), make_patient(awaits_review=True)
    third = make_patient(awaits_review=True)
    pair = make_duplicate_pair(first, second)
    make_duplicate_pair(second, third)
    make_card(second, number="7")
    kept = join_pair(pair, by=user_with_role(Role.OWNER), now=NOW)
    assert (kept, kept.awaits_review, PatientCard.objects.get(number="7").patient) == (first, False, first)
    assert [(p.first_id, p.second_id) for p in DuplicatePair.objects.all()] == [(first.pk, third.pk)]


def test_pair_that_was_decided_is_not_joined_again():
    pair = make_duplicate_pair(decision="separate")
    with pytest.raises(MergeError):
        join_pair(pair, by=user_with_role(Role.OWNER), now=NOW)


def test_deleted_row_stays_in_the_history():
    keep, other = make_patient(), make_patient(birth_date=date(1999, 1, 1))
    gone = other.pk
    merge_patients(keep, other, by=None, now=NOW)
    events = Patient._meta.apps.get_model("patients", "PatientEvent")
    assert events.objects.filter(pgh_obj_id=gone, birth_date=date(1999, 1, 1)).exists()


def test_desk_joins_a_pair_with_one_click(client):
    pair = make_duplicate_pair(make_patient(), make_patient(awaits_review=True))
    client.force_login(user_with_role(Role.ADMINISTRATOR))
    answer = client.post(f"/duplicates/{pair.pk}/", {"decision": "joined"})
    assert (answer.status_code, answer.url, Patient.objects.count()) == (302, "/duplicates/", 1)


def test_two_bookings_at_one_time_are_not_joined():
    keep, other = make_patient(), make_patient()
    for patient in (keep, other):
        make_visit(patient, status="booked", day=TODAY, starts_at=NOW)
    with pytest.raises(MergeError):
        merge_patients(keep, other, by=None, now=NOW)
    assert (Patient.objects.count(), other.visits.count()) == (2, 1)


def test_card_of_a_known_and_a_doubtful_patient_is_known():
    keep, other = make_patient(awaits_review=True), make_patient()
    assert merge_patients(keep, other, by=None, now=NOW).awaits_review is False


def test_chosen_values_win_and_the_rest_is_filled():
    keep = make_patient(last_name="Иванова", patronymic="", comment="Боится", birth_date=date(1990, 1, 2))
    other = make_patient(last_name="Петрова", first_name="Анна", patronymic="Сергеевна", comment="Не боится")
    make_contact(keep, "+79161112233")
    make_contact(other, "+79164445566")
    kept = merge_patients(keep, other, choices={"name": "other", "contacts": "other"}, by=None, now=NOW)
    assert (str(kept), kept.comment, kept.birth_date) == (
        "Петрова Анна Сергеевна", "Боится", date(1990, 1, 2),
    )  # fmt: skip
    assert [c.point.value for c in kept.contacts.all()] == ["+79164445566", "+79161112233"]


@translation.override("en")
def test_preview_counts_and_says_why_a_row_is_dropped():
    keep, other = make_patient(), make_patient()
    for day in (1, 2, 3):
        make_visit(other, day=TODAY - timedelta(days=day))
    make_visit(keep)
    make_contact(keep, "+79161112233")
    make_contact(other, "+79161112233")
    make_contact(other, "x@example.org")
    rows = preview_merge(keep, other, now=NOW)
    assert [(row.moved, row.why) for row in rows] == [
        ("1 phone or e-mail", "1 phone or e-mail: the kept card has the same one"), ("3 visits", ""),
    ]  # fmt: skip
    assert (Patient.objects.count(), other.visits.count()) == (2, 3)


def test_every_column_of_a_patient_is_thought_of():
    """A new column of the card is filled from the joined card, or said here to be handled otherwise."""
    filled = {name for names in CHOICES.values() for name in names} | {*HOLD_FOR_BOTH, *FILLED}
    otherwise = {
        "id", "clinic_id", "name_key", "opening_balance", "opening_balance_on", "archived_at", "awaits_review",
        "created_at", "updated_at", "version",
    }  # fmt: skip
    assert {field.attname for field in Patient._meta.concrete_fields} == filled | otherwise
