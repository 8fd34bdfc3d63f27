"""Folding of names and codes, so that the same thing written differently compares equal."""

import re
import unicodedata
from functools import lru_cache

CACHED = 200_000  # texts; a file repeats most of its words
# Letters that look the same on screen: what people type in the wrong keyboard layout.
TO_LATIN = str.maketrans("АВЕКМНОРСТХУ", "ABEKMHOPCTXY")
TO_CYRILLIC = str.maketrans("ABEKMHOPCTXYaceopxyk", "АВЕКМНОРСТХУасеорхук")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN = re.compile("[A-Za-z]")
_NAME_MARKS = re.compile(r"[.,;«»\"]+")


def clean(text: str) -> str:
    """Outer and repeated blanks of every kind and invisible characters removed; letters untouched."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(_INVISIBLE.sub("", text).split())


@lru_cache(maxsize=CACHED)
def fold(text: str) -> str:
    """For comparison only: clean, lower case, ё as е, Latin look-alikes inside a Cyrillic word as Cyrillic."""
    text = clean(text)
    if _LATIN.search(text) and _CYRILLIC.search(text):
        text = " ".join(one_script(word) for word in text.split(" "))
    return text.lower().replace("ё", "е")


def one_script(word: str) -> str:
    """A word that mixes Cyrillic with look-alike Latin letters («Ивaнов») all in Cyrillic."""
    if _LATIN.search(word) and _CYRILLIC.search(word):
        mapped = word.translate(TO_CYRILLIC)
        return word if _LATIN.search(mapped) else mapped
    return word


@lru_cache(maxsize=CACHED)
def person_key(name: str) -> str:
    """The key by which imports find the same person: «Ковалёва А.С.» and «КОВАЛЕВА А. С.» give «ковалева а с»."""
    return " ".join(_NAME_MARKS.sub(" ", fold(name)).split())


def clean_name(name: str) -> str:
    """A name as it should be stored: blanks and look-alikes mended, «РИНАТ» and «ринат» as «Ринат»."""
    words = [one_script(word) for word in clean(name).split(" ")]
    return " ".join(_capital(word) for word in words)


def latin_code(code: str) -> str:
    """A service code in capitals, without blanks, Cyrillic look-alikes as Latin: «А16.07.002» is «A16.07.002».

    A code that holds other Cyrillic letters («ТЕР-01») stays as it is.
    """
    bare = clean(code).upper().replace(" ", "")
    mapped = bare.translate(TO_LATIN)
    return mapped if mapped.isascii() else bare


def _capital(word: str) -> str:
    if len(word) > 1 and (word.isupper() or word.islower()) and not _LATIN.search(word) and "." not in word:
        return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
    return word
