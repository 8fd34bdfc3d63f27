"""The gallery in a real browser: quiet console, no policy violation, nothing for axe to say, nothing wider than a phone."""

import pytest

from clinics.models import User
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]

PAGES = ["board", "users", "form", "404", "403", "500"]
SIZES = {"desktop": DESKTOP, "phone": PHONE}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_quiet_accessible_and_fits(page, live_server, curator, name, theme, size):
    User.objects.bulk_create(User(username=f"u{n:02}", last_name=f"Фамилия {n:02}") for n in range(12))
    sign_in(page, live_server.url, curator)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
    page.set_viewport_size(SIZES[size])
    with quiet_console(page):
        page.goto(f"{live_server.url}/gallery/{name}/", wait_until="networkidle")
        picture(page, f"{name}-{theme}-{size}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_login_page_is_quiet_accessible_and_lets_in(page, live_server, curator, language, size):
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page.set_viewport_size(SIZES[size])
    with quiet_console(page):
        page.goto(f"{live_server.url}/login/?next=/gallery/form/", wait_until="networkidle")
        picture(page, f"login-{language}-{size}")
        assert violations(page) == []
        page.fill("[name=username]", "smirnova")
        page.fill("[name=password]", "only-for-tests")
        page.click("[type=submit]")
        page.wait_for_url("**/gallery/form/")
