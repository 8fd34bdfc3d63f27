"""In a real browser: from the first page of an empty deployment to a clinic that is ready; and how its settings look."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import Role
from clinics.models import Chair, Change, Clinic, DayHours, Employee, Service, WorkingHours
from clinics.selectors import the_clinic
from clinics.services.catalogues import fill_holidays
from clinics.services.founding import founding_code
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import (
    NOW,
    make_branch,
    make_chair,
    make_employee,
    make_service,
    make_specialty,
    user_with_role,
)
from triggers.services.package import install_package

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    """Pictures of the screen on a desk and on a phone; it must fit the phone and pass axe."""
    page.set_viewport_size(DESKTOP)
    picture(page, f"settings-{name}")
    page.set_viewport_size(PHONE)
    picture(page, f"settings-{name}-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    assert violations(page) == [], name
    page.set_viewport_size(DESKTOP)


def _code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _found(page: Page, address: str) -> None:
    page.goto(f"{address}/welcome/?code={founding_code()}")
    page.fill("[name=clinic]", "Улыбка")
    page.fill("[name=branch]", "На набережной")
    page.select_option("[name=time_zone]", "Asia/Omsk")
    page.fill("[name=full_name]", "Волкова Анна")
    page.fill("[name=login]", "volkova")
    page.fill("[name=password]", "семь синих китов плывут")
    page.click("main [type=submit]")
    if page.locator(".factor-secret").count():
        page.fill("[name=code]", _code_of(page.locator(".factor-secret").inner_text().replace(" ", "")))
        page.click("main .btn-primary")


def _next(page: Page, address: str) -> None:
    """The step that the checklist puts forward."""
    page.goto(f"{address}/settings/setup/")
    page.locator(".setup-step.is-next a.btn-primary").click()


def test_owner_of_an_empty_clinic_follows_the_checklist_until_it_is_ready(page: Page, live_server) -> None:
    address = live_server.url
    with quiet_console(page):
        page.set_viewport_size(DESKTOP)
        _found(page, address)
        page.goto(f"{address}/settings/setup/")
        look(page, "setup-empty")
        _next(page, address)
        page.click("text=На набережной")
        page.fill("[name=day0]", "9-21")
        page.click("[data-week-copy]")
        page.fill("[name=day5]", "10–16")
        page.click("text=Сохранить часы")
        page.fill("#chairs [name=name]", "Кресло 1")
        page.click("#chairs button:has-text('Добавить')")
        _next(page, address)
        page.click("main .btn-primary")
        _next(page, address)
        page.click("text=Новая услуга")
        page.fill("[name=code]", "A16.07.002")
        page.fill("[name=name]", "Восстановление зуба пломбой")
        page.fill("[name=price]", "6500")
        page.click("main .btn-primary")
        _next(page, address)
        page.click("text=Новый сотрудник")
        page.fill("[name=name]", "Петрова Е. В.")
        page.check("[name=is_practitioner]")
        page.check("[name=is_curator]")
        page.click("main .btn-primary")
        _next(page, address)
        page.click("text=Подтвердить этот профиль")
        page.goto(f"{address}/settings/setup/")
        for _ in range(10):
            waiting = page.locator(".setup-step:not(.is-done) button:has-text('Не нужно')")
            if not waiting.count():
                break
            waiting.first.click()
        expect(page.locator("main .lead")).to_have_text("Клиника готова. Всё на месте.")
        look(page, "setup-ready")
        page.goto(f"{address}/")
        expect(page.locator("#today-setup")).to_have_count(0)
    assert set(WorkingHours.objects.values_list("weekday", "starts__hour", "ends__hour")) == {
        *((n, 9, 21) for n in range(5)), (5, 10, 16),
    }  # fmt: skip
    assert (Chair.objects.get().name, Service.objects.get().price) == ("Кресло 1", 6500)
    employee = Employee.objects.get(name="Петрова Е. В.")
    assert (employee.is_practitioner, employee.is_curator, employee.branches.get().name) == (
        True,
        True,
        "На набережной",
    )
    assert Clinic.objects.get().legal_confirmed_at is not None


def _filled() -> tuple[int, int, int]:
    branch, now = make_branch(name="Центр", address="ул. Садовая, 12"), timezone.now()
    for weekday in range(5):
        WorkingHours.objects.create(
            branch=branch, weekday=weekday, starts=NOW.time(), ends=NOW.time().replace(hour=18)
        )
    DayHours.objects.create(branch=branch, day=now.date() + timedelta(days=9), note="Ремонт")
    make_chair(branch=branch)
    make_specialty(name="Хирургия", return_interval=180)
    services = [make_service(name=f"Услуга {n}", specialty=make_specialty()) for n in range(3)]
    employee = make_employee(
        branch=branch, name="Белова О. Н.", is_practitioner=True, specialty=services[0].specialty
    )
    fill_holidays(the_clinic(), now.year, by=None, now=now)
    Change.objects.create(clinic=the_clinic(), day=now.date(), text="Новый скрипт")
    install_package(the_clinic(), now=now)
    return branch.pk, services[0].pk, employee.pk


@pytest.mark.parametrize("language", ["ru"])
def test_settings_fit_a_phone_and_pass_axe(page: Page, live_server, language: str) -> None:
    branch, service, employee = _filled()
    sign_in(page, live_server.url, user_with_role(Role.OWNER, language=language), language)
    pages = {
        "index": "", "setup": "setup/", "branches": "branches/", "branch": f"branches/{branch}/", "clinic": "clinic/",
        "specialties": "specialties/", "prices": "prices/", "service": f"prices/{service}/",
        "price-change": "prices/change/", "staff": "staff/", "employee": f"staff/{employee}/",
        "employee-edit": f"staff/{employee}/edit/", "holidays": "holidays/", "changes": "changes/", "lists": "lists/",
        "legal": "legal/", "rules": "rules/", "rule": "rules/recall/",
    }  # fmt: skip
    with quiet_console(page):
        for name, path in pages.items():
            page.goto(f"{live_server.url}/settings/{path}", wait_until="networkidle")
            look(page, f"{name}-{language}")
        page.goto(f"{live_server.url}/settings/prices/change/")
        page.fill("[name=percent]", "10")
        page.click("button[name=preview]")
        expect(page.locator("#preview-title")).to_have_text(re.compile("3"))
        look(page, f"preview-{language}")


def test_a_wrong_week_keeps_what_was_typed_and_says_which_part_is_not_clear(page: Page, live_server) -> None:
    branch = make_branch(name="Центр")
    sign_in(page, live_server.url, user_with_role(Role.OWNER, language="ru"))
    page.goto(f"{live_server.url}/settings/branches/{branch.pk}/")
    page.fill("[name=day1]", "с утра до обеда")
    page.click("text=Сохранить часы")
    expect(page.locator("#hours .errorlist")).to_contain_text("Непонятно: «с утра до обеда»")
    expect(page.locator("[name=day1]")).to_have_value("с утра до обеда")
    look(page, "week-error")
