"""Which person each card row belongs to: a card known here, a person known here, another row, or somebody new."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from clinic_crm.lib.text import person_key
from patients.imports.card_owners import disputed, names_in_journals
from patients.imports.issues import Verdict
from patients.imports.patients_file import Card, card_number
from patients.imports.session import Session, fetch
from patients.imports.sheet import Sheet
from patients.likeness import Likeness, Person, likeness, same_card
from patients.models import Patient
from patients.selectors.candidates import people_of

CARD_KEY = "coalesce(nullif(ltrim(number, '0'), ''), number)"


class Register:
    """The people known so far, found by card, name and contact."""

    def __init__(self) -> None:
        self.by_card: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_contact: dict[str, list[Person]] = defaultdict(list)

    def add(self, person: Person) -> None:
        if person.key:
            self.by_name[person.word_key].append(person)
        self.add_contacts(person, person.contacts)

    def add_contacts(self, person: Person, contacts: Iterable[str]) -> None:
        for contact in contacts:
            if person not in self.by_contact[contact]:
                self.by_contact[contact].append(person)

    def most_alike(self, who: Person) -> tuple[Likeness, str, Person | None]:
        """The best match among the people of this name and of these contacts."""
        best: tuple[Likeness, str, Person | None] = (Likeness.OTHER, "", None)
        seen: set[int] = set()
        for person in [
            *self.by_name.get(who.word_key, ()),
            *(p for c in who.contacts for p in self.by_contact.get(c, ())),
        ]:
            if id(person) in seen:
                continue
            seen.add(id(person))
            alike, reason = likeness(who, person)
            if alike > best[0]:
                best = alike, reason, person
        return best


def assign_people(sheet: Sheet, cards: list[Card], session: Session) -> list[Card]:
    """Give every card its person; the cards that are taken in. Mains come first, so that fuller rows lead."""
    register, known = _known_people(cards, session)
    taken: list[Card] = []
    seen: dict[str, Card] = {}  # card key → its first row
    doubts = _open_doubts(session)
    mains: dict[int, Card] = {}  # id(person) → the card whose values are the person's
    journal = names_in_journals(session.sheets, disputed(cards))
    for card in sorted(cards, key=lambda c: _leads(c, known, journal)):
        person = Person(card.last, card.first, card.patronymic, card.birth, set(card.contacts))
        owner = register.by_card.get(card.key)
        if owner is None:
            owner = _by_likeness(sheet, card, person, register)
        elif card.key in seen or known.get(card.key, (0, True))[1]:
            if not same_card(person, owner):
                _refuse(sheet, card, owner)
                continue
            if card.key in seen:
                _say_repeated(sheet, card, seen[card.key])
        elif owner.line:  # joined before, by an import or by a person: stays joined
            _say_joined(sheet, card, owner, "same_person")
        if owner.patient_id in doubts and card.key not in seen:
            reason, other_card = doubts[owner.patient_id]
            sheet.say(card.line, Verdict.REVIEW, reason, "card", card.number, card=other_card)
            other = register.by_card.get(card_number(other_card)[1])
            if other:
                _mention_doubt(sheet, card, other, reason)
        seen.setdefault(card.key, card)
        _settle(card, owner, known, register, mains)
        taken.append(card)
    return taken


def _leads(card: Card, known: dict[str, tuple[int, bool]], journal: dict[str, Counter[str]]) -> tuple:
    """Known mains first, then known cards, then whom the journal names under a disputed card, then the fuller and
    older rows; the physical order breaks ties."""
    is_known, is_main = card.key in known, known.get(card.key, (0, False))[1]
    gaps = (
        not (card.last and card.first), card.birth is None, not card.contacts, not card.patronymic
    )  # fmt: skip
    name = person_key(f"{card.last} {card.first} {card.patronymic}")
    named = journal[card.key][name] if card.key in journal else 0
    return (not is_main, not is_known, -named, *gaps, card.registered or date.max, card.line)


def _by_likeness(sheet: Sheet, card: Card, person: Person, register: Register) -> Person:
    """The person who is the same, else the newcomer himself, perhaps put up for review."""
    alike, reason, other = register.most_alike(person)
    if alike is Likeness.SAME and other is not None:
        if other.line:
            _say_joined(sheet, card, other, reason)
        else:
            sheet.say(card.line, Verdict.MERGE, "same_person_known", "card", card.number, card=other.card)
        return other
    person.is_new, person.line, person.card = True, card.line, card.number
    if alike is Likeness.REVIEW and other is not None:
        card.review_reason, card.review_of = reason, other
        sheet.say(card.line, Verdict.REVIEW, reason, "card", card.number, card=other.card)
        _mention_doubt(sheet, card, other, reason)
    register.add(person)
    return person


def _say_joined(sheet: Sheet, card: Card, owner: Person, reason: str) -> None:
    """Of two rows of one person nobody can say which is «the» row: the report names both."""
    sheet.say(card.line, Verdict.MERGE, reason, "card", card.number, line=owner.line, card=owner.card)
    params = {"line": card.line, "card": card.number}
    sheet.mention(owner.line, Verdict.MERGE, "joined_by", "card", owner.card, **params)


def _say_repeated(sheet: Sheet, card: Card, first: Card) -> None:
    differs = card.birth and first.birth and card.birth != first.birth
    if differs:
        sheet.say(card.line, Verdict.MERGE, "same_row_other_birth", "birth", str(card.birth), line=first.line)
    else:
        sheet.say(card.line, Verdict.MERGE, "same_row", "card", card.number, line=first.line)
    sheet.mention(first.line, Verdict.MERGE, "joined_by_same_card", "card", first.number, line=card.line)


def _mention_doubt(sheet: Sheet, card: Card, other: Person, reason: str) -> None:
    """The other row of the doubt too, unless it is plainly the fuller of the two."""
    if other.line and reason != "maybe_same_no_birth":
        params = {"line": card.line, "card": card.number}
        sheet.mention(other.line, Verdict.REVIEW, "maybe_row", "card", other.card, **params)


def _open_doubts(session: Session) -> dict[int, tuple[str, str]]:
    """Patients who still await a decision → the reason and the card of who may be the same."""
    rows = fetch(
        """SELECT p.id, d.reason, coalesce((SELECT k.number FROM patients_patientcard k
                                            WHERE k.patient_id = CASE WHEN d.first_id = p.id THEN d.second_id
                                                                      ELSE d.first_id END
                                            ORDER BY k.is_main DESC, k.id LIMIT 1), '')
           FROM patients_patient p JOIN patients_duplicatepair d ON p.id IN (d.first_id, d.second_id)
           WHERE p.clinic_id = %s AND p.awaits_review AND d.decision = 'open' ORDER BY d.id DESC""",
        [session.clinic.pk],
    )
    return {patient: (reason, card) for patient, reason, card in rows}


def _settle(
    card: Card, owner: Person, known: dict[str, tuple[int, bool]], register: Register, mains: dict[int, Card]
) -> None:
    card.is_new_card = card.key not in known and card.key not in register.by_card
    main = mains.setdefault(id(owner), card) if owner.is_new or known.get(card.key, (0, False))[1] else None
    card.is_main = main is card
    if not owner.line:
        owner.line, owner.card = card.line, card.number
    if main is not None and main is not card and owner.is_new:
        _fill_blanks(main, card)
    owner.contacts |= card.contacts
    register.add_contacts(owner, card.contacts)
    register.by_card[card.key] = owner
    card.person = owner


def _fill_blanks(main: Card, other: Card) -> None:
    """What only the second card of a new person knows is his too."""
    for name in ("patronymic", "sex", "birth", "registered", "acquisition", "curator", "comment"):
        if not getattr(main, name):
            setattr(main, name, getattr(other, name))
    for name in ("last", "first", "patronymic"):
        ours, theirs = getattr(main, name), getattr(other, name)
        if ours != theirs and ours == theirs.replace("ё", "е").replace("Ё", "Е"):
            setattr(main, name, theirs)  # who writes ё knows how the name is said


def _refuse(sheet: Sheet, card: Card, owner: Person) -> None:
    if owner.line:
        sheet.say(card.line, Verdict.REJECT, "card_of_another", "card", card.number, line=owner.line)
    else:
        sheet.say(card.line, Verdict.REJECT, "card_of_another_known", "card", card.number)


def _known_people(cards: list[Card], session: Session) -> tuple[Register, dict[str, tuple[int, bool]]]:
    """The people of the database whom these cards may mean, and card key → (patient, is main)."""
    keys = list({card.key for card in cards})
    rows = fetch(
        f"SELECT {CARD_KEY}, patient_id, is_main, number FROM patients_patientcard"
        f" WHERE source_id = %s AND {CARD_KEY} = ANY(%s)",
        [session.source.pk, keys],
    )
    known = {key: (patient_id, is_main) for key, patient_id, is_main, _ in rows}
    people = people_of({patient for patient, _ in known.values()} | _candidates(cards, known, session))
    register = Register()
    for person in people.values():
        register.add(person)
    for key, patient_id, _, _ in rows:
        register.by_card[key] = people[patient_id]
    return register, known


def _candidates(cards: list[Card], known: dict[str, tuple[int, bool]], session: Session) -> set[int]:
    """Patients who share a name or a contact with a card not known yet."""
    new = [card for card in cards if card.key not in known]
    if not new or not Patient.objects.filter(clinic=session.clinic).exists():
        return set()
    names = {
        " ".join(filter(None, map(person_key, parts)))
        for c in new
        for parts in ((c.last, c.first, c.patronymic), (c.first, c.last, c.patronymic))
    } | {Person(c.last, c.first, c.patronymic, None).key for c in new}
    by_name = fetch(
        "SELECT id FROM patients_patient WHERE clinic_id = %s AND name_key = ANY(%s)",
        [session.clinic.pk, [*names, *(f"{name} " for name in names)]],
    )
    by_contact = fetch(
        "SELECT c.patient_id FROM patients_patientcontact c JOIN patients_contactpoint p ON p.id = c.point_id"
        " WHERE p.clinic_id = %s AND p.value = ANY(%s)",
        [session.clinic.pk, list({contact for card in new for contact in card.contacts})],
    )
    return {row[0] for row in [*by_name, *by_contact]}
