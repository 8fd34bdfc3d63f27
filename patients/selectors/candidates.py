"""Who may be the same person: candidates by what two cards share, so that nobody is compared with everybody.

The weights of `patients.likeness` let two cards reach the review only when they share a contact, a card number, a
birth date beside a word of the name, or the whole name; each of these is a key that the database looks up.
"""

from collections.abc import Collection
from datetime import date
from itertools import permutations
from typing import Any

from django.db import connection

from clinic_crm.lib.text import person_key
from patients.likeness import Person

# More people under one key make it no evidence: a call centre's number, the 1st of January for «unknown».
CROWDED_CONTACT, CROWDED_BIRTH = 20, 200
LEAST_CARD = 4  # digits; shorter numbers of two systems meet by chance
WORDS = 4  # of a name; more have too many orders

PEOPLE = """
SELECT p.id, p.last_name, p.first_name, p.patronymic, p.birth_date,
       array(SELECT o.value FROM patients_patientcontact c
             JOIN patients_contactpoint o ON o.id = c.point_id WHERE c.patient_id = p.id),
       coalesce((SELECT k.number FROM patients_patientcard k WHERE k.patient_id = p.id
                 ORDER BY k.is_main DESC, k.id LIMIT 1), ''),
       array(SELECT ltrim(k.number, '0') FROM patients_patientcard k
             WHERE k.patient_id = p.id AND length(ltrim(k.number, '0')) >= %(least_card)s)
FROM patients_patient p WHERE p.id = ANY(%(ids)s)
"""

BY_CONTACT = """
SELECT c.patient_id FROM patients_contactpoint o JOIN patients_patientcontact c ON c.point_id = o.id
WHERE o.clinic_id = %(clinic)s AND o.value = ANY(%(contacts)s)
  AND (SELECT count(*) FROM patients_patientcontact all_of WHERE all_of.point_id = o.id) <= %(crowded_contact)s
"""
BY_NAME = "SELECT id FROM patients_patient WHERE clinic_id = %(clinic)s AND name_key = ANY(%(names)s)"
BY_BIRTH = """
SELECT id FROM (SELECT id, name_key, count(*) OVER () AS crowd FROM patients_patient
                WHERE clinic_id = %(clinic)s AND birth_date = %(birth)s) same_day
WHERE crowd <= %(crowded_birth)s AND string_to_array(name_key, ' ') && %(words)s
"""
BY_CARD = """
SELECT k.patient_id FROM patients_patientcard k JOIN patients_datasource s ON s.id = k.source_id
WHERE s.clinic_id = %(clinic)s AND ltrim(k.number, '0') = ANY(%(cards)s)
"""

ALL_PAIRS = """
WITH person AS MATERIALIZED (
    SELECT id, birth_date, string_to_array(name_key, ' ') AS words,
        (SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(string_to_array(translate(name_key, '-.', '  '), ' ')) w
         WHERE w <> '') AS name
    FROM patients_patient WHERE clinic_id = %(clinic)s
), point AS MATERIALIZED (
    SELECT point_id FROM patients_patientcontact GROUP BY point_id HAVING count(*) BETWEEN 2 AND %(crowded_contact)s
), born AS MATERIALIZED (
    SELECT birth_date FROM person WHERE birth_date IS NOT NULL
    GROUP BY birth_date HAVING count(*) BETWEEN 2 AND %(crowded_birth)s
), card AS MATERIALIZED (
    SELECT patient_id, ltrim(number, '0') AS bare FROM patients_patientcard
    WHERE length(ltrim(number, '0')) >= %(least_card)s
)
SELECT a.patient_id, b.patient_id FROM point
JOIN patients_patientcontact a USING (point_id) JOIN patients_patientcontact b USING (point_id)
WHERE a.patient_id < b.patient_id
UNION
SELECT a.id, b.id FROM born JOIN person a USING (birth_date) JOIN person b USING (birth_date)
WHERE a.id < b.id AND a.words && b.words
UNION
SELECT a.id, b.id FROM person a JOIN person b USING (name)
WHERE a.id < b.id AND (extract(year FROM a.birth_date) = extract(year FROM b.birth_date)
                       OR to_char(a.birth_date, 'MMDD') = to_char(b.birth_date, 'MMDD'))
UNION
SELECT a.patient_id, b.patient_id FROM card a JOIN card b USING (bare)
JOIN person x ON x.id = a.patient_id JOIN person y ON y.id = b.patient_id
WHERE a.patient_id < b.patient_id AND x.words && y.words
"""

LIMITS = {
    "crowded_contact": CROWDED_CONTACT,
    "crowded_birth": CROWDED_BIRTH,
    "least_card": LEAST_CARD,
}


def people_of(patient_ids: Collection[int]) -> dict[int, Person]:
    """The patients as `patients.likeness` compares them."""
    rows = _fetch(PEOPLE, {"ids": list(patient_ids)})
    return {
        row[0]: Person(
            row[1],
            row[2],
            row[3],
            row[4],
            set(row[5]),
            patient_id=row[0],
            card=row[6],
            cards=frozenset(row[7]),
        )
        for row in rows
    }


def candidates_of(clinic_id: int, who: Person) -> set[int]:
    """Patients who share with this person a contact, the name in any order, a birth date beside a word, or a card."""
    found = _ids(BY_CONTACT, clinic_id, contacts=list(who.contacts)) if who.contacts else set()
    if who.key:
        found |= _ids(BY_NAME, clinic_id, names=name_keys(who))
    if who.birth and who.key:
        words = [word for part in (who.last, who.first, who.patronymic) for word in _stored_words(part)]
        found |= _ids(BY_BIRTH, clinic_id, birth=who.birth, words=words)
    if who.cards:
        found |= _ids(BY_CARD, clinic_id, cards=list(who.cards))
    return found - {who.patient_id}


def name_keys(who: Person) -> list[str]:
    """`Patient.name_key` of everybody with these words for a name, whichever stands in which column.

    Parts that a card lacks leave blanks in the stored key.
    """
    parts = [part for part in (who.last, who.first, who.patronymic) if part][:WORDS]
    hyphened = [part.replace(" ", "-") for part in parts]
    found = set()
    for written in (parts, hyphened):
        for order in permutations(written):
            key = " ".join(order)
            found |= {key, f"{key} ", f" {key}", f"{key}  "}
    return sorted(found)


def all_candidate_pairs(clinic_id: int) -> list[tuple[int, int]]:
    """The pairs (smaller id first) of the whole register that may weigh enough for the review."""
    return _fetch(ALL_PAIRS, {"clinic": clinic_id})


def person_of_form(
    *, last: str, first: str, patronymic: str, birth: date | None, contacts: Collection[tuple[str, str]]
) -> Person:
    """Somebody who is being typed in."""
    return Person(last, first, patronymic, birth, {value for _kind, value in contacts})


def _stored_words(part: str) -> list[str]:
    return [*person_key(part).split(), part.replace(" ", "-")]


def _ids(sql: str, clinic_id: int, **params: Any) -> set[int]:
    return {row[0] for row in _fetch(sql, {"clinic": clinic_id, **params})}


def _fetch(sql: str, params: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, LIMITS | params)
        return cursor.fetchall()
