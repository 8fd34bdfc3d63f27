import smtplib
import socket
import sys
import time
from email.message import EmailMessage

import pytest
from django.conf import settings

from clinic_crm.embedded import children
from clinic_crm.lib import letters


@pytest.fixture
def catcher(tmp_path):
    """The catcher's port; its letters go to `tmp_path`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = settings.BASE_DIR / "clinic_crm/embedded/mailcatcher.py"
    process = children.spawn([sys.executable, program, tmp_path, str(port)])
    end = time.monotonic() + 15
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    yield port
    assert children.stop(process, by=15, grace=5) == 0


def letter(to, subject):
    message = EmailMessage()
    message["From"] = "Клиника «Улыбка» <clinic@example.org>"
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = "<7@example.org>"
    message["List-Unsubscribe"] = "<https://example.org/u/1>"
    message.set_content("Здравствуйте!\nПора на осмотр.\n")
    message.add_alternative("<p>Здравствуйте!</p>", subtype="html")
    return message


@pytest.mark.engines
def test_caught_letters_are_read_newest_first(catcher, tmp_path):
    with smtplib.SMTP("127.0.0.1", catcher) as client:
        client.send_message(letter("a@example.org", "Первое"))
        client.send_message(letter("b@example.org", "Второе"))
    assert [(x.to, x.subject) for x in letters.newest_letters(tmp_path)] == [
        (("b@example.org",), "Второе"),
        (("a@example.org",), "Первое"),
    ]
    [found] = letters.newest_letters(tmp_path, to="A@example.org")
    assert found == letters.find_letter(tmp_path, found.name)
    assert found.sender == "Клиника «Улыбка» <clinic@example.org>"
    assert found.text == "Здравствуйте!\nПора на осмотр.\n"
    assert (found.message_id, found.list_unsubscribe) == ("<7@example.org>", "<https://example.org/u/1>")
    assert letters.count_letters(tmp_path) == 2
    assert len(letters.newest_letters(tmp_path, limit=1)) == 1


@pytest.mark.parametrize("name", ["../secret_key", "1-2-3", "", "1-2-3/../4"])
def test_letter_of_no_such_name_is_none(tmp_path, name):
    assert letters.find_letter(tmp_path, name) is None


def test_no_folder_holds_no_letters(tmp_path):
    assert letters.newest_letters(tmp_path / "none") == []
