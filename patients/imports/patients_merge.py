"""The card index into the database: set-based, only what the source says anew."""

from contextlib import nullcontext

import pgtrigger

from clinic_crm.lib.text import fold, person_key
from patients.imports.patients_file import Card, read_cards
from patients.imports.patients_match import assign_people
from patients.imports.session import Session, execute, fetch, stage, take_ids
from patients.imports.sheet import Sheet
from patients.likeness import Person, compare

KIND = "patients"
_CARDS = {
    "line": "int", "patient_id": "bigint", "number": "text", "is_main": "boolean", "is_new_card": "boolean",
    "is_new_person": "boolean", "awaits_review": "boolean", "branch_id": "bigint", "last_name": "text",
    "first_name": "text", "patronymic": "text", "sex": "text", "birth_date": "date", "registered_on": "date",
    "acquisition": "text", "curator_id": "bigint", "comment": "text", "balance": "numeric",
    "do_not_contact": "text",
}  # fmt: skip
# What the source says replaces what we had; what it leaves empty does not.
_UPDATED = {
    **{
        column: f"coalesce(nullif(s.{column}, ''), p.{column})"
        for column in ("last_name", "first_name", "patronymic", "sex", "acquisition", "comment")
    },
    **{
        column: f"coalesce(s.{column}, p.{column})"
        for column in ("birth_date", "registered_on", "curator_id")
    },
    "opening_balance": "coalesce(s.balance, p.opening_balance)",
}


def bring_in_patients(sheet: Sheet, session: Session) -> None:
    """Read, judge, match and merge a card index. A row that says nothing new writes nothing."""
    cards = assign_people(sheet, list(read_cards(sheet, session.as_of)), session)
    _give_ids(cards)
    keyed = _keyed(cards)
    digests = {key: card.digest for key, card in keyed.items()}
    before = session.unchanged(KIND, digests)
    fresh = [card for key, card in keyed.items() if card.is_new_card or key not in before]
    if not fresh:
        return
    table = stage("cards", _CARDS, _staged(fresh, session))
    changed = _write_patients(table, session) | _write_cards(table, session)
    changed |= _write_contacts(fresh, session) | _write_stops(table)
    _write_pairs(fresh)
    sheet.changed |= {line for line, _ in changed}
    session.touched |= {patient for _, patient in changed}
    session.remember(KIND, {key: value for key, value in digests.items() if key not in before})


def _keyed(cards: list[Card]) -> dict[str, Card]:
    """Each row under a key of its own: the second row of a card is «4512#2»."""
    keyed: dict[str, Card] = {}
    for card in sorted(cards, key=lambda c: c.line):
        key, repeats = card.key, 1
        while key in keyed:
            repeats += 1
            key = f"{card.key}#{repeats}"
        keyed[key] = card
    return keyed


def _give_ids(cards: list[Card]) -> None:
    new = {id(c.person): c.person for c in cards if c.person is not None and c.person.patient_id is None}
    for person, patient_id in zip(new.values(), take_ids("patients_patient", len(new)), strict=True):
        person.patient_id = patient_id


def _id(person: Person | None) -> int:
    assert person is not None and person.patient_id is not None  # noqa: S101
    return person.patient_id


def _staged(cards: list[Card], session: Session) -> list[tuple]:
    curators = session.employees({c.curator for c in cards if c.curator}, role="is_curator")
    branches = session.branches({c.branch for c in cards if c.branch})
    rows = []
    for c in cards:
        person = c.person
        rows.append((
            c.line, _id(person), c.number, c.is_main, c.is_new_card, c.is_main and bool(person and person.is_new),
            c.review_of is not None, branches.get(fold(c.branch), session.branch.pk), c.last, c.first, c.patronymic,
            c.sex, c.birth, c.registered, c.acquisition, curators.get(person_key(c.curator)), c.comment, c.balance,
            c.do_not_contact,
        ))  # fmt: skip
    return rows


def _write_patients(table: str, session: Session) -> set[tuple[int, int]]:
    execute(
        f"""INSERT INTO patients_patient (id, clinic_id, branch_id, last_name, first_name, patronymic, sex,
                birth_date, registered_on, acquisition, curator_id, comment, opening_balance,
                opening_balance_on, do_not_contact, awaits_review, created_at)
            SELECT patient_id, %(clinic)s, branch_id, last_name, first_name, patronymic, sex, birth_date,
                registered_on, acquisition, curator_id, comment, balance,
                CASE WHEN balance IS NOT NULL THEN %(as_of)s::date END, do_not_contact, awaits_review, %(now)s
            FROM {table} WHERE is_new_person""",
        {"clinic": session.clinic.pk, "as_of": session.as_of, "now": session.now},
    )
    new = fetch(f"SELECT line, patient_id FROM {table} WHERE is_new_person")
    updated = fetch(
        f"""UPDATE patients_patient p SET {", ".join(f"{c} = {value}" for c, value in _UPDATED.items())},
                opening_balance_on = CASE WHEN s.balance IS DISTINCT FROM p.opening_balance AND s.balance IS NOT NULL
                                     THEN %(as_of)s ELSE p.opening_balance_on END
            FROM {table} s WHERE s.patient_id = p.id AND s.is_main AND NOT s.is_new_person
              AND ({", ".join(f"p.{c}" for c in _UPDATED)}) IS DISTINCT FROM ({", ".join(_UPDATED.values())})
            RETURNING s.line, p.id""",
        {"as_of": session.as_of},
    )
    return {*new, *updated}


