"""In a real browser: the manager approves the day's list and the letter arrives; the patient ends the letters."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import LegalProfile, Role
from clinics.models import Clinic
from clinics.selectors import clinic_today
from patients.enums import Channel, Purpose
from patients.models import ContactPoint, Patient
from patients.selectors.consents import is_granted
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import make_branch, make_card, user_with_role
from tests.triggers.factories import make_box, make_sleeper
from tests.triggers.smtp import Handler, running
from triggers.models import Message, SendingRule, Trigger
from triggers.services.delivery import deliver_due
from triggers.services.matching import match_triggers
from triggers.services.switching import switch_on
from triggers.windows import ALWAYS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clinic() -> Clinic:
    """Russian rules, but with windows that never close: the test may run on a Sunday night."""
    make_branch(name="Центр", time_zone="Europe/Moscow")
    clinic = make_box(LegalProfile.RU)
    rule = SendingRule.objects.get(profile=LegalProfile.RU, kind="recall")
    rule.pk, rule.version, rule.windows = None, 2, [list(day) for day in ALWAYS]
    rule.save()
    now = timezone.now()
    switch_on(Trigger.objects.get(key="sleeping"), by=None, now=now - timedelta(days=5))
    return clinic


def fall_asleep(clinic: Clinic, count: int) -> list[Patient]:
    today = clinic_today(clinic, timezone.now())
    return [
        make_sleeper(crossed=today, email=f"anna{n}@example.org", first_name="Анна", patronymic="Сергеевна")
        for n in range(count)
    ]


def look(page: Page, name: str) -> None:
    """Pictures of the screen on a desk and on a phone; it must fit the phone and pass axe."""
    page.set_viewport_size(DESKTOP)
    picture(page, f"triggers-{name}")
    page.set_viewport_size(PHONE)
    picture(page, f"triggers-{name}-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("language", ["ru"])
def test_manager_approves_the_list_and_the_letters_arrive(page: Page, live_server, clinic, language):
    fall_asleep(clinic, 2)
    match_triggers(clinic, now=timezone.now())
    sign_in(page, live_server.url, user_with_role(Role.MANAGER, language=language), language)
    with quiet_console(page):
        page.goto(f"{live_server.url}/triggers/")
        look(page, f"list-{language}")
        page.goto(f"{live_server.url}/approvals/")
        look(page, f"approvals-{language}")
        page.locator('a.btn[href^="/approvals/"]').first.click()
        look(page, f"approval-{language}")
        page.locator('button[value="approve"]').click()
        expect(page).to_have_url(re.compile("/approvals/$"))
        look(page, f"approved-{language}")
        handler = Handler()
        with running(handler) as port, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
            deliver_due(now=timezone.now())
        assert sorted(letter["To"] for letter in handler.letters) == [
            "anna0@example.org",
            "anna1@example.org",
        ]
        trigger = Trigger.objects.get(key="sleeping")
        for name, path in {
            "detail": f"triggers/{trigger.pk}/",
            "backlog": f"triggers/{trigger.pk}/backlog/",
            "messages": "messages/",
            "message": f"messages/{Message.objects.first().pk}/",
            "unknown": "messages/unknown/",
            "letters": "letters/",
        }.items():
            page.goto(f"{live_server.url}/{path}")
            look(page, f"{name}-{language}")


def test_patient_unsubscribes_on_a_phone(page: Page, live_server, clinic):
    fall_asleep(clinic, 1)
    handler = Handler()
    match_triggers(clinic, now=timezone.now())
    Message.objects.update(state="scheduled")
    with running(handler) as port, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        deliver_due(now=timezone.now())
    link = handler.letters[0]["List-Unsubscribe"].strip("<>").split("/u/")[1]
    page.set_viewport_size(PHONE)
    with quiet_console(page):
        page.goto(f"{live_server.url}/u/{link}")
        picture(page, "triggers-unsubscribe-phone")
        page.locator("button.btn-primary").click()
        expect(page.locator("form.solo-card")).to_have_count(0)
        picture(page, "triggers-unsubscribed-phone")
    point = ContactPoint.objects.get(value="anna0@example.org")
    assert is_granted(point, purpose=Purpose.ADVERTISING, channel=Channel.EMAIL) is False


def test_administrator_enters_consents_from_paper(page: Page, live_server, clinic):
    today = clinic_today(clinic, timezone.now())
    for n in range(3):
        make_card(make_sleeper(crossed=today, consent=False, email=f"p{n}@example.org"), number=f"00{n}")
    sign_in(page, live_server.url, user_with_role(Role.ADMINISTRATOR, language="ru"), "ru")
    with quiet_console(page):
        page.goto(f"{live_server.url}/patients/?q=000,+002")
        page.locator("[data-tick-all]").check()
        page.locator("[data-ticked-label]").click()
        page.locator('button[formaction$="/bulk/consent/"]').click()
        page.locator('input[value="advertising"]').check()
        page.locator('input[name="on"]').fill("2026-01-15")
        page.locator('input[name="paper"]').fill("папка 7")
        page.locator('input[name="text_version"]').fill("2026-1")
        page.locator("button[hx-post]").click()
        look(page, "papers")
        page.locator('button[name="confirm"]').click()
        expect(page.locator(".alert-success")).to_be_visible()
        page.goto(f"{live_server.url}/patients/{Patient.objects.first().pk}/")
        look(page, "card")
    granted = [
        point.value
        for point in ContactPoint.objects.order_by("value")
        if is_granted(point, purpose=Purpose.ADVERTISING, channel=Channel.EMAIL)
    ]
    assert granted == ["p0@example.org", "p2@example.org"]
