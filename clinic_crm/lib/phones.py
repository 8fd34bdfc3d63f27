"""Phone numbers as people write them → E.164."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

_EXTENSION = re.compile(r"(?:доб|вн|ext|x|#)[.:\s]*\d{1,6}\s*$", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"(?<=\d{10})[.,]0+(?=\D|$)")
_SCIENTIFIC = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
_LETTER_O = re.compile(r"(?<=\d)[OoОо]+(?![^\W\d_])")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SEPARATORS = re.compile(r"[;,/|\n\r]+|[^\W\d_]+\.?")  # punctuation between numbers, and any word
_RUN = re.compile(r"\+*\d[\d\s().\-]*\d|\+*\(\d[\d\s().\-]*\d")
_RUSSIAN_MOBILE = re.compile(r"(?:\+?7|8)?(9\d{9})")
_NANP_LIKE = ("RU", "KZ")


def parse_phone(raw: str, region: str = "RU") -> str | None:
    """The first usable number of the cell as E.164, or None."""
    found = parse_phones(raw, region)
    return found[0] if found else None


@lru_cache(maxsize=200_000)
def parse_phones(raw: str, region: str = "RU") -> tuple[str, ...]:
    """Every usable number of the cell as E.164, in the order written, none twice.

    Remarks around the digits («дом.», «мама») are ignored, two numbers in one cell are both found, what Excel
    rounded (7.9E+10) is lost. A number that no plan of the world knows is not a number.
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", raw)).strip().lstrip("'")
    simple = _RUSSIAN_MOBILE.fullmatch(re.sub(r"[\s()\-]", "", text))
    if simple and region in _NANP_LIKE:
        return ("+7" + simple[1],)
    if _SCIENTIFIC.search(text):
        return ()
    text = _LETTER_O.sub(lambda m: "0" * len(m[0]), _FLOAT_TAIL.sub("", _EXTENSION.sub("", text)))
    numbers: list[str] = []
    for piece in _SEPARATORS.split(text):
        for run in _RUN.findall(piece):
            numbers += _numbers_of_run(run, region)
    if not numbers and (whole := _number(text, region)):
        numbers = [whole]
    return tuple(dict.fromkeys(numbers))


def _numbers_of_run(run: str, region: str) -> list[str]:
    """One number, or several that only blanks keep apart."""
    if number := _number(run, region):
        return [number]
    found, part = [], ""
    for token in run.split():
        part = f"{part} {token}" if part else token
        if number := _number(part, region):
            found.append(number)
            part = ""
    return found if not part else []


def _number(text: str, region: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    if not 7 <= len(digits) <= 16:
        return None
    for written in _readings(text.lstrip(), digits, region):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _readings(text: str, digits: str, region: str) -> list[str]:
    """The ways to read the digits, most literal first."""
    if text.startswith("+"):
        return ["+" + digits, digits] if digits.startswith("8") else ["+" + digits]
    readings = [digits]
    if digits.startswith("00"):
        readings.append("+" + digits[2:])
    elif len(digits) >= 11 and not (region in _NANP_LIKE and digits.startswith("8")):
        readings.append("+" + digits)
    return readings