def _write_cards(table: str, session: Session) -> set[tuple[int, int]]:
    execute(
        f"""INSERT INTO patients_patientcard (patient_id, source_id, number, is_main)
            SELECT patient_id, %s, number, is_main FROM {table} WHERE is_new_card""",
        [session.source.pk],
    )
    return set(fetch(f"SELECT line, patient_id FROM {table} WHERE is_new_card"))


def _write_contacts(cards: list[Card], session: Session) -> set[tuple[int, int]]:
    """The points of each patient in the file's order; what is already there keeps its place behind them."""
    points = stage(
        "points",
        {"line": "int", "patient_id": "bigint", "kind": "text", "value": "text", "rank": "int"},
        (
            (c.line, _id(c.person), "email" if "@" in value else "phone", value, rank)
            for c in cards
            for rank, value in enumerate((*c.phones, *c.emails))
        ),
    )
    add_points(points, session)
    # A table of its own, because the planner knows nothing of what an INSERT inside a query returns.
    execute("DROP TABLE IF EXISTS contacts_in")
    execute(
        f"""CREATE TEMP TABLE contacts_in ON COMMIT DROP AS
            SELECT DISTINCT ON (s.patient_id, o.id) s.line, s.patient_id, o.id AS point_id, s.rank
            FROM {points} s JOIN patients_contactpoint o
              ON o.clinic_id = %s AND o.kind = s.kind AND o.value = s.value
            WHERE NOT EXISTS (SELECT FROM patients_patientcontact c
                              WHERE c.patient_id = s.patient_id AND c.point_id = o.id)
            ORDER BY s.patient_id, o.id, s.rank, s.line""",
        [session.clinic.pk],
    )
    # The import's journal tells where the rows of a first load come from: an event per row would double its time.
    initial = KIND in session.initial_kinds
    with pgtrigger.ignore("patients.PatientContact:insert_insert") if initial else nullcontext():
        execute(
            """INSERT INTO patients_patientcontact (patient_id, point_id, rank, label)
               SELECT patient_id, point_id, rank, '' FROM contacts_in"""
        )
    return set(fetch("SELECT line, patient_id FROM contacts_in"))


def add_points(table: str, session: Session) -> None:
    """Add the contact points (kind, value) of a staging table that the clinic does not know yet."""
    execute(
        f"""INSERT INTO patients_contactpoint (clinic_id, kind, value, is_dead)
            SELECT DISTINCT %(clinic)s, s.kind, s.value, false FROM {table} s
            WHERE NOT EXISTS (SELECT FROM patients_contactpoint o
                              WHERE o.clinic_id = %(clinic)s AND o.kind = s.kind AND o.value = s.value)""",
        {"clinic": session.clinic.pk},
    )


def _write_stops(table: str) -> set[tuple[int, int]]:
    """«Не звонить» on any card of the person stops all sending until a person decides."""
    return set(fetch(
        f"""UPDATE patients_patient p SET do_not_contact = s.do_not_contact
            FROM (SELECT DISTINCT ON (patient_id) line, patient_id, do_not_contact FROM {table}
                  WHERE do_not_contact <> '' ORDER BY patient_id, line) s
            WHERE p.id = s.patient_id AND p.do_not_contact = '' RETURNING s.line, p.id"""
    ))  # fmt: skip


def _write_pairs(cards: list[Card]) -> None:
    pairs = stage(
        "pairs",
        {"one": "bigint", "other": "bigint", "reason": "text", "score": "int"},
        (
            (_id(c.person), _id(c.review_of), c.review_reason, compare(c.person, c.review_of).score)
            for c in cards
            if c.person is not None and c.review_of is not None
        ),
    )
    execute(
        f"""INSERT INTO patients_duplicatepair (first_id, second_id, reason, score, decision, why_separate, note)
            SELECT least(one, other), greatest(one, other), reason, score, 'open', '', '' FROM {pairs} WHERE one <> other
            ON CONFLICT DO NOTHING"""
    )


def patient_totals(session: Session) -> dict[str, int]:
    """People with a card of the source: those taken in, and those who await a decision."""
    counts = dict(fetch(
        """SELECT awaits_review, count(*) FROM patients_patient p
           WHERE EXISTS (SELECT FROM patients_patientcard c WHERE c.patient_id = p.id AND c.source_id = %s)
           GROUP BY awaits_review""",
        [session.source.pk],
    ))  # fmt: skip
    return {"patients": counts.get(False, 0), "patients_review": counts.get(True, 0)}
