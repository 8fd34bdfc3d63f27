"""In a real browser: a doctor makes a plan with an alternative, offers it, prints it and writes the answers down."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from clinics.enums import Role
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import make_employee, make_patient, make_service, the_branch, user_with_role
from tests.treatment_plans.plans import reason
from treatment_plans.models import Offer, TreatmentPlan
from treatment_plans.services.plans import create_plan

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PRICES = {
    "A16.07.051": ("Профессиональная гигиена полости рта", 5900),
    "A16.07.004": ("Восстановление зуба коронкой", 29_500),
    "A16.07.054": ("Внутрикостная дентальная имплантация", 38_000),
}
WORDS = {
    "ru": {
        "no": "Дорого",
        "write": "Записать ответы",
        "offer": "Составить предложение",
        "put": "Перенести позиции",
    },
    "en": {
        "no": "Дорого",
        "write": "Write the answers",
        "offer": "Make an offer",
        "put": "Put the lines there",
    },
}


@pytest.fixture(params=["ru"])
def doctor(request):
    user = user_with_role(Role.PRACTITIONER, the_branch(), language=request.param)
    user.me = make_employee(user=user, is_practitioner=True, name="Смирнова Е. В.")
    for code, (name, price) in PRICES.items():
        make_service(code=code, name=name, price=Decimal(price), minutes=60)
    reason("decline")
    return user


def look(page: Page, name: str) -> None:
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.set_viewport_size(DESKTOP)
    picture(page, name)
    assert violations(page) == []


def add(page: Page, words: str, tooth: str, variant: str = "") -> None:
    page.locator("#id_service").press_sequentially(words)
    page.locator("#id_tooth").fill(tooth)
    if variant:
        option = page.locator("#id_variant option", has_text=variant).get_attribute("value")
        page.locator("#id_variant").select_option(option)
    page.locator(".hit").first.click()
    expect(page.locator(".plan-lines .line-tooth", has_text=tooth).first).to_be_attached()


def test_doctor_makes_and_offers_a_plan(page: Page, live_server, doctor):
    words = WORDS[doctor.language]
    patient = make_patient(last_name="Ёлкина", first_name="Мария", patronymic="Сергеевна")
    plan = create_plan(patient, practitioner=doctor.me, by=doctor, now=patient.created_at)
    sign_in(page, live_server.url, doctor, doctor.language)
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/plans/{plan.pk}/")
        add(page, "гигиена", "11")
        add(page, "коронк", "36")
        page.locator(".plan-lines tr", has_text="36").locator("input[name=items]").check()
        page.locator(".answers summary").last.click()
        page.locator("#way_title").fill("Мост")
        page.locator("#way_other").fill("Имплантат")
        page.get_by_role("button", name=words["put"]).click()
        expect(page.locator(".way")).to_have_count(1)
        add(page, "имплант", "37", variant="B")
        expect(page.locator(".way")).to_have_count(2)
        look(page, f"plan-{doctor.language}")
        page.get_by_role("button", name=words["offer"]).first.click()
        expect(page.locator(".offer-lines > li")).to_have_count(3)
        assert Offer.objects.get().total == 43_900
        printed = page.request.get(page.locator("a[target=_blank]").first.evaluate("link => link.href"))
        assert printed.body().startswith(b"%PDF")
        rows = page.locator(".offer-lines > li")
        rows.nth(0).locator("[value=no]").check()
        rows.nth(0).locator("select[name$=no_reason]").select_option(index=1)
        rows.nth(2).locator("[value=yes]").check()
        look(page, f"offer-{doctor.language}")
        page.get_by_role("button", name=words["write"]).click()
        expect(page.locator(".offer-total b")).to_contain_text("38")
        look(page, f"offer-next-{doctor.language}")
    plan = TreatmentPlan.objects.get()
    states = dict(plan.planitems.values_list("tooth", "status"))
    assert states == {"11": "declined", "36": "declined", "37": "agreed"}
    assert list(plan.offers.order_by("version").values_list("version", "total")) == [(1, 43_900), (2, 38_000)]
