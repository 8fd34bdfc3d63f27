import gettext
import os

import pytest

from clinic_crm import demo_progress, preparing


@pytest.fixture
def locale(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    file = tmp_path / "ru/LC_MESSAGES/django.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Patient"\nmsgstr "Пациент"\n\n#, fuzzy\nmsgid "Plan"\nmsgstr "Планета"\n'
    )
    return file


def test_translations_are_compiled_without_gettext_when_older_than_their_source(locale):
    assert preparing.compile_translations() == [locale]
    with locale.with_suffix(".mo").open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    assert [translations.gettext("Patient"), translations.gettext("Plan")] == ["Пациент", "Plan"]
    assert preparing.compile_translations() == []
    later = locale.stat().st_mtime + 10
    os.utime(locale, (later, later))
    assert preparing.compile_translations() == [locale]
    assert sorted(file.name for file in locale.parent.iterdir()) == ["django.mo", "django.po"]


def test_static_files_are_collected_once_for_the_same_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    digest = preparing.static_files_digest()
    assert preparing.static_files_digest() == digest
    assert preparing.static_files_are_collected(digest) is False
    preparing.static_stamp().write_text(digest)
    assert preparing.static_files_are_collected(digest) is True
    assert preparing.static_files_are_collected("another") is False


def test_page_tells_how_far_the_demo_is_until_it_has_ended(settings, tmp_path, client):
    settings.HOME = tmp_path
    demo_progress.write_progress(1, 4, "Пациенты")
    answer = client.get("/anything", headers={"accept-language": "ru"})
    assert (answer.status_code, answer["Refresh"]) == (503, "2")
    assert '<progress max="100" value="25"' in answer.content.decode()
    assert "25 % · Пациенты" in answer.content.decode()
    english = client.get("/anything", headers={"accept-language": "en"}).content.decode()
    assert "The demo clinic is being prepared" in english
    assert "Пациенты" not in english  # the step is told in the language of the place
    assert client.get("/healthz").status_code == 200
    demo_progress.end_progress()
    assert client.get("/healthz").content == b"ok\n"
    assert "Refresh" not in client.get("/no-such-page-here/").headers


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_unreadable_progress_is_none(settings, tmp_path, text):
    settings.HOME = tmp_path
    demo_progress.progress_file().write_text(text)
    assert demo_progress.read_progress() is None
