"""Inquiries: taken in seconds, answered by the clock of the branch, ended as booked or lost, found to be known people."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from clinics.enums import Role
from clinics.models import Branch, WorkingHours
from patients.enums import FollowUpKind, VisitStatus
from patients.models import Inquiry, LostReason, Patient
from patients.selectors.inquiries import answer_times, inquiries_visible_to, known_patients
from patients.services.bookings import settle_bookings
from patients.services.inquiries import (
    InquiryError,
    answer_inquiry,
    book_inquiry,
    link_inquiry,
    lose_inquiry,
    reopen_inquiry,
    take_inquiry,
)
from patients.services.visits import book_visit
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_campaign,
    make_contact,
    make_employee,
    make_follow_up,
    make_inquiry,
    make_patient,
    make_user,
    make_visit,
    the_branch,
    user_with_role,
)

pytestmark = pytest.mark.django_db
PHONE = "+79215550101"


@pytest.fixture
def administrator():
    return user_with_role(Role.ADMINISTRATOR, the_branch())


def take(by=None, contacts=(("phone", PHONE),), **values):
    values = {"name": "Анна", "channel": "form", **values}
    return take_inquiry(the_branch(), values=values, contacts=contacts, by=by, now=NOW)


def reason():
    return LostReason.objects.get_or_create(name_ru="Дорого", name_en="Too expensive")[0]


def test_form_waits_for_its_answer_and_a_call_is_answered_at_once(administrator):
    form, call = take(administrator), take(administrator, channel="call")
    assert (form.status, form.first_answer_at) == ("new", None)
    assert (call.status, call.first_answer_at, call.first_answer_by) == ("in_work", NOW, administrator)


def test_two_inquiries_share_a_contact_point(administrator):
    first, second = take(administrator), take(administrator)
    assert first.points.get() == second.points.get()


def test_source_follows_from_the_campaign(administrator):
    campaign = make_campaign(acquisition="Яндекс")
    assert take(administrator, campaign=campaign).acquisition == "Яндекс"
    assert take(administrator, campaign=campaign, acquisition="Сайт").acquisition == "Сайт"


def test_only_the_first_answer_counts(administrator):
    row = take(administrator)
    answer_inquiry(row, note="не взял трубку", by=administrator, now=NOW + timedelta(minutes=7))
    later = answer_inquiry(
        row, note="думает", call_back_at=NOW + timedelta(days=2), by=make_user(), now=NOW + timedelta(days=1)
    )
    assert (later.answer_time, later.first_answer_by) == (timedelta(minutes=7), administrator)
    assert (later.status, later.note) == ("in_work", "не взял трубку\nдумает")


def test_call_back_lies_ahead(administrator):
    with pytest.raises(InquiryError):
        answer_inquiry(take(administrator), call_back_at=NOW, by=administrator, now=NOW)


def test_lost_says_why_and_can_be_opened_again(administrator):
    row = lose_inquiry(take(administrator), reason=reason(), by=administrator, now=NOW)
    assert (row.status, row.reason, row.closed_by) == ("lost", reason(), administrator)
    with pytest.raises(InquiryError):
        answer_inquiry(row, by=administrator, now=NOW)
    assert (reopen_inquiry(row, by=administrator, now=NOW).status, row.pk) == ("in_work", row.pk)


def test_patient_of_an_inquiry_gets_its_contacts_and_source(administrator):
    row = take(administrator, acquisition="2ГИС", contacts=[("phone", PHONE), ("email", "a@example.org")])
    patient = make_patient()
    had = make_contact(patient, PHONE)
    link_inquiry(row, patient, by=administrator, now=NOW)
    patient.refresh_from_db()
    assert [c.point.value for c in patient.contacts.all()] == [had.point.value, "a@example.org"]
    assert patient.acquisition == "2ГИС"


def test_booking_closes_the_inquiry_and_what_asked_for_it(administrator):
    row, patient = take(administrator), make_patient()
    link_inquiry(row, patient, by=administrator, now=NOW)
    asked = make_follow_up(patient, kind=FollowUpKind.BOOK)
    invited = make_follow_up(patient, origin="trigger:3")
    plan = make_follow_up(patient, origin="plan:3")
    visit = book_visit(
        patient,
        branch=the_branch(),
        practitioner=None,
        day=TODAY + timedelta(days=2),
        by=administrator,
        now=NOW,
    )
    for each in (row, asked, invited, plan):
        each.refresh_from_db()
    assert (row.status, row.visit, row.closed_by) == ("booked", visit, administrator)
    assert [(f.state, f.outcome) for f in (asked, invited, plan)] == [("done", "booked")] * 2 + [("open", "")]


def test_imported_booking_closes_too_and_an_older_visit_does_not(administrator):
    row, patient = take(administrator), make_patient()
    link_inquiry(row, patient, by=administrator, now=NOW)
    make_visit(patient, day=TODAY, booked_on=TODAY - timedelta(days=1), status=VisitStatus.BOOKED)
    assert settle_bookings([patient.pk], by=None, now=NOW) == 0
    make_visit(patient, day=TODAY, booked_on=TODAY, status=VisitStatus.CANCELLED)
    assert settle_bookings(None, by=None, now=NOW) == 0
    make_visit(patient, day=TODAY + timedelta(days=1), booked_on=TODAY, status=VisitStatus.BOOKED)
    assert settle_bookings(None, by=None, now=NOW) == 1
    row.refresh_from_db()
    assert row.status == "booked"


def test_booked_in_the_medical_system_needs_a_patient(administrator):
    row = take(administrator)
    with pytest.raises(InquiryError):
        book_inquiry(row, by=administrator, now=NOW)
    link_inquiry(row, make_patient(), by=administrator, now=NOW)
    assert book_inquiry(row, by=administrator, now=NOW).status == "booked"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("inquiry_lost_says_why", {"status": "lost"}),
        ("inquiry_booked_has_patient", {"status": "booked"}),
        ("inquiry_status_known", {"status": "gone"}),
        (
            "inquiry_answered_after_it_came",
            {"created_at": NOW, "first_answer_at": NOW - timedelta(seconds=1)},
        ),
    ],
)
def test_constraints(name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_inquiry(**values)


def test_answer_time_counts_open_hours_only():
    """Tuesday 21:30 to Wednesday 9:40; open 9 to 21: forty minutes."""
    branch = make_branch(time_zone="Europe/Moscow")
    for weekday in range(7):
        WorkingHours.objects.create(branch=branch, weekday=weekday, starts=time(9), ends=time(21))
    zone = ZoneInfo("Europe/Moscow")
    came = datetime(2026, 9, 15, 21, 30, tzinfo=zone)
    answered = datetime(2026, 9, 16, 9, 40, tzinfo=zone)
    row = make_inquiry(branch=branch, created_at=came, first_answer_at=answered)
    quick = make_inquiry(branch=branch, created_at=answered, first_answer_at=answered + timedelta(minutes=15))
    late = make_inquiry(branch=branch, created_at=datetime(2026, 9, 15, 12, tzinfo=zone))
    unknown = make_inquiry(branch=branch)
    rows = Inquiry.objects.select_related("branch")
    times = answer_times(rows, now=datetime(2026, 9, 15, 13, 1, tzinfo=zone))
    assert [
        (times[r.pk].minutes, times[r.pk].tone, times[r.pk].is_over) for r in (row, quick, late, unknown)
    ] == [
        (40, "amber", True),
        (15, "green", True),
        (61, "red", False),
        (None, "grey", False),
    ]


def test_known_people_are_found_by_phone_then_by_name(administrator):
    at_phone = make_patient(last_name="Яковлева", first_name="Ольга")
    make_contact(at_phone, PHONE)
    namesake = make_patient(last_name="Ёлкин", first_name="Семён")
    make_patient(last_name="Другая", first_name="Ольга")
    found = known_patients(administrator, name="Семен Елкин", contacts=[("phone", PHONE)])
    assert [(k.patient, k.by_contact, k.is_open) for k in found] == [
        (at_phone, True, True),
        (namesake, False, True),
    ]
    assert known_patients(administrator, name="Ольга", contacts=[]) == []


def test_known_people_of_another_branch_stay_unseen(administrator):
    stranger = make_patient(branch=make_branch(name="Дальний"))
    make_contact(stranger, PHONE)
    assert known_patients(administrator, name="", contacts=[("phone", PHONE)]) == []


def test_curator_sees_inquiries_of_own_patients_only():
    branch = the_branch()
    user = user_with_role(Role.CURATOR, branch)
    curator = make_employee(branch=branch, user=user, is_curator=True)
    mine = make_inquiry(patient=make_patient(curator=curator))
    make_inquiry()
    assert list(inquiries_visible_to(user)) == [mine]
    assert list(inquiries_visible_to(user_with_role(Role.MARKETER, branch))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_queries(client, administrator, django_assert_num_queries, count):
    for _ in range(count):
        take(administrator, campaign=make_campaign())
    client.force_login(administrator)
    client.get("/inquiries/")
    with django_assert_num_queries(QUERIES):
        assert client.get("/inquiries/").status_code == 200


QUERIES = 13


def test_entry_by_hand_and_the_way_to_a_patient_with_a_visit(client, administrator):
    client.force_login(administrator)
    branch = the_branch()
    campaign = make_campaign(starts_on=date(2020, 1, 1), acquisition="Яндекс")
    wrong = client.post("/inquiries/new/", {"channel": "form", "branch": branch.pk, "phone": "12"})
    nothing = client.post("/inquiries/new/", {"channel": "form", "branch": branch.pk})
    assert (wrong.status_code, nothing.status_code, Inquiry.objects.count()) == (422, 422, 0)
    client.post(
        "/inquiries/new/",
        {"channel": "form", "branch": branch.pk, "phone": "8 921 555-01-01", "name": "Петрова Анна", "wish": "Болит зуб",
         "campaign": campaign.pk},
    )  # fmt: skip
    row = Inquiry.objects.get()
    page = client.get(f"/inquiries/{row.pk}/patient/").content.decode()
    assert 'value="Петрова"' in page and "Болит зуб" in page
    answer = client.post(
        f"/inquiries/{row.pk}/patient/",
        {"last_name": "Петрова", "first_name": "Анна", "phone": "8 921 555-01-01", "branch": branch.pk,
         "acquisition": "Яндекс"},
    )  # fmt: skip
    patient = Patient.objects.get()
    assert answer.url == f"/patients/{patient.pk}/book/"
    row.refresh_from_db()
    assert (row.patient, row.campaign, patient.acquisition) == (patient, campaign, "Яндекс")


def test_answer_leads_to_the_next_one(client, administrator):
    client.force_login(administrator)
    first, second = take(administrator), take(administrator)
    answer = client.post(f"/inquiries/{first.pk}/", {"do": "answer", "note": "перезвонит"})
    assert answer.url == f"/inquiries/{second.pk}/"
    assert client.post(f"/inquiries/{second.pk}/", {"do": "lose"}).status_code == 422
    answer = client.post(f"/inquiries/{second.pk}/", {"do": "lose", "reason": reason().pk})
    assert answer.url == "/inquiries/"


def test_a_known_phone_is_said_while_it_is_typed(client, administrator):
    make_contact(make_patient(last_name="Яковлева", branch=the_branch()), PHONE)
    client.force_login(administrator)
    page = client.get("/inquiries/known/?phone=8(921)555-01-01").content.decode()
    assert "Яковлева" in page and "<html" not in page
    assert client.get("/inquiries/known/?phone=12").content.decode().strip() == ""


def test_branch_without_hours_counts_by_the_clock():
    row = make_inquiry(branch=Branch.objects.first() or the_branch(), created_at=NOW - timedelta(minutes=20))
    assert answer_times([row], now=NOW)[row.pk].minutes == 20
