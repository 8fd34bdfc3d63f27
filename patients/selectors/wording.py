"""What a person may have meant by the words typed into the search box. Pure: no table is read here."""

import re
from dataclasses import dataclass
from datetime import date

from clinic_crm.lib.keyboard import other_layout
from clinic_crm.lib.text import clean, latin_code, person_key

LEAST_LETTERS = 2
LEAST_DIGITS = 3
LONGEST = 100

_DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_LETTER = re.compile(r"[^\W\d_]")
_PART_OF_EMAIL = re.compile(r"[a-z0-9._%+@-]*[a-z][a-z0-9._%+@-]*", re.ASCII)


@dataclass(frozen=True)
class Wording:
    """One reading of a query.

    `words`: folded parts of a name, the likeliest surname first. `digits`: of a phone, a card or a year. `born`: a birth
    date that was written out. `email`: a part of an address. `codes`: whole card numbers without
    their leading zeros: several in a row, or one in the ways it may be written.
    """

    words: tuple[str, ...] = ()
    digits: str = ""
    born: date | None = None
    email: str = ""
    codes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.digits or self.born or self.email or self.codes)


def read_query(query: str) -> list[Wording]:
    """The readings, the literal one first; none for what is too short to mean anybody.

    «иванов ии», «8 (916) 123», «иванов 1985», «Ким 12.03.1985», «ivanov@», «bdfyjd b b» and «шмфтщм"ьфшд».
    """
    text = clean(query)[:LONGEST]
    typed = [text]
    if other := other_layout(text):
        typed.append(other)
        if (plain := re.sub("[.,;]", " ", text)) != text:  # «bdfyjd b.b.»: the dots were meant as dots
            typed.append(other_layout(plain))
    readings = [_read(each) for each in typed]
    return list(dict.fromkeys(each for each in readings if not each.is_empty))


def is_too_short(query: str) -> bool:
    """Whether something was typed, but too little to look for."""
    return bool(query.strip()) and not read_query(query)


def _read(text: str) -> Wording:
    if "@" in text:
        return Wording(email=text.lower().strip() if len(text) > LEAST_LETTERS else "")
    born, rest = _birth_date(text)
    tokens = person_key(rest).split()
    words = tuple(token for token in tokens if _LETTER.search(token))
    digits = re.sub(r"\D", "", "".join(token for token in tokens if not _LETTER.search(token)))[:20]
    if not words and re.search("[,;]", rest):  # a pile of papers: «000123, 000207»
        return Wording(
            codes=tuple(dict.fromkeys(t.lstrip("0") for t in re.split(r"[\s,;]+", rest.strip()) if t))
        )
    if not words:
        return Wording(digits=digits if len(digits) >= LEAST_DIGITS else "", born=born)
    if sum(map(len, words)) < LEAST_LETTERS:
        return Wording()
    joined = text.lower()
    return Wording(
        words=_surname_first(words),
        digits=digits if len(digits) >= LEAST_DIGITS else "",
        born=born,
        email=joined if len(joined) > LEAST_LETTERS and _PART_OF_EMAIL.fullmatch(joined) else "",
        codes=_codes(text) if re.search(r"\d", text) and " " not in text else (),
    )


def _birth_date(text: str) -> tuple[date | None, str]:
    """The date written in the text, and the text without it."""
    found = _DATE.search(text)
    if not found:
        return None, text
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day), text[: found.start()] + text[found.end() :]
    except ValueError:
        return None, text


def _surname_first(words: tuple[str, ...]) -> tuple[str, ...]:
    """«и и иванов» is «иванов и и»: initials do not lead."""
    lead = next((n for n, word in enumerate(words) if len(word) > LEAST_LETTERS), 0)
    return (words[lead], *words[:lead], *words[lead + 1 :])


def _codes(text: str) -> tuple[str, ...]:
    """A card number with letters, as it may stand in the file: «а-12», «А-12», «A-12»."""
    return tuple(dict.fromkeys(c.lstrip("0") for c in (text, text.upper(), latin_code(text))))
