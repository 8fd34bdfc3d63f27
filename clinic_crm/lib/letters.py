"""Reading the letters that the built-in catcher keeps as files."""

import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

NAME = re.compile(r"[0-9]+-[0-9]+-[0-9]+")


@dataclass(frozen=True)
class Letter:
    """One caught letter. `caught_at` is UTC; `name` finds it again; `to` are the envelope's recipients."""

    name: str
    caught_at: datetime
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    list_unsubscribe: str


def newest_letters(folder: Path, *, limit: int = 50, to: str = "") -> list[Letter]:
    """The last `limit` letters, the newest first; of one recipient when `to` is given. No folder: no letters."""
    found: list[Letter] = []
    for file in sorted(folder.glob("*.eml"), reverse=True):
        letter = _read(file)
        if not to or to.lower() in (address.lower() for address in letter.to):
            found.append(letter)
        if len(found) == limit:
            break
    return found


def count_letters(folder: Path) -> int:
    """How many letters are kept."""
    return sum(1 for _ in folder.glob("*.eml"))


def find_letter(folder: Path, name: str) -> Letter | None:
    """The letter of that name; nothing for a name that is none or a letter that is gone."""
    file = folder / f"{name}.eml"
    return _read(file) if NAME.fullmatch(name) and file.is_file() else None


def _read(file: Path) -> Letter:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  # what this policy makes
    return Letter(
        name=file.stem,
        caught_at=datetime.fromtimestamp(int(file.stem.partition("-")[0]) / 1e9, tz=UTC),
        sender=str(message["From"] or message["X-Envelope-From"] or ""),
        to=_addresses(str(message["X-Envelope-To"] or "").split(",")),
        subject=str(message["Subject"] or ""),
        text=_text(message),
        message_id=str(message["Message-ID"] or "").strip(),
        list_unsubscribe=str(message["List-Unsubscribe"] or "").strip(),
    )


def _addresses(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if part.strip())


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    return body.get_content().replace("\r\n", "\n") if body else ""
