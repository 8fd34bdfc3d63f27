"""What browser tests share: the system's Chromium, a signed-in page that fails on any console message, axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def launch_args() -> dict:
    """What `browser_type_launch_args` must return: no browser of Playwright's own is downloaded."""
    return {"executable_path": CHROMIUM, "args": FLAGS, "headless": True}


def sign_in(page: Page, address: str, user, language: str = "ru") -> None:
    """Put the user's session and the language into the browser without the log-in page."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address},
        ]
    )


@contextmanager
def quiet_console(page: Page) -> Iterator[None]:
    """Fails on any error of a script and on any message about the content security policy."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"{error} {error.stack}"))
    page.on("console", lambda m: m.type in {"error", "warning"} and said.append(f"{m.text} {m.location}"))
    yield
    assert said == [], said


def violations(page: Page) -> list[str]:
    """What axe finds on the page now: rule, and the first elements that break it."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes'][:5]]}" for rule in found]


def picture(page: Page, name: str) -> None:
    """A screenshot into var/pictures/, for people."""
    folder = Path(settings.BASE_DIR) / "var" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
