"""The card index: one row per card. Reading and judging the rows; `patients_merge` writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from clinic_crm.lib.dates import parse_day
from clinic_crm.lib.money import parse_money
from clinic_crm.lib.phones import parse_phones
from clinic_crm.lib.text import TO_LATIN, clean, clean_name, fold
from patients.imports import words
from patients.imports.issues import Verdict
from patients.imports.session import digest
from patients.imports.sheet import Row, Sheet
from patients.likeness import Person

OLDEST_AGE = 120  # years
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_EMAIL_GAPS = re.compile(r"\s*(@)\s*")
_FLOAT_TAIL = re.compile(r"^(\d+)[.,]0+$")
_CARD_MARKS = re.compile(r"[№#'\"\s]+")

COLUMNS = {
    "card": words.CARD,
    "full_name": words.FULL_NAME,
    "last": words.LAST,
    "first": words.FIRST,
    "patronymic": words.PATRONYMIC,
    "birth": words.BIRTH,
    "sex": words.SEX,
    "phone": words.PHONE,
    "email": words.EMAIL,
    "registered": words.REGISTERED,
    "acquisition": words.ACQUISITION,
    "curator": words.CURATOR,
    "balance": words.BALANCE,
    "comment": words.COMMENT,
    "branch": words.BRANCH,
}
REQUIRED = (("last", "full_name", "first"), ("card", "phone", "birth"), ("birth", "phone", "email"))
LENGTHS = {"last": 100, "first": 100, "patronymic": 100, "acquisition": 80}


@dataclass(slots=True)
class Card:
    """One row of the card index, normalised, and where it is to go."""

    line: int
    number: str
    key: str
    last: str
    first: str
    patronymic: str
    sex: str = ""
    birth: date | None = None
    registered: date | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    acquisition: str = ""
    curator: str = ""
    balance: Decimal | None = None
    comment: str = ""
    do_not_contact: str = ""
    branch: str = ""
    digest: str = ""
    contacts: set[str] = field(default_factory=set)
    person: Person | None = None
    is_main: bool = False  # its values are the person's
    is_new_card: bool = True
    review_of: Person | None = None  # who may be the same person
    review_reason: str = ""


@lru_cache(maxsize=200_000)
def card_number(raw: str) -> tuple[str, str]:
    """The number as kept, and the key by which cards compare: 004512, «№ 4512» and 4512.0 are one card."""
    number = _CARD_MARKS.sub("", clean(raw)).upper()
    if float_text := _FLOAT_TAIL.match(number):
        number = float_text[1]
    latin = number.translate(TO_LATIN)
    number = (latin if latin.isascii() else number)[:40]
    return number, number.lstrip("0") or number


def fits(row: Row) -> bool:
    """Whether the row's cells stand in their columns, as far as their look tells."""
    with_digits = (row.get(name) for name in ("birth", "phone", "registered", "balance"))
    sex, email = fold(row.get("sex")).strip(". "), row.get("email")
    return (
        all(not cell or any(c.isdigit() for c in cell) for cell in with_digits)
        and (not sex or sex in words.SEXES)
        and (not email or "@" in email)
    )


def read_cards(sheet: Sheet, as_of: date) -> Iterator[Card]:
    """Every row that describes a patient; refused rows are remarked on and left out."""
    for row in sheet.rows():
        number, key = card_number(row.get("card"))
        last, first, patronymic = _names(row)
        phones, emails = _phones(sheet, row), _emails(sheet, row)
        if not (last or first or phones):
            sheet.say(row, Verdict.REJECT, "nobody")
            continue
        card = Card(row.line, number, key, last, first, patronymic, phones=phones, emails=emails)
        card.contacts = {*phones, *emails}
        _read_days(sheet, row, card, as_of)
        _read_rest(sheet, row, card)
        _shorten(sheet, row, card)
        if not number:
            _make_up_number(sheet, row, card)
        card.digest = digest(
            last, first, patronymic, card.sex, card.birth, card.registered, phones, emails, card.acquisition,
            fold(card.curator), card.balance, card.comment, card.branch,
        )  # fmt: skip
        yield card


def split_name(full: str) -> tuple[str, str, str]:
    """«Иванов Иван Иванович» → its three parts; whatever follows the second word is the patronymic."""
    parts = clean_name(full).split(" ", 2)
    return (*parts, *[""] * (3 - len(parts)))  # type: ignore[return-value]


