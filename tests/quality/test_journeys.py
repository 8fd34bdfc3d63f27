"""In a real browser: an auditor reviews a case by keyboard, and the director's page draws its charts."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import Role
from quality.models import Review, Sample
from tests.analytics.test_overview import a_month
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import make_employee, make_plan_item, user_with_role
from tests.quality.factories import submitted_review
from tests.quality.test_pages import drawn_last_week
from treatment_plans.models import TreatmentPlan

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def look(page: Page, name: str) -> None:
    """Pictures of the screen on a desk and on a phone; it must fit the phone and pass axe."""
    page.set_viewport_size(DESKTOP)
    picture(page, f"quality-{name}")
    page.set_viewport_size(PHONE)
    picture(page, f"quality-{name}-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("language", ["ru"])
def test_auditor_reviews_a_case_by_keyboard(page: Page, live_server, language: str) -> None:
    drawn_last_week(make_employee(name="Скрытова А. А."), make_employee())
    make_plan_item(TreatmentPlan.objects.first(), status="declined", ended_on=timezone.now().date())
    auditor = user_with_role(Role.AUDITOR, language=language)
    sign_in(page, live_server.url, auditor, language)
    with quiet_console(page):
        page.set_viewport_size(DESKTOP)
        page.goto(f"{live_server.url}/quality/queue/")
        look(page, f"queue-{language}")
        page.keyboard.press("e")
        expect(page.locator("[data-checklist]")).to_be_visible()
        look(page, f"case-{language}")
        page.keyboard.press("1")
        page.keyboard.press("0")
        page.keyboard.type("одной строкой")
        page.keyboard.press("Enter")
        for key in "n111n1":
            page.keyboard.press(key)
        expect(page.locator("#score")).to_contain_text("8 / 8")
        expect(page.locator("#score .score-value")).to_have_text(re.compile("82"))
        page.keyboard.press("s")
        expect(page.locator("[data-checklist]")).to_have_count(0)
        look(page, f"reviewed-{language}")
    review = Review.objects.get()
    # weights 3 2 2 2 2 1 2 1: yes 9 of 11 without the third and the seventh
    assert (review.state, review.answers.filter(value="na").count()) == ("submitted", 2)
    assert review.answers.get(value="no").comment == "одной строкой"


@pytest.mark.parametrize("language", ["en"])
def test_pages_of_quality_fit_and_pass_axe(page: Page, live_server, language: str) -> None:
    drawn = drawn_last_week(make_employee(), make_employee())
    sample = Sample.objects.first()
    submitted_review(sample, user_with_role(Role.AUDITOR), no=(1, 2))
    sign_in(page, live_server.url, user_with_role(Role.MANAGER, language=language), language)
    with quiet_console(page):
        for name, path in [
            ("people", "people/"),
            ("person", f"people/{sample.performer_id}/"),
            ("rounds", "rounds/"),
            ("round", f"rounds/{drawn.pk}/?verify=1"),
            ("rule", f"rules/{drawn.rule_id}/"),
            ("standards", "standards/"),
        ]:
            page.goto(f"{live_server.url}/quality/{path}", wait_until="networkidle")
            look(page, f"{name}-{language}")


@pytest.mark.parametrize("language", ["ru"])
def test_director_reads_the_overview(page: Page, live_server, language: str) -> None:
    a_month(3)
    sign_in(page, live_server.url, user_with_role(Role.OWNER, language=language), language)
    with quiet_console(page):
        page.set_viewport_size(DESKTOP)
        page.goto(f"{live_server.url}/overview/", wait_until="networkidle")
        expect(page.locator("[data-chart='revenue-chart'] svg")).to_be_visible()
        look(page, f"overview-{language}")
        page.locator(".tile a").first.click()
        expect(page.locator("tbody tr")).to_have_count(6)
        look(page, f"rows-{language}")
