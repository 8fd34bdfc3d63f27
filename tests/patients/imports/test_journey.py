"""An administrator brings the sample in and sees its totals, in a real browser."""

import os

import pytest
from playwright.sync_api import expect

from clinics.enums import Role
from clinics.models import User
from patients.models import ImportRun, Patient
from patients.services.imports import work_on_run
from tests.browser import DESKTOP, PHONE, launch_args, picture, quiet_console, sign_in, violations
from tests.factories import NOW, the_branch, user_with_role

pytestmark = [pytest.mark.e2e, pytest.mark.third_party_data, pytest.mark.django_db(transaction=True)]
FILES = ("patients_1251.csv", "visits_1251.csv", "plan_items_1251.csv", "price_list_1c_utf8.tsv",
         "contacts_crm_utf8bom.csv")  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # pytest-playwright holds an event loop
    return launch_args()


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_administrator_imports_the_sample_and_sees_the_totals(page, live_server, third_party_data):
    user = user_with_role(Role.ADMINISTRATOR, the_branch(), language="ru")
    sign_in(page, live_server.url, user)
    page.set_viewport_size(DESKTOP)
    page.set_default_timeout(90_000)  # a loaded machine
    with quiet_console(page):
        page.goto(f"{live_server.url}/imports/")
        picture(page, "imports-empty")
        page.locator("input[type=file]").set_input_files(
            [third_party_data / "messy_sample" / name for name in FILES]
        )
        page.get_by_role("button", name="Загрузить и проверить").click()
        page.wait_for_url("**/imports/*/")
        picture(page, "import-checking")
        run = ImportRun.objects.get()
        work_on_run(run.pk, now=NOW)  # what the worker does
        confirm = page.get_by_role("button", name="Импортировать", exact=True)
        expect(confirm).to_be_visible()
        assert Patient.objects.count() == 0
        assert violations(page) == []
        picture(page, "import-checked")
        confirm.click()
        work_on_run(run.pk, now=NOW)
        expect(page.get_by_text("Теперь в базе из этого источника")).to_be_visible()
        expect(page.get_by_text("871\u00a0882\u00a0₽")).to_be_visible()
        picture(page, "import-done")
        page.goto(f"{live_server.url}/imports/{run.pk}/?verdict=reject")
        picture(page, "import-rejects")
        page.set_viewport_size(PHONE)
        picture(page, "import-done-phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.goto(f"{live_server.url}/imports/")
        picture(page, "imports-phone")
        User.objects.update(language="en")
        page.set_viewport_size(DESKTOP)
        page.goto(f"{live_server.url}/imports/{run.pk}/")
        picture(page, "import-done-en")
    assert Patient.objects.count() == 97
