"""The registry's pages: what they write, what they say, how many queries they cost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import Charge, DuplicatePair, FollowUp, Patient, Visit
from tests.factories import (
    make_branch,
    make_card,
    make_charge,
    make_consent,
    make_contact,
    make_duplicate_pair,
    make_employee,
    make_follow_up,
    make_membership,
    make_patient,
    make_service,
    make_summary,
    make_visit,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    """An administrator of the first branch."""
    client = Client()
    client.user = user_with_role(Role.ADMINISTRATOR, make_branch(name="Первый"))
    client.force_login(client.user)
    return client


def _whole_patient() -> Patient:
    """A patient with something in every panel."""
    patient = make_patient(curator=make_employee(is_curator=True))
    make_summary(patient)
    make_card(patient)
    make_consent(make_contact(patient).point, channel="sms")
    make_contact(patient, f"p{patient.pk}@example.org")
    make_charge(make_visit(patient, practitioner=make_employee()))
    make_visit(patient, status="booked", day=timezone.localdate() + timedelta(days=3))
    make_follow_up(patient)
    make_follow_up(patient, state="done", outcome="reached", closed_at=timezone.now(), origin="x")
    make_membership(patient)
    return patient


def _queries(desk: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(url).status_code == 200
    return len(captured)


# Other apps add panels, badges and banners, so not the number is pinned but that rows do not add to it.


@pytest.mark.parametrize(
    "name", ["patients:list", "patients:visits", "patients:follow-ups", "patients:duplicates", "today"]
)
def test_lists_cost_the_same_for_more_rows(desk, name):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            patient = _whole_patient()
            make_visit(patient, status="booked", day=timezone.localdate())
            make_duplicate_pair(patient, _whole_patient())
        counts.append(_queries(desk, reverse(name)))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_card_costs_the_same_for_more_rows(desk):
    patient = _whole_patient()
    url = reverse("patients:card", args=[patient.pk])
    few = _queries(desk, url)
    for number in range(3):
        make_charge(make_visit(patient, practitioner=make_employee()))
        make_follow_up(patient, origin=f"o{number}")
        make_contact(patient)
    assert _queries(desk, url) == few


def test_card_leaves_a_line_in_the_journal(desk):
    patient = make_patient()
    desk.get(reverse("patients:card", args=[patient.pk]))
    assert JournalEntry.objects.values_list("verb", "patient_id", "actor").get() == (
        "looked",
        patient.pk,
        desk.user.pk,
    )


def test_search_page_leaves_a_line_without_the_words(desk):
    make_patient(last_name="Иванов")
    desk.get(reverse("patients:search"), {"q": "иван"})
    desk.get(reverse("patients:search"), {"q": "иван"}, headers={"hx-request": "true"})
    assert JournalEntry.objects.values_list("verb", "details").get() == (
        "searched",
        {"letters": 4, "found": 1},
    )


def test_suggestions_are_a_fragment(desk):
    patient = make_patient(last_name="Иванов")
    body = desk.get(
        reverse("patients:search"), {"q": "иван"}, headers={"hx-request": "true"}
    ).content.decode()
    assert "<html" not in body
    assert reverse("patients:card", args=[patient.pk]) in body


@pytest.mark.parametrize("query", ["\0", "'\";--", "{{7*7}}", "а" * 5000, "\u202e", "%%%", "(", "+7(", "١٢٣"])
def test_search_takes_any_text(desk, query):
    assert desk.get(reverse("patients:search"), {"q": query}).status_code == 200


def test_list_narrows_by_every_filter(desk):
    today = timezone.localdate()
    doctor = make_employee(is_practitioner=True)
    wanted = make_patient(last_name="Искомый")
    make_summary(wanted, segment="sleeping", last_contact_on=today - timedelta(days=200))
    make_visit(wanted, practitioner=doctor, day=today - timedelta(days=200))
    other = make_patient(last_name="Другой", do_not_contact="просил")
    make_summary(other, last_contact_on=today)
    make_visit(other, status="booked", day=today)
    old = make_patient(last_name="Архивный", archived_at=timezone.now())

    def found(**query) -> list[Patient]:
        return list(desk.get(reverse("patients:list"), query).context["page"].rows)

    assert found() == [other, wanted]
    assert found(q="иском") == [wanted]
    assert found(segment="sleeping") == [wanted]
    assert found(practitioner=doctor.pk) == [wanted]
    assert found(seen_to=(today - timedelta(days=100)).isoformat()) == [wanted]
    assert found(seen_from=(today - timedelta(days=100)).isoformat()) == [other]
    assert found(state="silent") == [other]
    assert found(state="booked") == [other]
    assert found(state="unbooked") == [wanted]
    assert found(state="archived") == [old]
    assert found(sort="-last_visit") == [other, wanted]


NEW = {
    "last_name": " ёлкина ",
    "first_name": "АННА",
    "birth_date": "1990-01-02",
    "phone": "8 (921) 123-45-67",
    "email": "Anna@Example.org",
}


def _new(desk, **values):
    return desk.post(
        reverse("patients:new"), {**NEW, "branch": desk.user.role_assignments.get().branch_id, **values}
    )


def test_new_patient_is_stored_clean(desk):
    response = _new(desk)
    patient = Patient.objects.get()
    assert response.headers["Location"] == reverse("patients:card", args=[patient.pk])
    assert (patient.last_name, patient.first_name, patient.branch.name) == ("Ёлкина", "Анна", "Первый")
    assert [c.point.value for c in patient.contacts.all()] == ["+79211234567", "anna@example.org"]


def test_new_patient_shows_lookalikes_before_saving(desk):
    _new(desk)
    again = _new(desk, phone="+79211234567", last_name="Иная")
    assert (again.status_code, [a.patient.last_name for a in again.context["doubts"].alike]) == (
        422,
        ["Ёлкина"],
    )
    assert "same phone, same e-mail, another surname, the same first name" in again.content.decode()
    assert (_new(desk, last_name="Иная", another="").status_code, Patient.objects.count()) == (422, 1)
    assert _new(desk, last_name="Иная", another="namesake", another_note="паспорт").status_code == 302
    pair = DuplicatePair.objects.get()
    assert (pair.decision, pair.why_separate, pair.note, pair.score) == (
        "separate",
        "namesake",
        "паспорт",
        75,
    )


def test_new_patient_of_whom_one_is_not_sure_awaits_review(desk):
    _new(desk)
    _new(desk, last_name="Иная", another="unsure")
    pair = DuplicatePair.objects.get()
    assert (pair.decision, pair.second.awaits_review) == ("open", True)


def test_new_patient_on_the_phone_of_another_is_asked_who_it_is(desk):
    mother = make_patient(last_name="Ёлкина", first_name="Ольга", birth_date=date(1985, 1, 1))
    make_contact(mother, "+79211234567")
    child = {"email": "", "birth_date": "2019-01-02"}
    first = _new(desk, **child)
    assert (first.status_code, list(first.context["doubts"].form.people)) == (422, [mother])
    done = _new(desk, **child, kin_of=mother.pk, kin="mother")
    patient = Patient.objects.get(first_name="Анна")
    assert done.headers["Location"] == reverse("patients:card", args=[patient.pk])
    row = patient.guardianships.get()
    assert (row.guardian, row.kind, patient.membership.household) == (
        mother, "mother", mother.membership.household,
    )  # fmt: skip


def test_new_card_of_a_relative_begins_with_the_surname_and_the_phone(desk):
    mother = make_patient(last_name="Ёлкина")
    make_contact(mother, "+79211234567")
    page = desk.get(reverse("patients:new"), {"relative_of": mother.pk})
    assert (page.context["form"]["last_name"].value(), page.context["form"]["phone"].value()) == (
        "Ёлкина", "+79211234567",
    )  # fmt: skip
    assert desk.get(reverse("patients:new"), {"relative_of": "9" * 30}).status_code == 200


def test_edit_weighs_the_card_anew(desk):
    known = make_patient(last_name="Ёлкина", first_name="Анна", patronymic="", birth_date=date(1990, 1, 2))
    patient = make_patient(last_name="Елкина", first_name="Алла", patronymic="", birth_date=date(1990, 1, 2))
    data = {"last_name": "Елкина", "first_name": "Анна", "birth_date": "1990-01-02"}
    desk.post(reverse("patients:edit", args=[patient.pk]), data)
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.score, pair.decision) == (known, patient, 80, "open")
    desk.post(reverse("patients:edit", args=[patient.pk]), {**data, "first_name": "Нина"})
    assert DuplicatePair.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "12345"),
        ("birth_date", "2190-01-01"),
        ("birth_date", "0001-01-01"),
        ("email", "no-at"),
        ("last_name", ""),
        ("last_name", "x\0"),
        ("branch", "999999"),
    ],
)
def test_new_patient_refuses(desk, field, value):
    response = _new(desk, **{field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Patient.objects.count() == 0


def test_edit_keeps_contacts_that_the_form_does_not_show(desk):
    patient = make_patient(last_name="Был")
    for rank, value in enumerate(
        ["+79210000001", "+79210000002", "+79210000003", "a@example.org", "b@example.org"]
    ):
        make_contact(patient, value, rank=rank)
    url = reverse("patients:edit", args=[patient.pk])
    desk.post(
        url,
        {
            "last_name": "Стал",
            "first_name": "Иван",
            "phone": "+79210000001",
            "phone_2": "",
            "email": "a@example.org",
        },
    )
    patient.refresh_from_db()
    assert patient.last_name == "Стал"
    assert [c.point.value for c in patient.contacts.all()] == [
        "+79210000001", "a@example.org", "+79210000003", "b@example.org",
    ]  # fmt: skip


def test_booking_from_a_follow_up_ends_it_as_booked(desk):
    row = make_follow_up()
    url = reverse("patients:book", args=[row.patient_id]) + f"?follow_up={row.pk}"
    day = timezone.localdate() + timedelta(days=2)
    response = desk.post(url, {"branch": row.branch_id, "day": day.isoformat(), "minutes": 30})
    assert response.headers["Location"] == reverse("patients:follow-ups")
    assert Visit.objects.values_list("status", "day").get() == ("booked", day)
    assert FollowUp.objects.values_list("state", "outcome").get() == ("done", "booked")


def test_booking_refuses_a_past_day(desk):
    patient = make_patient()
    day = timezone.localdate() - timedelta(days=1)
    url = reverse("patients:book", args=[patient.pk])
    response = desk.post(url, {"branch": patient.branch_id, "day": day.isoformat(), "minutes": 30})
    assert (response.status_code, Visit.objects.count()) == (422, 0)


def test_bill_takes_the_price_of_the_price_list_and_leaves_out_empty_lines(desk):
    visit = make_visit(status="booked", day=timezone.localdate(), amount=0)
    service = make_service(price=Decimal("2500.00"))
    desk.post(
        reverse("patients:visit-complete", args=[visit.pk]),
        {
            "charges-TOTAL_FORMS": 2,
            "charges-INITIAL_FORMS": 0,
            "charges-0-service": str(service),
            "charges-0-quantity": "2",
            "charges-1-quantity": "1",
        },
    )
    visit.refresh_from_db()
    assert (visit.status, visit.amount) == ("completed", Decimal(5000))
    assert Charge.objects.values_list("price", "amount").get() == (Decimal(2500), Decimal(5000))


def test_bill_refuses_a_service_without_price(desk):
    visit = make_visit(status="booked", day=timezone.localdate(), amount=0)
    service = make_service(price=None)
    data = {"charges-TOTAL_FORMS": 1, "charges-INITIAL_FORMS": 0, "charges-0-service": str(service)}
    assert desk.post(reverse("patients:visit-complete", args=[visit.pk]), data).status_code == 422
    assert Visit.objects.get().status == "booked"


def test_visit_move_twice_says_so_and_changes_nothing(desk):
    visit = make_visit(status="booked", day=timezone.localdate())
    url = reverse("patients:visit-move", args=[visit.pk, "cancel"])
    for _ in range(2):
        assert desk.post(url, {"next": "https://evil.example/", "reason": "patient"}).headers[
            "Location"
        ] == reverse("patients:visit", args=[visit.pk])
    assert Visit.objects.get().status == "cancelled"
    assert desk.post(reverse("patients:visit-move", args=[visit.pk, "explode"])).status_code == 404


def test_follow_up_outcome_leads_to_the_next_one(desk):
    today = timezone.localdate()
    first = make_follow_up(due_on=today - timedelta(days=2))
    second = make_follow_up(due_on=today)
    url = reverse("patients:follow-up", args=[first.pk]) + "?due=now"
    response = desk.post(url, {"outcome": "reached", "note": "обещал подумать"})
    assert response.headers["Location"] == reverse("patients:follow-up", args=[second.pk]) + "?due=now"
    last = desk.post(response.headers["Location"], {"outcome": "no_answer"})
    assert last.headers["Location"] == reverse("patients:follow-ups") + "?due=now"
    done = FollowUp.objects.filter(state="done").order_by("pk")
    assert list(done.values_list("outcome", flat=True)) == ["reached", "no_answer"]


def test_follow_up_is_put_off_to_the_given_day(desk):
    row = make_follow_up()
    url = reverse("patients:follow-up", args=[row.pk])
    past = {"outcome": "snoozed", "next_on": timezone.localdate().isoformat()}
    assert desk.post(url, past).status_code == 422
    day = timezone.localdate() + timedelta(days=7)
    assert desk.post(url, {"outcome": "snoozed", "next_on": day.isoformat()}).status_code == 302
    assert FollowUp.objects.get(state="open").due_on == day


def test_duplicate_page_decides_and_goes_on(desk):
    first, second = make_duplicate_pair(), make_duplicate_pair()
    response = desk.post(reverse("patients:duplicate", args=[first.pk]), {"decision": "separate"})
    assert response.headers["Location"] == reverse("patients:duplicate", args=[second.pk])
    assert DuplicatePair.objects.get(pk=first.pk).decision == "separate"


def test_duplicate_page_joins_two_cards(desk):
    pair = make_duplicate_pair(make_patient(), make_patient(awaits_review=True))
    make_visit(pair.second)
    desk.post(reverse("patients:duplicate", args=[pair.pk]), {"decision": "joined"})
    assert Patient.objects.get() == pair.first
    assert Visit.objects.get().patient == pair.first
