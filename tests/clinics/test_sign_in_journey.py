"""The owner switches the second factor on, signs in with it and with a recovery code; the new pages for axe and a phone."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from clinics.enums import Role
from clinics.models import ExportRequest
from clinics.services.journal import record_action
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations
from tests.clinics.test_sign_in import code_of
from tests.factories import NOW, PASSWORD, make_branch, make_patient, make_user, user_with_role

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def _sign_out(page) -> None:
    page.click(".user-button")
    page.click("form[action='/logout/'] button")
    page.wait_for_url("**/login/**")


def _password(page, user) -> None:
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("form.solo-card [type=submit]")


def test_owner_switches_the_second_factor_on_and_signs_in_with_it(page, live_server):
    cache.clear()
    make_branch()
    owner = user_with_role(Role.OWNER, last_name="Волкова")
    page.set_viewport_size(DESKTOP)
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    with quiet_console(page):
        page.goto(f"{live_server.url}/login/")
        _password(page, owner)
        page.wait_for_url(f"{live_server.url}/")
        page.click(".user-button")
        page.click("a[href='/account/']")
        assert violations(page) == []
        page.click("a[href='/account/second-factor/']")
        picture(page, "second-factor")
        assert violations(page) == []
        secret = page.inner_text(".factor-secret").replace(" ", "")
        page.fill("[name=code]", code_of(secret))
        page.click(".form-actions button")
        page.wait_for_url("**/codes/")
        assert violations(page) == []
        spare = page.locator(".factor-codes code").all_inner_texts()
        page.click(".form-actions a")

        _sign_out(page)
        cache.clear()  # the code of the moment was spent on switching it on
        _password(page, owner)
        page.wait_for_url("**/login/code/")
        picture(page, "login-code")
        assert violations(page) == []
        page.fill("[name=code]", code_of(secret))
        page.click("form.solo-card [type=submit]")
        page.wait_for_url(f"{live_server.url}/")

        _sign_out(page)
        _password(page, owner)
        page.wait_for_url("**/login/code/")
        page.fill("[name=code]", spare[0])
        page.click("form.solo-card [type=submit]")
        page.wait_for_url(f"{live_server.url}/")
        page.goto(f"{live_server.url}/account/")
        assert "9 recovery codes left" in page.inner_text("main")


@pytest.mark.parametrize(("language", "size"), [("ru", DESKTOP), ("en", PHONE)], ids=["desktop", "phone"])
def test_pages_of_access_are_quiet_accessible_and_fit(page, live_server, size, language):
    here = make_branch(name="Центр")
    owner = user_with_role(Role.OWNER, language=language, last_name="Волкова", first_name="Анна")
    person = user_with_role(Role.ADMINISTRATOR, here, last_name="Крылова", first_name="Вера")
    patient = make_patient(branch=here)
    record_action(person, "looked", patient, now=NOW, patient_id=patient.pk)
    record_action(owner, "exported", now=NOW, details={"rows": 12, "file": "patients.csv"})
    record_action(owner, "role_given", person, now=NOW, details={"role": "administrator"})
    ExportRequest.objects.create(
        requested_by=make_user(last_name="Захарова"), requested_at=NOW, obj="exports", resource="x", file="patients",
        format="xlsx", ids=list(range(700)),
    )  # fmt: skip
    sign_in(page, live_server.url, owner, language)
    page.set_viewport_size(size)
    addresses = {
        "account": reverse("account"),
        "password": reverse("account-password"),
        "logins": reverse("logins"),
        "login-card": reverse("login-card", args=[person.pk]),
        "policy": reverse("second-factor-policy"),
        "matrix": reverse("matrix"),
        "exports": reverse("exports"),
        "journal": reverse("journal"),
        "system": reverse("system"),
        "confirm": f"{reverse('confirm')}?next=/account/",
        "card": reverse("patients:card", args=[patient.pk]),
    }
    with quiet_console(page):
        for name, address in addresses.items():
            page.goto(live_server.url + address, wait_until="networkidle")
            picture(page, f"access-{name}-{language}-{size['width']}")
            assert (name, violations(page)) == (name, [])
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
