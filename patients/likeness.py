"""Who is who: pure rules by which two descriptions are one person, perhaps one person, or two.

The one place of the rule: the desk (a new card, an edit), the nightly search and the import all ask here. `compare`
names what agrees and what differs; `Comparison.score` weighs it (below), `likeness` is the import's verdict on it.
Both are symmetric. The verdict favours the patient's safety: a wrong join mixes two medical cards, so anything short
of certainty is put before a person («review»), and a shared phone alone joins nobody (a child stands on the mother's).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.text import person_key

GENERATION = 15  # years


class Likeness(IntEnum):
    """How surely two descriptions are one person."""

    OTHER = 0
    REVIEW = 1
    SAME = 2


class Name(StrEnum):
    """How the two names stand to each other, the closest first."""

    SAME = "same"
    SWAPPED = "swapped"
    LACKING = "lacking"
    SLIP = "slip"
    INITIALS = "initials"
    SURNAME = "surname"
    PATRONYMIC = "patronymic"
    FIRST = "first"
    OTHER = "other"
    BLANK = "blank"


class Birth(StrEnum):
    """How the two birth dates stand to each other."""

    SAME = "same"
    SLIP = "slip"
    SWAPPED = "swapped"
    UNKNOWN = "unknown"
    OTHER = "other"
    GENERATION = "generation"


# The weights. Asked for: whatever the import puts before a person weighs REVIEW_FROM or more; twins (all equal but
# the first name) and father and son (one name, one phone, a generation apart) weigh less than SHOWN_FROM; and without
# a shared contact, card, full name or birth date nothing reaches SHOWN_FROM, so that candidates can be looked up by
# these four keys alone.
NAME_POINTS = {
    Name.SAME: 45, Name.SWAPPED: 45, Name.LACKING: 28, Name.SLIP: 28, Name.INITIALS: 25, Name.SURNAME: 22,
    Name.PATRONYMIC: 22, Name.FIRST: 0, Name.OTHER: -45, Name.BLANK: 0,
}  # fmt: skip
BIRTH_POINTS = {
    Birth.SAME: 35, Birth.SLIP: 15, Birth.SWAPPED: 15, Birth.UNKNOWN: 0, Birth.OTHER: -15, Birth.GENERATION: -55,
}  # fmt: skip
PHONE_POINTS, EMAIL_POINTS, BOTH_POINTS, CARD_POINTS = 30, 22, 40, 10
SHOWN_FROM = (
    45  # at the desk, before a new card is saved: a namesake of whom nothing else is known is shown too
)
REVIEW_FROM = 50  # put into the review queue

NAME_WORDS = {
    Name.SAME: _("same name"),
    Name.SWAPPED: _("same name, its parts in another order"),
    Name.LACKING: _("same name, one without the patronymic"),
    Name.SLIP: _("one letter of the name differs"),
    Name.INITIALS: _("same surname, initials fit"),
    Name.SURNAME: _("another surname, the rest of the name is the same"),
    Name.PATRONYMIC: _("another patronymic, the rest of the name is the same"),
    Name.FIRST: _("another surname, the same first name"),
    Name.OTHER: _("another name"),
    Name.BLANK: _("a name is missing"),
}
BIRTH_WORDS = {
    Birth.SAME: _("same birth date"),
    Birth.SLIP: _("birth date differs by one digit"),
    Birth.SWAPPED: _("day and month of birth are swapped"),
    Birth.UNKNOWN: _("a birth date is missing"),
    Birth.OTHER: _("another birth date"),
    Birth.GENERATION: _("a generation apart"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What agrees and what differs between two descriptions."""

    name: Name
    birth: Birth
    phone: bool
    email: bool
    card: bool

    @property
    def score(self) -> int:
        """How likely the two are one person, in points of the table above; the same from both sides."""
        shared = (
            BOTH_POINTS
            if self.phone and self.email
            else PHONE_POINTS * self.phone + EMAIL_POINTS * self.email
        )
        return NAME_POINTS[self.name] + BIRTH_POINTS[self.birth] + shared + CARD_POINTS * self.card

    @property
    def reasons(self) -> list[Any]:
        """In words (lazy translations), what speaks for it first: «same phone», «birth date differs by one digit»."""
        found = []
        if self.phone:
            found.append(_("same phone"))
        if self.email:
            found.append(_("same e-mail"))
        found += [NAME_WORDS[self.name], BIRTH_WORDS[self.birth]]
        if self.card:
            found.append(_("same card number in another system"))
        return found


@dataclass(slots=True)
class Person:
    """What tells a person apart. `contacts` are normalised phones and e-mails, `cards` bare card numbers."""

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
    cards: frozenset[str] = frozenset()

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


def compare(one: Person, other: Person) -> Comparison:
    """What agrees and what differs; the order of the two does not matter."""
    shared = one.contacts & other.contacts
    return Comparison(
        name=_names(one, other),
        birth=_births(one.birth, other.birth),
        phone=any("@" not in value for value in shared),
        email=any("@" in value for value in shared),
        card=bool(one.cards & other.cards),
    )


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
    has_patronymic = bool(one.patronymic or other.patronymic)
    if known and one.birth == other.birth:
        if shared or not one.contacts or not other.contacts:
            return Likeness.SAME, "same_person"
        if has_patronymic:
            return Likeness.SAME, "same_person_other_phone"
        return Likeness.REVIEW, "maybe_same_other_phone"
    if not shared:
        return Likeness.OTHER, ""
    if one.birth is None and other.birth is None and has_patronymic:
        return Likeness.SAME, "same_person"
    if not known or one.birth is None or other.birth is None:
        return Likeness.REVIEW, "maybe_same_no_birth"
    if _births(one.birth, other.birth) is Birth.GENERATION:
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


def _names(one: Person, other: Person) -> Name:
    if not one.key or not other.key:
        return Name.BLANK
    if one.key == other.key:
        return Name.SAME
    if one.word_key == other.word_key:
        return Name.SWAPPED
    if _without_patronymic(one, other):
        return Name.LACKING
    if _slip_in_first_name(one, other) or _slip_elsewhere(one, other):
        return Name.SLIP
    if _initials(one, other):
        return Name.INITIALS
    if _differs_in_surname_or_patronymic(one, other):
        return Name.PATRONYMIC if one.last == other.last else Name.SURNAME
    if one.first and one.first == other.first and not (one.patronymic and other.patronymic):
        return Name.FIRST
    return Name.OTHER


def _slip_elsewhere(one: Person, other: Person) -> bool:
    """One letter of the surname or of the patronymic, all else equal."""
    if not one.first or one.first != other.first:
        return False
    if one.patronymic == other.patronymic:
        return one_slip(one.last, other.last)
    return one.last == other.last and one_slip(one.patronymic, other.patronymic)


def _births(one: date | None, other: date | None) -> Birth:
    if one is None or other is None:
        return Birth.UNKNOWN
    if one == other:
        return Birth.SAME
    if _slip_of_digits(one, other):
        return Birth.SLIP
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return Birth.SWAPPED
    return Birth.GENERATION if abs(one.year - other.year) >= GENERATION else Birth.OTHER
