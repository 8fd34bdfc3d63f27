"""Our own tiny template language: `{{ field }}` and `{{ field | "fallback" }}`, nothing else.

No attributes, calls, tags or filters, so a text can never do more than put in one of the allowed strings.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

FIELDS = ("name", "first_name", "clinic", "clinic_phone", "branch", "branch_phone", "branch_address")
PLACE = re.compile(r'\{\{\s*([a-z_]+)\s*(?:\|\s*"([^"{}]*)"\s*)?\}\}')
BRACES = re.compile(r"[{}]")


class TextError(ValueError):
    """The text cannot be used; the message says why, for the person who wrote it."""


@dataclass(frozen=True)
class Place:
    """A hole in a text. `fallback` None: the field must be there."""

    field: str
    fallback: str | None


def parse(source: str) -> list[str | Place]:
    """Literal pieces and places in order. TextError on an unknown field or any brace that is not a place."""
    parts: list[str | Place] = []
    end = 0
    for match in PLACE.finditer(source):
        parts += [_literal(source[end : match.start()]), _place(match)]
        end = match.end()
    parts.append(_literal(source[end:]))
    return [part for part in parts if part != ""]


def render(source: str, values: Mapping[str, str]) -> str:
    """The text with its places filled. TextError if a needed value is empty. Never leaves braces or «None» behind."""
    return "".join(part if isinstance(part, str) else _filled(part, values) for part in parse(source))


def clean_value(value: str | None) -> str:
    """One line without control characters; what could pass for a template or a missing value counts as empty."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value or "").split())
    return "" if BRACES.search(line) or line == "None" else line


def _literal(text: str) -> str:
    if BRACES.search(text):
        raise TextError(_('A brace stands alone: write {{ field }} or {{ field | "otherwise" }}.'))
    return text


def _place(match: re.Match[str]) -> Place:
    field, fallback = match.groups()
    if field not in FIELDS:
        raise TextError(_("There is no field “%(field)s”.") % {"field": field})
    return Place(field, fallback)


def _filled(place: Place, values: Mapping[str, str]) -> str:
    value = clean_value(values.get(place.field))
    if value:
        return value
    if place.fallback is None:
        raise TextError(_("The field “%(field)s” is empty.") % {"field": place.field})
    return place.fallback
