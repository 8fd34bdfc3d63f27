"""In a real browser: the desk books by keyboard, is refused and takes an offer, the patient comes, the bill is paid."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import Role
from clinics.models import WorkingHours
from patients.models import Payment, Visit
from patients.services.balances import refresh_balances
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import (
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

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
STATES = ("booked", "confirmed", "arrived", "completed", "no_show", "booked")


@pytest.fixture
def branch():
    branch = make_branch(name="Центр")
    WorkingHours.objects.bulk_create(
        WorkingHours(branch=branch, weekday=day, starts=time(9), ends=time(21)) for day in range(7)
    )
    return branch


def _at(hour: float, days: int = 1) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(hour % 1 * 60))))


def _visit(branch, start, **values):
    patient = values.pop("patient", None) or make_patient(branch=branch)
    values = {"status": "booked", "amount": 0, "minutes": 60, **values}
    return make_visit(patient, branch=branch, day=timezone.localtime(start).date(), starts_at=start, **values)


def _full_day(branch) -> None:
    """Sixty visits on ten chairs in every state, short ones too."""
    for n in range(10):
        chair = make_chair(branch=branch, name=f"Кресло {n + 1:02}")
        doctor = make_employee(
            branch=branch, is_practitioner=True, name=f"Константинопольская {chr(1040 + n)}. В."
        )
        for k, status in enumerate(STATES):
            _visit(
                branch, _at(9 + 2 * k), chair=chair, practitioner=doctor, status=status,
                minutes=(15, 30, 45, 60, 90, 120)[k],
            )  # fmt: skip


def _look(page: Page, name: str) -> None:
    """Pictures and axe on both screens; nothing is wider than the screen."""
    for size, suffix in ((PHONE, "-phone"), (DESKTOP, "")):
        page.set_viewport_size(size)
        page.reload()
        picture(page, f"{name}{suffix}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert violations(page) == []


def test_administrator_books_by_keyboard_and_takes_an_offer(page: Page, live_server, branch):
    chair = make_chair(branch=branch, name="Кресло 1")
    make_employee(branch=branch, is_practitioner=True, name="Жуков А. П.")
    make_service(code="A1", name="Осмотр", price=Decimal(900), minutes=45)
    patient = make_patient(branch=branch, last_name="Ёлкина", first_name="Мария")
    user = user_with_role(Role.ADMINISTRATOR, branch, language="ru")
    sign_in(page, live_server.url, user)
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/visits/?by=chair&day={_at(9).date()}")
        page.keyboard.press("KeyF")  # the first free time: 9:00
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        expect(page.locator(".gap:focus")).to_have_text("10:00", use_inner_text=True)
        page.keyboard.press("Enter")
        page.locator("#id_q").press_sequentially("елкина м")
        expect(page.locator("#found .choice")).to_have_count(1)
        page.locator("#id_service").press_sequentially("A1")
        expect(page.locator("#services option")).to_have_count(1)
        page.locator("#id_service").fill("A1 Осмотр")
        page.locator("#id_service").blur()
        expect(page.locator("#id_minutes")).to_have_value("45")
    # meanwhile another desk takes the chair
    _visit(branch, _at(10), chair=chair, patient=make_patient(branch=branch, last_name="Занятов"))
    page.locator("#id_q").press("Enter")
    expect(page.locator(".alert-danger")).to_contain_text("Занятов")
    expect(page.locator(".offers button").first).to_be_focused()
    picture(page, "booking-refused")
    assert violations(page) == []
    page.locator(".offers button", has_text="11:00").press("Enter")
    page.wait_for_url("**/visits/?branch=*")
    visit = Visit.objects.get(patient=patient)
    assert (visit.starts_at, visit.minutes, visit.chair, visit.service.code) == (_at(11), 45, chair, "A1")


def test_patient_comes_is_billed_and_owes_the_rest(page: Page, live_server, branch):
    chair = make_chair(branch=branch)
    make_service(code="A2", name="Пломба", price=Decimal(5000))
    now = timezone.localtime()
    visit = _visit(branch, now.replace(minute=0, second=0, microsecond=0), chair=chair, status="confirmed")
    user = user_with_role(Role.ADMINISTRATOR, branch, language="en")
    sign_in(page, live_server.url, user, "en")
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/visits/?by=chair")
        page.locator("button.visit-next").click()  # is here
        page.locator("a.visit-next").click()  # done
        page.locator("#id_charges-0-service").fill("A2 Пломба")
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#id_amount")).to_have_value("5000.00")
        page.locator("#id_amount").fill("2000")
        page.get_by_role("button", name="Take the payment").click()
        expect(page.locator("main")).to_contain_text("₽3,000")
        _look(page, "visit-en")
        page.goto(f"{live_server.url}/debts/")
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody tr")).to_contain_text("₽3,000")
    visit.refresh_from_db()
    assert (visit.status, visit.amount, Payment.objects.get().amount) == ("completed", 5000, 2000)


def test_phone_lists_the_day_and_moves_a_visit_on(page: Page, live_server, branch):
    chair = make_chair(branch=branch)
    visit = _visit(branch, _at(10), chair=chair)
    sign_in(page, live_server.url, user_with_role(Role.ADMINISTRATOR, branch, language="ru"))
    page.set_viewport_size(PHONE)
    with quiet_console(page):
        page.goto(f"{live_server.url}/visits/?by=chair&day={_at(9).date()}")
        expect(page.locator(".gap:visible")).to_have_count(2)  # before and after the visit
        page.locator("button.visit-next").click()
        expect(page.locator(".visit")).to_contain_text("подтверждён")
    visit.refresh_from_db()
    assert visit.status == "confirmed"


@pytest.mark.parametrize("language", ["ru"])
def test_full_calendar_fits_and_passes_axe(page: Page, live_server, branch, language):
    _full_day(branch)
    sign_in(page, live_server.url, user_with_role(Role.ADMINISTRATOR, branch, language=language), language)
    for name, query in (("day", "by=chair"), ("doctors", "by=practitioner"), ("week", "view=week&by=chair")):
        page.set_viewport_size(DESKTOP)
        page.goto(f"{live_server.url}/visits/?day={_at(9).date()}&{query}")
        _look(page, f"calendar-{name}-{language}")
    page.set_viewport_size(DESKTOP)
    page.reload()
    scroll = page.locator(".calendar-scroll")
    fits = "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight"
    assert scroll.evaluate(fits), "a week of ten chairs fits the desk"


def test_empty_calendar_and_the_medical_systems_branch_pass_axe(page: Page, live_server, branch):
    sign_in(page, live_server.url, user_with_role(Role.ADMINISTRATOR, branch, language="ru"))
    page.goto(f"{live_server.url}/visits/")
    _look(page, "calendar-empty")
    branch.mis_is_master = True
    branch.save()
    _visit(branch, _at(10, 0), chair=make_chair(branch=branch))
    page.goto(f"{live_server.url}/visits/?by=chair")
    expect(page.locator("main")).to_contain_text("медицинской системе")
    _look(page, "calendar-mis")


@pytest.mark.parametrize("language", ["ru"])
def test_manager_sees_debts_and_decides_refunds(page: Page, live_server, branch, language):
    for n in range(3):
        patient = make_patient(branch=branch, last_name=f"Должников{n}")
        make_contact(patient)
        charge = make_charge(make_visit(patient))
        refresh_balances([patient.pk])
    make_refund_request(patient, charge=charge, asked_by=user_with_role(Role.ADMINISTRATOR, branch))
    sign_in(page, live_server.url, user_with_role(Role.MANAGER, branch, language=language), language)
    with quiet_console(page):
        page.goto(f"{live_server.url}/debts/")
        expect(page.locator("tbody tr")).to_have_count(3)
        _look(page, f"debts-{language}")
        page.goto(f"{live_server.url}/refunds/")
        _look(page, f"refunds-{language}")
        page.goto(f"{live_server.url}/visits/{charge.visit_id}/receipt/")
        _look(page, f"receipt-{language}")
