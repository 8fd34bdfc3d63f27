"""Two people under one card number: the visit journal beside the card index tells whose number it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from clinic_crm.lib.text import person_key
from patients.imports.patients_file import Card, card_number
from patients.imports.reading import records
from patients.imports.sheet import Row, Sheet
from patients.likeness import Person, same_card


def disputed(cards: Iterable[Card]) -> set[str]:
    """The card keys that stand in rows of different people."""
    first: dict[str, Person] = {}
    found = set()
    for card in cards:
        person = Person(card.last, card.first, card.patronymic, card.birth, set(card.contacts))
        if not same_card(person, first.setdefault(card.key, person)):
            found.add(card.key)
    return found


def names_in_journals(sheets: Iterable[Sheet], keys: set[str]) -> dict[str, Counter[str]]:
    """Card key → how often the journals name whom under it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for sheet in sheets if keys else ():
        if not {"card", "patient", "date"} <= sheet.positions.keys():
            continue
        width = len(sheet.header.cells)
        for record in records(sheet.text.lines, sheet.delimiter, width):
            if record.line > sheet.header.line and len(record.cells) == width:
                row = Row(record.line, record.cells, sheet.positions)
                if (key := card_number(row.get("card"))[1]) in keys:
                    found[key][person_key(row.get("patient"))] += 1
    return found
