"""In a real browser: the desk works the queue by keyboard, joins with a preview and takes apart again; families."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from clinics.enums import Role
from patients.models import DuplicatePair, Guardianship, Patient
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import (
    make_contact,
    make_duplicate_pair,
    make_patient,
    make_visit,
    the_branch,
    user_with_role,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
BORN = date(1985, 3, 12)
ANNA = {"last_name": "Иванова", "first_name": "Анна", "patronymic": "Сергеевна", "birth_date": BORN}


@pytest.fixture(params=["en"])
def desk(request):
    return user_with_role(Role.ADMINISTRATOR, the_branch(), language=request.param)


def look(page: Page, name: str) -> None:
    """Both sizes: nothing for axe to say, nothing wider than a phone."""
    page.set_viewport_size(PHONE)
    picture(page, f"people-{name}-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    page.set_viewport_size(DESKTOP)
    picture(page, f"people-{name}")
    assert violations(page) == []


def test_desk_works_the_queue_by_keyboard_and_takes_apart(page, live_server, desk):
    known = make_patient(**ANNA)
    double = make_patient(**{**ANNA, "birth_date": date(1985, 3, 11)})
    for patient in (known, double):
        make_contact(patient, "+79161112233")
    make_visit(double)
    make_duplicate_pair(known, double, score=90)
    other = make_duplicate_pair(score=60)
    sign_in(page, live_server.url, desk, desk.language)
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/duplicates/")
        look(page, f"queue-{desk.language}")
        page.keyboard.press("w")
        expect(page.locator(".pair-table")).to_be_visible()
        look(page, f"pair-{desk.language}")
        page.locator("input[name=birth_date][value=other]").check()
        page.locator("h1").click()
        page.keyboard.press("o")
        page.wait_for_url(f"**/duplicates/{other.pk}/")  # the next one opens by itself
        page.keyboard.press("t")
        page.wait_for_url("**/duplicates/")
        assert DuplicatePair.objects.get().decision == "separate"
        page.goto(f"{live_server.url}/patients/{double.pk}/")  # the old number
        page.wait_for_url(f"**/patients/{known.pk}/")
        look(page, f"joined-{desk.language}")
        page.locator("#panel-joined").scroll_into_view_if_needed()
        page.locator(f"a[href='/patients/{known.pk}/take-apart/']").click()
        look(page, f"apart-{desk.language}")
        page.locator("main form .btn-primary").click()
        page.wait_for_url(f"**/patients/{double.pk}/")
    assert (Patient.objects.get(pk=known.pk).birth_date, double.visits.count()) == (BORN, 1)


def test_desk_makes_a_card_of_a_child_on_the_phone_of_the_mother(page, live_server, desk):
    mother = make_patient(**ANNA, sex="f")
    make_contact(mother, "+79161112233")
    sign_in(page, live_server.url, desk, desk.language)
    page.set_viewport_size(DESKTOP)
    with quiet_console(page):
        page.goto(f"{live_server.url}/patients/{mother.pk}/family/")
        look(page, f"family-{desk.language}")
    # the question about the phone is a 422, which the browser's console names an error
    page.locator("a[href*='relative_of']").click()
    page.fill("[name=first_name]", "Мария")
    page.fill("[name=birth_date]", "2019-05-06")
    page.locator("main .btn-primary").click()
    expect(page.locator("[name=kin]")).to_be_visible()
    look(page, f"new-{desk.language}")
    page.select_option("[name=kin]", "mother")
    page.locator("main .btn-primary").click()
    page.locator("#panel-family").scroll_into_view_if_needed()
    expect(page.locator("#panel-family")).to_contain_text("Иванова Анна Сергеевна")
    look(page, f"child-{desk.language}")
    assert Guardianship.objects.get().guardian == mother
