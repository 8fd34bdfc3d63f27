"""The calendar: what is free, where things stand, what it costs, and booking, moving and paying through the pages."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import WorkingHours
from patients.models import FollowUp, Payment, RefundRequest, Visit
from patients.selectors.calendar import board_of
from patients.selectors.slots import Wish, free_slots
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_chair,
    make_charge,
    make_contact,
    make_employee,
    make_patient,
    make_refund_request,
    make_service,
    make_visit,
    user_with_role,
)

MOSCOW = ZoneInfo("Europe/Moscow")


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), MOSCOW)


# the board


@pytest.fixture
def branch(db):
    """Open 9–18 every day; two chairs, a doctor who works 9–13 on Tuesdays."""
    branch = make_branch(name="Первый")
    WorkingHours.objects.bulk_create(
        WorkingHours(branch=branch, weekday=day, starts=time(9), ends=time(18)) for day in range(7)
    )
    branch.rooms = [make_chair(branch=branch, name=f"Кресло {n}") for n in (1, 2)]
    branch.doctor = make_employee(branch=branch, name="Жуков А. П.", is_practitioner=True)
    WorkingHours.objects.create(
        employee=branch.doctor, branch=branch, weekday=1, starts=time(9), ends=time(13)
    )
    return branch


def _visit(branch, start, length=60, **values):
    values = {
        "status": "booked",
        "chair": branch.rooms[0],
        "practitioner": branch.doctor,
        "amount": 0,
        **values,
    }
    patient = values.pop("patient", None) or make_patient(branch=branch)
    return make_visit(patient, branch=branch, day=start.date(), starts_at=start, minutes=length, **values)


def _free(board):
    return {
        line.name: [(f"{a.astimezone(MOSCOW):%H:%M}", f"{b.astimezone(MOSCOW):%H:%M}") for a, b in line.free]
        for line in board.lines
    }


def test_board_tells_what_is_free(branch):
    desk = user_with_role(Role.ADMINISTRATOR, branch)
    _visit(branch, at(10))
    _visit(branch, at(12), 30, status="cancelled")
    morning = at(8)
    chairs = board_of(desk, branch, TODAY, TODAY, by="chair", now=morning)
    assert _free(chairs) == {
        "Кресло 1": [("09:00", "10:00"), ("11:00", "18:00")],
        "Кресло 2": [("09:00", "18:00")],
    }
    assert (chairs.free_minutes, chairs.ahead_minutes) == (17 * 60, 18 * 60)
    people = board_of(desk, branch, TODAY, TODAY, by="practitioner", now=at(11, 30))
    assert _free(people) == {"Жуков А. П.": [("11:30", "13:00")]}


def test_board_shows_the_rest_as_taken_to_who_may_not_see_it(branch):
    curator = user_with_role(Role.CURATOR, branch)
    mine = make_patient(branch=branch, curator=make_employee(branch=branch, user=curator, is_curator=True))
    own, other = _visit(branch, at(10), patient=mine), _visit(branch, at(11))
    board = board_of(curator, branch, TODAY, TODAY, by="chair", now=at(8))
    assert (list(board.visits()), board.hidden) == ([own, other], {other.pk})
    doctor = user_with_role(Role.PRACTITIONER, branch)
    branch.doctor.user = doctor
    branch.doctor.save()
    _visit(branch, at(12), practitioner=make_employee(branch=branch, is_practitioner=True))
    board = board_of(doctor, branch, TODAY, TODAY, by="chair", now=at(8))
    assert ([line.name for line in board.lines], list(board.visits()), board.hidden) == (
        ["Жуков А. П."], [own, other], frozenset(),
    )  # fmt: skip


def test_free_slots_respect_doctor_chairs_and_patient(branch):
    patient = make_patient(branch=branch)
    _visit(branch, at(9), 60)  # the doctor and chair 1
    _visit(branch, at(10), 60, chair=branch.rooms[1], practitioner=None, patient=patient)
    wish = Wish(branch, 60, practitioner=branch.doctor, patient=patient)
    slots = free_slots(wish, since=at(9), limit=3)
    # 9–10 the doctor is busy, 10–11 the patient is; a Tuesday of his ends at 13
    assert [(f"{slot.at:%d %H:%M}", slot.chair) for slot in slots] == [
        ("15 11:00", branch.rooms[0]), ("15 11:30", branch.rooms[0]), ("15 12:00", branch.rooms[0]),
    ]  # fmt: skip
    last = free_slots(wish, since=at(12), limit=2)
    assert [f"{slot.at:%d %H:%M}" for slot in last] == ["15 12:00", "22 09:00"]


# pages


@pytest.fixture
def desk(branch) -> Client:
    client = Client()
    client.user = user_with_role(Role.ADMINISTRATOR, branch)
    client.force_login(client.user)
    return client


def _ahead(hour: int, days: int = 7) -> datetime:
    return at(hour, day=timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize(
    "query", ["", "&by=chair", "&view=week", "&view=week&by=chair", "&view=week&only={chair}&by=chair"]
)
def test_calendar_costs_the_same_for_more_visits(desk, branch, query):
    counts = []
    url = f"{reverse('patients:visits')}?day={_ahead(9).date()}" + query.format(chair=branch.rooms[0].pk)
    for hours in ([9], [10, 11]):
        for hour in hours:
            _visit(branch, _ahead(hour), service=make_service())
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 22


def test_debts_cost_the_same_for_more_rows(desk, branch):
    from patients.services.balances import refresh_balances

    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            patient = make_patient(branch=branch)
            make_contact(patient)
            make_charge(make_visit(patient))
            refresh_balances([patient.pk])
        with CaptureQueriesContext(connection) as captured:
            page = desk.get(reverse("patients:debts"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20
    assert page.context["totals"] == {"count": 3, "sum": Decimal(3000)}
    table = desk.get(reverse("patients:debts-export") + "?format=csv&least=1000").content.decode("utf-8-sig")
    assert [line.rsplit(",", 1)[1] for line in table.splitlines()[1:]] == ["1000.00"] * 3


def test_calendar_offers_free_times_and_marks_visits(desk, branch):
    _visit(branch, _ahead(10), service=make_service(name="Осмотр"))
    page = desk.get(f"{reverse('patients:visits')}?by=chair&day={_ahead(9).date()}").content.decode()
    assert page.count('class="gap ') == 2 * 18 - 2  # two chairs of nine hours, less one hour of one of them
    assert "in-2 at-13 len-12" in page  # the first column, an hour after nine, an hour long


@pytest.mark.parametrize(
    "query", ["day=0001-01-01", "day=9999-12-31&view=week", "branch=x", "only=99999999", "view=x&by=y"]
)
def test_calendar_survives_odd_addresses(desk, query):
    assert desk.get(f"{reverse('patients:visits')}?{query}").status_code == 200


def _booking(branch, patient, start, **values):
    return {
        "patient": patient.pk, "branch": branch.pk, "day": start.date(), "at": f"{start:%H:%M}", "minutes": 60,
        "practitioner": "", "chair": "", "service": "", **values,
    }  # fmt: skip


def test_booking_takes_the_first_free_chair(desk, branch):
    _visit(branch, _ahead(10))
    desk.post(reverse("patients:visit-new"), _booking(branch, make_patient(branch=branch), _ahead(10)))
    assert Visit.objects.latest("pk").chair == branch.rooms[1]


def test_booking_refuses_and_an_offer_takes_its_place(desk, branch):
    there = _visit(branch, _ahead(10), patient=make_patient(branch=branch, last_name="Занятов"))
    patient = make_patient(branch=branch)
    url, data = reverse("patients:visit-new"), _booking(branch, patient, _ahead(10), chair=branch.rooms[0].pk)
    response = desk.post(url, data)
    page = response.content.decode()
    assert (response.status_code, "Занятов" in page, f"T11:00|{branch.rooms[0].pk}" in page) == (
        422,
        True,
        True,
    )
    taken = desk.post(url, data | {"take": f"{_ahead(11).date()}T11:00|{branch.rooms[0].pk}"})
    visit = Visit.objects.exclude(pk=there.pk).get()
    assert (taken.status_code, visit.starts_at, visit.chair, visit.patient) == (
        302,
        _ahead(11),
        branch.rooms[0],
        patient,
    )


def test_conflict_does_not_name_whom_one_may_not_see(desk, branch):
    far = make_branch()
    far.doctor, far.rooms = branch.doctor, [make_chair(branch=far)]
    _visit(far, _ahead(10), patient=make_patient(branch=far, last_name="Тайнов"))
    data = _booking(
        branch,
        make_patient(branch=branch),
        _ahead(10),
        practitioner=branch.doctor.pk,
        chair=branch.rooms[0].pk,
    )
    response = desk.post(reverse("patients:visit-new"), data)
    assert (response.status_code, "Тайнов" in response.content.decode()) == (422, False)


def test_booking_without_a_patient_says_so(desk, branch):
    data = _booking(branch, make_patient(branch=branch, last_name="Ёжиков"), _ahead(10)) | {
        "patient": "",
        "q": "ежик",
    }
    response = desk.post(reverse("patients:visit-new"), data)
    assert (response.status_code, "Ёжиков" in response.content.decode(), Visit.objects.count()) == (
        422,
        True,
        0,
    )


def test_visit_is_moved_by_a_form(desk, branch):
    visit = _visit(branch, _ahead(10))
    data = {
        "day": _ahead(9).date(),
        "at": "12:00",
        "minutes": 30,
        "practitioner": "",
        "chair": branch.rooms[1].pk,
    }
    assert desk.post(reverse("patients:visit-time", args=[visit.pk]), data).status_code == 302
    visit.refresh_from_db()
    assert (visit.starts_at, visit.minutes, visit.chair) == (_ahead(12), 30, branch.rooms[1])


def test_bill_then_payment_then_receipt(desk, branch):
    visit = make_visit(make_patient(branch=branch), status="arrived", day=timezone.localdate(), amount=0)
    service = make_service(price=Decimal(2500), name="Пломба")
    data = {
        "charges-TOTAL_FORMS": 1,
        "charges-INITIAL_FORMS": 0,
        "charges-0-service": str(service),
        "charges-0-quantity": "1",
    }
    pay = desk.post(reverse("patients:visit-complete", args=[visit.pk]), data).headers["Location"]
    assert pay == f"/patients/{visit.patient_id}/pay/?visit={visit.pk}"
    assert 'value="2500.00"' in desk.get(pay).content.decode()
    desk.post(pay, {"amount": "2000", "method": "card", "branch": branch.pk})
    assert Payment.objects.values_list("kind", "amount", "visit", "taken_by").get() == (
        "payment", 2000, visit.pk, desk.user.pk,
    )  # fmt: skip
    receipt = desk.get(reverse("patients:receipt", args=[visit.pk])).content.decode()
    assert "Пломба" in receipt
    assert "500" in desk.get(reverse("patients:debts")).content.decode()


def test_price_of_the_visits_day_is_taken(desk, branch):
    service = make_service(price=Decimal(1000))
    today = timezone.localdate()
    service.prices.all().delete()
    for valid_from, price in ((today - timedelta(60), 700), (today - timedelta(5), 900)):
        service.prices.create(valid_from=valid_from, price=price, made_at=NOW)
    visit = make_visit(make_patient(branch=branch), status="arrived", day=today - timedelta(10), amount=0)
    data = {"charges-TOTAL_FORMS": 1, "charges-INITIAL_FORMS": 0, "charges-0-service": str(service)}
    desk.post(reverse("patients:visit-complete", args=[visit.pk]), data)
    visit.refresh_from_db()
    assert visit.amount == 700


def test_discount_in_percent_and_beyond_the_limit(branch):
    branch.has_curators = False
    branch.save()
    desk = Client()
    desk.force_login(user_with_role(Role.ADMINISTRATOR, branch))
    service = make_service(price=Decimal(999))
    for discount, expected in (("10%", Decimal("899.10")), ("10,5%", None), ("чуть", None)):
        visit = make_visit(make_patient(branch=branch), status="arrived", day=timezone.localdate(), amount=0)
        data = {
            "charges-TOTAL_FORMS": 1,
            "charges-INITIAL_FORMS": 0,
            "charges-0-service": str(service),
            "charges-0-discount": discount,
        }
        response = desk.post(reverse("patients:visit-complete", args=[visit.pk]), data)
        visit.refresh_from_db()
        assert (response.status_code, visit.amount) == ((302, expected) if expected else (422, 0))


def test_refund_is_asked_by_the_desk_and_approved_by_the_manager(desk, branch):
    patient = make_patient(branch=branch)
    charge = make_charge(make_visit(patient, amount=0))
    desk.post(
        reverse("patients:pay", args=[patient.pk]), {"amount": "1000", "method": "cash", "branch": branch.pk}
    )
    data = {"what": charge.pk, "amount": "400", "method": "cash", "reason": "скол"}
    assert desk.post(reverse("patients:refund", args=[patient.pk]), data).status_code == 302
    row = RefundRequest.objects.get()
    manager = Client()
    manager.force_login(user_with_role(Role.MANAGER, branch))
    assert "скол" in manager.get(reverse("patients:refunds")).content.decode()
    manager.post(reverse("patients:refund-decide", args=[row.pk, "approve"]))
    assert Payment.objects.values_list("kind", "amount").latest("pk") == ("service_refund", -400)
    assert (
        desk.post(reverse("patients:refund", args=[patient.pk]), data | {"amount": "601"}).status_code == 422
    )


def test_nobody_decides_about_refunds_of_another_branch(branch):
    row = make_refund_request(make_patient(branch=make_branch()))
    manager = Client()
    manager.force_login(user_with_role(Role.MANAGER, branch))
    assert manager.post(reverse("patients:refund-decide", args=[row.pk, "approve"])).status_code == 404


def test_branch_of_the_medical_system_is_read_only_and_says_so(desk, branch):
    visit = _visit(branch, _ahead(10))
    branch.mis_is_master = True
    branch.save()
    page = desk.get(f"{reverse('patients:visits')}?day={_ahead(9).date()}").content.decode()
    assert ("medical system" in page, 'class="gap' in page, "visit-next" in page) == (True, False, False)
    desk.post(reverse("patients:visit-move", args=[visit.pk, "confirm"]))
    desk.post(
        reverse("patients:pay", args=[visit.patient_id]),
        {"amount": "1", "method": "cash", "branch": branch.pk},
    )
    visit.refresh_from_db()
    assert (visit.status, Payment.objects.count()) == ("booked", 0)


def test_booking_from_a_follow_up_closes_it(desk, branch):
    from tests.factories import make_follow_up

    row = make_follow_up(make_patient(branch=branch), due_on=timezone.localdate())
    url = reverse("patients:book", args=[row.patient_id]) + f"?follow_up={row.pk}"
    desk.post(url, _booking(branch, row.patient, _ahead(10)))
    assert FollowUp.objects.values_list("state", "outcome").get() == ("done", "booked")
