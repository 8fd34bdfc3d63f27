"""In a real browser: the administrator finds, opens, narrows, tags a filtered list with a preview, takes it back, exports."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clinics.enums import Role
from patients.models import PatientTag
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.factories import (
    make_card,
    make_contact,
    make_patient,
    make_summary,
    make_visit,
    the_branch,
    user_with_role,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "ru"), (PHONE, "ru"), (DESKTOP, "en")])
def test_administrator_finds_tags_and_exports(page: Page, live_server, size, language):
    for number, name in enumerate(("Иванов", "Иванова", "Петров")):
        patient = make_patient(last_name=name, first_name="Иван", patronymic="Ильич")
        make_summary(patient, segment="sleeping" if name != "Петров" else "regular")
        make_contact(patient)
        make_card(patient, number=f"00{number}")
        make_visit(patient, day=timezone.localdate())
    page.set_viewport_size(size)
    sign_in(
        page, live_server.url, user_with_role(Role.ADMINISTRATOR, the_branch(), language=language), language
    )
    name = f"{'phone' if size is PHONE else 'desk'}-{language}"
    with quiet_console(page):
        page.goto(f"{live_server.url}/patients/")
        assert violations(page) == []
        picture(page, f"patients-{name}")
        box = page.locator("[data-search]")
        box.fill("bdfyjd b b")
        expect(page.locator("#suggest [role=option]")).to_have_count(2)
        assert violations(page) == []
        box.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant").startswith("hit-")
        box.press("Enter")
        expect(page.locator("h1")).to_have_text("Иванов Иван Ильич")
        assert violations(page) == []
        picture(page, f"card-{name}")
        page.goto(f"{live_server.url}/patients/?segment=sleeping")
        expect(page.locator(".chip")).to_have_count(1)
        page.locator("[data-ticked-label]").click()
        page.locator('input[name="all"]').check()
        page.locator('button[formaction$="/bulk/tag/"]').click()
        page.locator('input[name="name"]').fill("акция мая")
        page.locator("button[hx-post]").click()
        confirm = page.locator('button[name="confirm"]')
        expect(confirm).to_contain_text("2")
        assert violations(page) == []
        picture(page, f"bulk-{name}")
        assert PatientTag.objects.count() == 0
        confirm.click()
        expect(page.locator(".alert-success")).to_be_visible()
        assert PatientTag.objects.count() == 2
        page.locator('form[action$="/undo/"] button').click()
        expect(page.locator('form[action$="/undo/"]')).to_have_count(0)
        assert PatientTag.objects.count() == 0
        page.goto(f"{live_server.url}/patients/?segment=sleeping")
        page.locator("summary", has_text="Выгрузить" if language == "ru" else "Export").click()
        with page.expect_download() as got:
            page.locator('a[href*="format=csv"]').click()
        text = got.value.path().read_text(encoding="utf-8-sig")
        assert ("Иванова" in text, "Петров" in text, len(text.splitlines())) == (True, False, 3)
