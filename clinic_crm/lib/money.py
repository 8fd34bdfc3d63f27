"""Sums as people and programs write them → Decimal roubles."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

KOPECK = Decimal("0.01")
LARGEST = Decimal("9999999999.99")
_FREE = ("бесплатно", "по гарантии", "гарантия", "free", "no charge", "0 руб")
_EMPTY = ("", "-", "—", "–", "нет", "null", "none", "n/a")
_CURRENCY = re.compile(r"(?:руб(?:лей|ля|ль)?|rub|rur|р|₽|€|\$)\.?(?=\W|\d|$)", re.IGNORECASE)
_KOPECKS = re.compile(r"^(\d+)(?:руб|р)\.?(\d{1,2})(?:коп|к)\.?$")
_LOWER_BOUND = re.compile(r"^(?:от|from)(?=[\s\d])", re.IGNORECASE)
_ROUBLES_DASH = re.compile(r"^(-?)(\d+)[-=](\d{2})$")
_PLAIN = re.compile(r"^-?\d+(?:[.,]\d*)?$")
_THOUSANDS = re.compile(r"^-?\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?$")


@lru_cache(maxsize=200_000)
def parse_money(raw: str) -> Decimal | None:
    """Roubles with kopecks; None for an empty cell, ValueError when it is no sum («договорная», a range)."""
    text = _plain(raw)
    if text.lower() in _EMPTY:
        return None
    if text.lower().strip(". ") in _FREE:
        return Decimal("0.00")
    return _number(re.sub(r"\s", "", text))


def parse_price(raw: str) -> tuple[Decimal | None, bool]:
    """A price and whether it is only a lower bound («от 6 500 руб»). Errors as in `parse_money`."""
    text = _plain(raw)
    bound = _LOWER_BOUND.match(text)
    return parse_money(text[bound.end() :] if bound else text), bool(bound)


def kopecks(amount: Decimal | None) -> int:
    """Whole kopecks, for the JSON edge only."""
    return int((amount or Decimal(0)) * 100)


def _plain(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).replace("\u2212", "-").replace("–", "-").replace("—", "-")
    return text.strip(" \t.|'\"\u00a0")


def _number(text: str) -> Decimal:
    if spoken := _KOPECKS.match(text.lower()):
        return _checked(f"{spoken[1]}.{spoken[2]:0>2}")
    bare = _CURRENCY.sub("", text).strip(".")
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    bare = bare.removeprefix("+").removesuffix(".-").removesuffix(",-")
    if bare.endswith("-") and bare[:1].isdigit():
        bare = "-" + bare[:-1]  # the minus behind the sum, as accounting programs print it
    if dash := _ROUBLES_DASH.match(bare):
        return _checked(f"{dash[1]}{dash[2]}.{dash[3]}")
    if _THOUSANDS.match(bare):
        bare = _without_thousands(bare)
    if not _PLAIN.match(bare):
        raise ValueError(text)
    return _checked(bare.replace(",", "."))


def _without_thousands(text: str) -> str:
    """«1.500,00», «1,500.00» and «1'500» → digits with a decimal point. A lone group of three is thousands."""
    mark = next(sign for sign in text if sign in ".,'")
    return text.replace(mark, "").replace(",", ".")


def _checked(text: str) -> Decimal:
    value = Decimal(text)
    rounded = value.quantize(KOPECK)
    noise = abs(value - rounded)
    if noise and noise > Decimal("0.0001"):
        raise ValueError(
            text
        )  # tenths of a kopeck are no money; only the dust of binary fractions is forgiven
    if abs(rounded) > LARGEST:
        raise ValueError(text)
    return rounded
