"""In a real browser: an inquiry whose phone is known, the call list by keyboard, the screens of requests and campaigns."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import Role
from patients.models import FollowUp, Inquiry
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import (
    make_campaign,
    make_contact,
    make_employee,
    make_follow_up,
    make_inquiry,
    make_patient,
    make_subject_request,
    the_branch,
    user_with_role,
)
from tests.look.test_behaviour import russian_key

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
KNOWN = "+79215550101"
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def look(page: Page, name: str) -> None:
    """Quiet for axe, no wider than the screen, and a picture for people, on both sizes."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        picture(page, f"{name}-{size}")
        assert violations(page) == [], (name, size)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], (name, size)
    page.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("language", ["ru"])
def test_administrator_enters_an_inquiry_whose_phone_is_known(page: Page, live_server, language):
    administrator = user_with_role(Role.ADMINISTRATOR, the_branch(), language=language)
    patient = make_patient(last_name="Яковлева", first_name="Ольга", patronymic="")
    make_contact(patient, KNOWN)
    make_inquiry(name="Первый Пётр", created_at=timezone.now() - timedelta(minutes=30), wish="Чистка")
    sign_in(page, live_server.url, administrator, language)
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/inquiries/")
        look(page, f"inquiries-{language}")
        russian_key(page, "KeyA", "ф")
        page.wait_for_url("**/inquiries/new/")
        page.keyboard.type("8 921 555-01-01")  # the phone has the focus
        expect(page.locator("#known a")).to_have_text("Яковлева Ольга")
        page.fill("[name=wish]", "Болит зуб")
        look(page, f"inquiry-new-{language}")
        page.locator("form.form .btn-primary").click()
        page.wait_for_url("**/inquiries/*/")
        look(page, f"inquiry-{language}")
        page.locator("button[name=patient]").click()
        expect(page.locator("h1")).to_have_text("Яковлева Ольга")
        russian_key(page, "KeyB", "и")
        page.wait_for_url(f"**/patients/{patient.pk}/book/**")
    row = Inquiry.objects.get(patient=patient)
    assert (row.wish, row.status, row.first_answer_by) == ("Болит зуб", "in_work", administrator)


@pytest.mark.parametrize("language", ["en"])
def test_curator_works_the_call_list_by_keyboard(page: Page, live_server, language):
    user = user_with_role(Role.CURATOR, the_branch(), language=language)
    curator = make_employee(branch=the_branch(), user=user, is_curator=True, name="Ким Д.")
    today = timezone.localdate()
    for days, name in enumerate(["Ёлкина", "Абрамова", "Щукина"]):
        patient = make_patient(last_name=name, curator=curator, call_from=9, call_until=20)
        make_contact(patient)
        make_follow_up(
            patient, due_on=today - timedelta(days=3 - days), reason="Позвать на осмотр", attempts=days
        )
    sign_in(page, live_server.url, user, language)
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/follow-ups/?due=now")
        look(page, f"call-list-{language}")
        russian_key(page, "KeyJ", "о")
        page.keyboard.press("Enter")
        page.wait_for_url("**/follow-ups/*/?due=now")
        expect(page.locator("h1")).to_contain_text("Ёлкина")
        look(page, f"call-{language}")
        for code, letter, following in (
            ("KeyN", "т", "Абрамова"),
            ("KeyS", "ы", "Щукина"),
            ("KeyD", "в", ""),
        ):
            russian_key(page, code, letter)
            if following:
                expect(page.locator("h1")).to_contain_text(following)
        page.wait_for_url("**/follow-ups/?due=now")
        expect(page.locator(".empty-state")).to_be_visible()
        look(page, f"call-list-empty-{language}")
    done = FollowUp.objects.filter(state="done").order_by("closed_at")
    assert [(f.patient.last_name, f.outcome) for f in done] == [
        ("Ёлкина", "no_answer"), ("Абрамова", "snoozed"), ("Щукина", "declined"),
    ]  # fmt: skip
    waiting = FollowUp.objects.filter(state="open").order_by("due_on")
    assert [(f.patient.last_name, (f.due_on - today).days, f.attempts) for f in waiting] == [
        ("Ёлкина", 1, 1), ("Абрамова", 3, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ru"])
def test_screens_of_campaigns_requests_and_endings_fit_and_pass_axe(page: Page, live_server, language):
    owner = user_with_role(Role.OWNER, the_branch(), language=language)
    manager = user_with_role(Role.MANAGER, the_branch(), language=language)
    administrator = user_with_role(Role.ADMINISTRATOR, the_branch(), language=language)
    campaign = make_campaign(name="Яндекс: осень")
    make_inquiry(campaign=campaign, created_on=timezone.localdate())
    patient = make_patient()
    make_contact(patient)
    make_follow_up(patient)
    row = make_subject_request(patient, kind="erasure")
    pages = [
        (manager, "campaigns", "/campaigns/"),
        (manager, "campaign", f"/campaigns/{campaign.pk}/"),
        (administrator, "ending", f"/patients/{patient.pk}/ending/"),
        (administrator, "request-new", f"/patients/{patient.pk}/request/"),
        (owner, "requests", "/requests/"),
        (owner, "request", f"/requests/{row.pk}/"),
        (owner, "request-print", f"/requests/{row.pk}/print/"),
        (owner, "request-erase", f"/requests/{row.pk}/erase/"),
    ]
    with quiet_console(page):
        for user, name, address in pages:
            sign_in(page, live_server.url, user, language)
            page.goto(live_server.url + address)
            look(page, f"{name}-{language}")
        page.locator(".panel-foot button").click()
        page.wait_for_url("**/act/")
        look(page, f"act-{language}")
