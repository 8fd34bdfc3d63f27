"""In a real browser: a curator works three rows of the queue by keyboard, on the Russian layout too."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import Role
from patients.models import FollowUp
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import (
    make_contact,
    make_employee,
    make_patient,
    make_plan,
    make_plan_item,
    the_branch,
    user_with_role,
)
from treatment_plans.services.settling import settle_plans

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

NAMES = ["Ёлкина", "Абрамова", "Щукина"]  # in the order of their money


@pytest.fixture(params=["ru"])
def curator(request):
    user = user_with_role(Role.CURATOR, the_branch(), language=request.param)
    employee = make_employee(user=user, is_curator=True, name="Ким Д.")
    agreed_on = timezone.localdate() - timedelta(days=30)
    for place, name in enumerate(NAMES):
        patient = make_patient(last_name=name, first_name="Мария", patronymic="Сергеевна")
        make_contact(patient)
        plan = make_plan(patient, curator=employee, identified_on=agreed_on, offered_on=agreed_on)
        price = Decimal(90_000 - 10_000 * place)
        make_plan_item(
            plan,
            status="agreed",
            price=price,
            agreed_price=price,
            identified_on=agreed_on,
            agreed_on=agreed_on,
        )
        settle_plans([plan.pk])
    return user


def look(page: Page, name: str) -> None:
    page.set_viewport_size(PHONE)
    picture(page, f"plans-{name}-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.set_viewport_size(DESKTOP)
    picture(page, f"plans-{name}")


def open_queue(page: Page, live_server, user) -> None:
    sign_in(page, live_server.url, user, user.language)
    page.set_viewport_size(DESKTOP)
    page.goto(f"{live_server.url}/plans/queue/?queue=not_booked")
    expect(page.locator("tr.queue-row .row-link")).to_have_text([f"{name} Мария Сергеевна" for name in NAMES])


def test_curator_works_three_rows_by_keyboard(page: Page, live_server, curator):
    with quiet_console(page):
        open_queue(page, live_server, curator)
        page.locator("tr.queue-row [data-key=KeyC]").first.click()
        for left in (2, 1, 0):
            page.locator("#sheet").wait_for()
            page.keyboard.press("Digit1")  # by the key's place, whatever the layout prints: no answer
            expect(page.locator("tr.queue-row")).to_have_count(left)
    tomorrow = timezone.localdate() + timedelta(days=1)
    done = FollowUp.objects.filter(state="done").order_by("closed_at")
    assert [(f.patient.last_name, f.outcome, f.closed_by) for f in done] == [
        (name, "no_answer", curator) for name in NAMES
    ]
    waiting = FollowUp.objects.filter(state="open").order_by("pk")
    assert [(f.patient.last_name, f.due_on) for f in waiting] == [(name, tomorrow) for name in NAMES]


def test_queue_fits_and_passes_axe(page: Page, live_server, curator):
    open_queue(page, live_server, curator)
    look(page, f"queue-{curator.language}")
    page.locator("tr.queue-row [data-key=KeyC]").first.click()
    expect(page.locator("#sheet")).to_be_visible()
    look(page, f"queue-open-{curator.language}")
