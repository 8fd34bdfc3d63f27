"""What the small scripts do, and that pages work without them."""

import pytest
from playwright.sync_api import expect

from clinics.models import User
from tests.browser import DESKTOP, PHONE, picture, quiet_console, sign_in, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]


@pytest.fixture
def opened(page, live_server, curator):
    """Open a gallery page as the curator."""

    def open_page(name: str, size: dict = DESKTOP):
        sign_in(page, live_server.url, curator)
        page.set_viewport_size(size)
        page.goto(f"{live_server.url}/gallery/{name}", wait_until="networkidle")
        return page

    return open_page


def russian_key(page, code: str, letter: str) -> None:
    """A key as the Russian layout sends it: the same place, another letter."""
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
        [code, letter],
    )


def test_rows_are_walked_and_called_by_keys_on_both_layouts(opened):
    page = opened("board/")
    with quiet_console(page):
        page.keyboard.press("j")
        russian_key(page, "KeyJ", "о")
        expect(page.locator("tr.is-current .row-link")).to_have_text("Абрамов Илья Петрович")
        picture(page, "keys-current-row")
        russian_key(page, "KeyC", "с")
        expect(page.locator("dialog#call")).to_be_visible()
        picture(page, "dialog-open")
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog#call")).to_be_hidden()
        page.locator("tr.is-current").focus()
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?row=10234")
        page.wait_for_load_state("networkidle")


def test_question_mark_shows_the_keys(opened):
    page = opened("board/")
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#key-help")).to_be_visible()
    assert violations(page) == []


def test_typing_in_a_field_is_not_a_command(opened):
    page = opened("form/")
    page.fill("[name=name]", "")
    page.locator("[name=name]").press_sequentially("jc?/k")
    assert (page.input_value("[name=name]"), page.locator("#key-help").is_visible()) == ("jc?/k", False)


def test_row_menu_stands_inside_the_window_and_closes(opened):
    page = opened("board/")
    page.locator("[data-rows] tbody tr").last.locator("summary").click()
    box = page.locator("details[open] .menu-body").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 1366
    picture(page, "row-menu")
    page.keyboard.press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)


def test_info_popover_stays_on_a_phone(opened):
    page = opened("board/", PHONE)
    page.locator(".tile .info summary").first.click()
    box = page.locator("details[open] .info-body").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.screenshot(path="var/pictures/info-phone.png")


def test_drawer_opens_and_closes_on_a_phone(opened):
    page = opened("board/", PHONE)
    page.locator(".rail-open").click()
    expect(page.locator("#rail")).to_be_in_viewport()
    page.wait_for_timeout(200)
    page.screenshot(path="var/pictures/drawer-phone.png")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).not_to_be_in_viewport()


def test_filter_applies_itself_and_can_be_lifted(opened):
    User.objects.bulk_create(User(username=f"u{n:02}", last_name=f"Фамилия {n:02}") for n in range(12))
    page = opened("users/?sort=-name")
    with quiet_console(page):
        page.locator(".filters [name=q]").press_sequentially("миля")
        page.wait_for_url("**q=**")
        expect(page.locator(".empty-state")).to_be_visible()
        picture(page, "list-empty")
        assert violations(page) == []
        page.locator(".empty-state .chip").click()
        expect(page.locator("tbody tr")).to_have_count(5)
        assert "sort=-name" in page.url
        page.locator("[rel=next]").click()
        expect(page.locator(".pager")).to_contain_text("6–10")


def test_invalid_form_names_each_error(opened):
    page = opened("form/")
    page.click("text=Сохранить")
    expect(page.locator(".field-invalid")).to_have_count(3)
    picture(page, "form-invalid")
    assert violations(page) == []


def test_theme_is_remembered(opened):
    page = opened("form/")
    page.locator(".user-button").click()
    page.screenshot(path="var/pictures/user-menu.png")
    page.locator("[data-theme-toggle]").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_language_is_switched_and_the_page_kept(opened):
    page = opened("users/?sort=-name")
    page.locator(".topbar [value=en]").click()
    page.wait_for_load_state("networkidle")
    assert (page.evaluate("document.documentElement.lang"), "sort=-name" in page.url) == ("en", True)


def test_lists_filter_sort_and_page_without_scripts(browser, live_server, curator):
    User.objects.bulk_create(User(username=f"u{n:02}", last_name=f"Фамилия {n:02}") for n in range(12))
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        sign_in(page, live_server.url, curator)
        page.goto(f"{live_server.url}/gallery/users/")
        page.click(".rail-open")
        expect(page.locator("#rail")).to_be_in_viewport()
        page.goto(f"{live_server.url}/gallery/users/")
        page.fill(".filters [name=q]", "Фамилия 0")
        page.click(".filters button")
        page.locator("[rel=next]").click()
        expect(page.locator(".pager")).to_contain_text("6–10")
