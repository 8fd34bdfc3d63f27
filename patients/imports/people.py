"""Who is who: pure rules by which two descriptions are one person, perhaps one person, or two.

The rules favour the patient's safety: a wrong join mixes two medical cards, so anything short of certainty is put
before a person («review»), and a shared phone alone joins nobody (a child stands on the mother's phone).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from clinic_crm.lib.text import person_key


class Likeness(IntEnum):
    """How surely two descriptions are one person."""

    OTHER = 0
    REVIEW = 1
    SAME = 2


@dataclass(slots=True)
class Person:
    """What tells a person apart. `contacts` are normalised phones and e-mails."""

    last: str
    first: str
    patronymic: str
    birth: date | None
    contacts: set[str] = field(default_factory=set)
    key: str = ""
    patient_id: int | None = None
    card: str = ""
    line: int = 0
    is_new: bool = False

    def __post_init__(self) -> None:
        self.last, self.first, self.patronymic = map(person_key, (self.last, self.first, self.patronymic))
        self.key = " ".join(filter(None, (self.last, self.first, self.patronymic)))


def likeness(one: Person, other: Person) -> tuple[Likeness, str]:
    """How alike, and the code of the reason."""
    shared = bool(one.contacts & other.contacts)
    known = one.birth is not None and other.birth is not None
    if one.key and one.key == other.key:
        return _namesakes(one, other, shared=shared, known=known)
    if not shared or not one.key or not other.key:
        return Likeness.OTHER, ""
    if _without_patronymic(one, other):
        if not known:
            return Likeness.REVIEW, "maybe_same_no_birth"
        return (Likeness.SAME, "same_person") if one.birth == other.birth else (Likeness.OTHER, "")
    if not known or one.birth != other.birth:
        return Likeness.OTHER, ""
    if sorted(one.key.split()) == sorted(other.key.split()):
        return Likeness.SAME, "same_person"  # surname and first name swapped
    if _differs_in_surname_or_patronymic(one, other):
        return Likeness.REVIEW, "maybe_same_other_name"
    return Likeness.OTHER, ""


def same_card(one: Person, other: Person) -> bool:
    """Whether two rows with one card number can be one person: something else must agree too."""
    if not one.key or not other.key or one.key == other.key:
        return True
    same_birth = one.birth is not None and one.birth == other.birth
    same_given = bool(one.first) and (one.first, one.patronymic) == (other.first, other.patronymic)
    shared_words = set(one.key.split()) & set(other.key.split())
    return same_given or (bool(shared_words) and (same_birth or bool(one.contacts & other.contacts)))


def _namesakes(one: Person, other: Person, *, shared: bool, known: bool) -> tuple[Likeness, str]:
    if known and one.birth == other.birth:
        if shared or not one.contacts or not other.contacts:
            return Likeness.SAME, "same_person"
        if one.patronymic:
            return Likeness.SAME, "same_person_other_phone"
        return Likeness.REVIEW, "maybe_same_other_phone"
    if not shared:
        return Likeness.OTHER, ""
    return Likeness.REVIEW, "maybe_same_other_birth" if known else "maybe_same_no_birth"


def _without_patronymic(one: Person, other: Person) -> bool:
    """Equal but for a patronymic that one of them lacks."""
    lacking = not one.patronymic or not other.patronymic
    return lacking and bool(one.first) and (one.last, one.first) == (other.last, other.first)


def _differs_in_surname_or_patronymic(one: Person, other: Person) -> bool:
    """A typing mistake or a marriage. Other first names are twins, so they never count as alike."""
    if not (one.first and one.first == other.first):
        return False
    return one.patronymic == other.patronymic != "" or one.last == other.last != ""
