"""No English on a Russian page, no Russian on an English one: every page of the access sweep, as a person sees it.

Latin words that belong on a Russian page (e-mail, LTV, a hash) are in `LATIN`; names of people and things that stand in
the database are Russian on an English page too, and are taken out by comparing with them.
"""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import CharField, TextField
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from clinics.enums import Role
from tests.factories import NOW, the_clinic
from tests.test_access_sweep import ASSIGNED, ROWS, World, _allowed, _may_enter
from triggers.models import Trigger
from triggers.selectors.triggers import previews
from triggers.services.package import install_package

pytestmark = pytest.mark.django_db

READ_BY_MACHINES = {"plans:offer-pdf", "patients:request-export", "quality:case-list", "triggers:letter"}
SPOKEN = {"alt", "aria-label", "data-label", "placeholder", "title"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}

LATIN = {
    "e-mail", "sms", "csv", "tsv", "txt", "crm", "ltv", "lt", "id", "hmac", "sha-256", "python", "smtp", "cookies",
    "clinic", "ru", "en", "english", "enter", "esc", "utc", "api", "xlsx", "pdf",
}  # fmt: skip
PSEUDONYM = r"\b[A-Z2-7]{6}\b"
NOT_WORDS = re.compile(
    rf"`[^`]+`|PostgreSQL|\b[A-Za-z]+(_[A-Za-z]+)+\b|(?<!\S)/[\w/.-]+|https?://\S+|\S+@\S+|\S*\.(py|tsv|csv|txt)\b|\b[\w-]*\d[\w-]*|{PSEUDONYM}"
)
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
RUSSIAN_WORD = re.compile(r"[А-ЯЁа-яё]{2,}")


class _Seen(HTMLParser):
    """The texts of a page that a person reads or hears, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        silent = tag in {"script", "style"} or dict(attrs).get("aria-hidden") == "true"
        hidden = silent or dict(attrs).get("lang") or self._is_hidden()
        if not hidden:
            self.texts += [value for key, value in attrs if key in SPOKEN and value]
        if tag not in VOID:
            self._open.append((tag, bool(hidden) and tag != "html"))

    def handle_endtag(self, tag):
        while any(name == tag for name, _hidden in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not self._is_hidden():
            self.texts.append(" ".join(data.split()))

    def _is_hidden(self):
        return bool(self._open) and self._open[-1][1]


def _data() -> list[str]:
    """What the clinic has typed: every Russian text of the database, the longest first."""
    values: set[str] = set()
    for model in apps.get_models():
        fields = [f.attname for f in model._meta.concrete_fields if isinstance(f, CharField | TextField)]
        for row in model._default_manager.values_list(*fields) if fields else []:
            values.update(value for value in row if value and RUSSIAN_WORD.search(value))
    return sorted(values, key=len, reverse=True)


def _foreign(page: str, language: str, data: list[str]) -> list[str]:
    """The texts of the page that hold a word of the other language."""
    word = LATIN_WORD if language == "ru" else RUSSIAN_WORD
    allowed = LATIN if language == "ru" else set()
    texts = _Seen(page).texts if "</" in page else [page]
    return sorted({text for text in texts if _words(word, _bare(text, data)) - allowed})


def _words(word: re.Pattern, text: str) -> set[str]:
    return {each.strip("-") for each in word.findall(text.lower())}


def _bare(text: str, data: list[str]) -> str:
    for value in data:
        text = text.replace(value, " ")
    return NOT_WORDS.sub(" ", text)


def _readers(name, row, world):
    """A role per page is enough, but each role has a start page of its own."""
    key = ASSIGNED if row.make else ""
    allowed = [r for r in Role if row.public or (_allowed(row, r, key) if key else _may_enter(row, r))]
    return allowed if name == "today" else allowed[:1]


def _pages(world, language):
    """Every page that is read with GET: its address and what stood there."""
    for name, row in ROWS.items():
        if row.post is not None or name in READ_BY_MACHINES:
            continue
        for role in _readers(name, row, world):
            user = world.users[role]
            client = Client(headers={"Accept-Language": language})
            if not row.public:
                client.force_login(user)
            with transaction.atomic():
                kwargs = row.make(world.places[ASSIGNED]) if row.make else {}
                response = client.get(reverse(name, kwargs=kwargs) + row.query, follow=True)
                body = b"".join(response) if response.streaming else response.content
                data = _data() if language == "en" else []
                transaction.set_rollback(True)
            yield f"{name} as {role}", _foreign(body.decode("utf-8-sig"), language, data)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_pages_speak_one_language(language, settings, tmp_path):
    settings.LETTERS_FOLDER = tmp_path  # other tests catch letters at the same time
    world = World()
    for user in world.users.values():
        user.language = language
        user.save()
    assert {name: texts for name, texts in _pages(world, language) if texts} == {}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "template", ["403.html", "403_csrf.html", "404.html", "500.html", "demo_progress.html"]
)
def test_pages_of_misfortune_speak_one_language(template, language, rf):
    with translation.override(language):
        page = render_to_string(template, {"share": 5}, request=_visit(rf))
    assert _foreign(page, language, []) == []


def _visit(rf):
    request = rf.get("/nothing-here/")
    request.user, request.session = AnonymousUser(), {}
    return request


def test_packaged_letters_speak_one_language():
    for trigger in _packaged():
        russian, english = previews(trigger, trigger.templates.get())
        assert (_foreign(russian.body, "ru", []), russian.error, english.error) == ([], "", "")
        assert _foreign(english.body, "en", _data()) == []


def _packaged():
    install_package(the_clinic(), now=NOW)
    return Trigger.objects.all()