def _names(row: Row) -> tuple[str, str, str]:
    last, first, patronymic = (clean_name(row.get(part)) for part in ("last", "first", "patronymic"))
    if not last and not (first and "last" in row.positions):
        full = row.get("full_name") or first
        return split_name(full)
    if not first and not patronymic and last.count(" ") in (1, 2):
        return split_name(last)
    return last, first, patronymic


def _phones(sheet: Sheet, row: Row) -> tuple[str, ...]:
    numbers: dict[str, None] = {}
    for cell in row.all("phone"):
        found = parse_phones(cell)
        numbers.update(dict.fromkeys(found))
        if not found and cell not in ("-", "нет"):
            sheet.say(row, Verdict.OK_FIX, "phone_unusable", "phone", cell)
    return tuple(numbers)


def _emails(sheet: Sheet, row: Row) -> tuple[str, ...]:
    addresses: dict[str, None] = {}
    for cell in row.all("email"):
        found = parse_emails(cell)
        addresses.update(dict.fromkeys(found))
        if not found and cell not in ("-", "нет"):
            sheet.say(row, Verdict.OK_FIX, "email_unusable", "email", cell)
    return tuple(addresses)


@lru_cache(maxsize=100_000)
def parse_emails(cell: str) -> tuple[str, ...]:
    """The usable addresses of a cell, in lower case."""
    bare = _EMAIL_GAPS.sub(r"\1", cell)
    pieces = (piece.strip(".<>'\"()").removeprefix("mailto:") for piece in re.split(r"[;,/|\s]+", bare))
    return tuple(
        dict.fromkeys(p.lower() for p in pieces if len(p) <= 254 and ".." not in p and _EMAIL.fullmatch(p))
    )


def _read_days(sheet: Sheet, row: Row, card: Card, as_of: date) -> None:
    try:
        birth = parse_day(row.get("birth"), latest=as_of)
    except ValueError:
        sheet.say(row, Verdict.OK_FIX, "birth_impossible", "birth")
    else:
        if birth and birth > as_of:
            sheet.say(row, Verdict.OK_FIX, "birth_future", "birth")
        elif birth and birth.year < as_of.year - OLDEST_AGE:
            sheet.say(row, Verdict.OK_FIX, "birth_too_early", "birth")
        else:
            card.birth = birth
    try:
        registered = parse_day(row.get("registered"), latest=as_of)
    except ValueError:
        registered = date.max
    if registered and (registered > as_of or registered.year < as_of.year - OLDEST_AGE):
        sheet.say(row, Verdict.OK_FIX, "registered_unusable", "registered")
    else:
        card.registered = registered


def _read_rest(sheet: Sheet, row: Row, card: Card) -> None:
    if sex := fold(row.get("sex")).strip(". "):
        card.sex = words.SEXES.get(sex, "")
        if not card.sex:
            sheet.say(row, Verdict.OK_FIX, "sex_unknown", "sex")
    try:
        card.balance = parse_money(row.get("balance"))
    except ValueError:
        sheet.say(row, Verdict.OK_FIX, "balance_unusable", "balance")
    card.acquisition, card.curator, card.branch = (row.get(c) for c in ("acquisition", "curator", "branch"))
    card.comment = "\n".join(_whole(row, "comment"))
    for column in ("comment", "phone"):
        for text in row.all(column):
            if words.asks_not_to_be_contacted(fold(text)):
                card.do_not_contact = text[:120]
                sheet.say(row, Verdict.FLAG, "do_not_contact", column, text)


def _whole(row: Row, column: str) -> Iterator[str]:
    """Free text keeps its line breaks."""
    for position in row.positions.get(column, ()):
        if text := row.cells[position].strip():
            yield text


def _shorten(sheet: Sheet, row: Row, card: Card) -> None:
    for name, longest in LENGTHS.items():
        text = getattr(card, name)
        if len(text) > longest:
            setattr(card, name, text[:longest])
            sheet.say(row, Verdict.OK_FIX, "too_long", name if name in sheet.positions else "full_name", text)


def _make_up_number(sheet: Sheet, row: Row, card: Card) -> None:
    """A person without a card number gets one made of what we know, so that the next import finds him again."""
    who = digest(
        fold(f"{card.last} {card.first} {card.patronymic}"), card.birth, min(card.contacts, default="")
    )
    card.number = card.key = f"~{who[:12].upper()}"
    if "card" in sheet.positions:
        sheet.say(row, Verdict.FLAG, "no_card", "card")
