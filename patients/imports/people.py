"""Who is who: pure rules by which two descriptions are one person, perhaps one person, or two.

The rules favour the patient's safety: a wrong join mixes two medical cards, so anything short of certainty is put
before a person («review»), and a shared phone alone joins nobody (a child stands on the mother's phone).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from clinic_crm.lib.text import person_key

GENERATION = 15  # years


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
        self.last, self.first, self.patronymic = map(_bare, (self.last, self.first, self.patronymic))
        self.key = " ".join(filter(None, (self.last, self.first, self.patronymic)))

    @property
    def word_key(self) -> str:
        """The words of the name in any order: surname and first name may stand in each other's columns."""
        return " ".join(sorted(self.key.split()))


def _bare(name: str) -> str:
    """«Тер-Саакян» and «Тер Саакян» are one name."""
    return " ".join(person_key(name).replace("-", " ").split())


def likeness(one: Person, other: Person) -> tuple[Likeness, str]:
    """How alike, and the code of the reason."""
    shared = bool(one.contacts & other.contacts)
    known = one.birth is not None and other.birth is not None
    if not one.key or not other.key:
        return Likeness.OTHER, ""
    if one.word_key == other.word_key:
        return _namesakes(one, other, shared=shared, known=known)
    if not shared:
        return Likeness.OTHER, ""
    if _without_patronymic(one, other):
        if not known:
            return Likeness.REVIEW, "maybe_same_no_birth"
        return (Likeness.SAME, "same_person") if one.birth == other.birth else (Likeness.OTHER, "")
    if not known or one.birth != other.birth:
        return Likeness.OTHER, ""
    if (
        _differs_in_surname_or_patronymic(one, other)
        or _slip_in_first_name(one, other)
        or _initials(one, other)
    ):
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
    if one.birth is None and other.birth is None and one.patronymic:
        return Likeness.SAME, "same_person"
    if not known or one.birth is None or other.birth is None:
        return Likeness.REVIEW, "maybe_same_no_birth"
    if abs(one.birth.year - other.birth.year) >= GENERATION and not _slip_of_digits(one.birth, other.birth):
        return Likeness.OTHER, ""  # father and son
    return Likeness.REVIEW, "maybe_same_other_birth"


def _without_patronymic(one: Person, other: Person) -> bool:
    """Equal but for a patronymic that one of them lacks."""
    lacking = not one.patronymic or not other.patronymic
    return lacking and bool(one.first) and (one.last, one.first) == (other.last, other.first)


def _differs_in_surname_or_patronymic(one: Person, other: Person) -> bool:
    """A typing mistake or a marriage. Other first names are twins, so they never count as alike."""
    if not (one.first and one.first == other.first):
        return False
    return one.patronymic == other.patronymic != "" or one.last == other.last != ""


def _slip_in_first_name(one: Person, other: Person) -> bool:
    """One letter wrong, missing or swapped with its neighbour, all else equal: «Наталья» and «Наталия»."""
    same_rest = one.patronymic != "" and (one.last, one.patronymic) == (other.last, other.patronymic)
    return same_rest and one.first[:1] == other.first[:1] and one_slip(one.first, other.first)


def one_slip(one: str, other: str) -> bool:
    """Whether a single slip of the fingers makes one word of the other."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 4:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    swapped = len(a) == len(b) and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def _initials(one: Person, other: Person) -> bool:
    """«Кедров И. Л.» and «Кедров Илья Львович»."""
    a, b = one.key.split(), other.key.split()
    pairs = list(zip(a, b, strict=False))[1:]
    short = any(min(len(x), len(y)) == 1 for x, y in pairs)
    return (
        a[0] == b[0]
        and short
        and all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in pairs)
    )


def _slip_of_digits(one: date, other: date) -> bool:
    """Two days that one wrong digit makes of each other."""
    return sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)) == 1
