"""Contacts of a CRM: known people bring a consent, new ones become inquiries.

An agreement of a CRM is consent to the processing of data. It is never consent to advertising.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain

from clinic_crm.lib.dates import parse_day
from clinic_crm.lib.phones import parse_phones
from clinic_crm.lib.text import clean, fold, person_key
from patients.imports import words
from patients.imports.issues import Verdict
from patients.imports.patients_file import parse_emails
from patients.imports.patients_merge import add_points
from patients.imports.session import Session, digest, execute, fetch, stage
from patients.imports.sheet import Row, Sheet

KIND = "contacts"
COLUMNS = {
    "id": ("id", "код", "id контакта"),
    "full_name": ("полное имя контакта", "имя контакта", "контакт", "наименование"),
    "first": words.FIRST,
    "last": words.LAST,
    "patronymic": words.PATRONYMIC,
    "phone": (
        "мобильный телефон", "рабочий телефон", "рабочий прямой телефон", "домашний телефон", "другой телефон",
        "телефон", "факс",
    ),
    "email": ("личный email", "рабочий email", "другой email", "личный e-mail", "рабочий e-mail", *words.EMAIL),
    "agreement": (
        "пользовательское соглашение", "согласие", "согласие на обработку", "согласие на обработку пд",
        "согласие на обработку персональных данных", "accepted privacy policy",
    ),
    "created": ("дата создания контакта", "дата создания", "date create", "created at"),
    "acquisition": words.ACQUISITION,
    "note": (
        "примечание 1", "примечание 2", "примечание 3", "примечание 4", "примечание 5", "теги", *words.COMMENT,
    ),
    "kind": ("тип",),
    "responsible": ("ответственный",),
    "edited": ("дата редактирования", "date modify"),
    "company": ("название компании",),
}  # fmt: skip
REQUIRED = (("full_name", "last", "first"), ("phone", "email"), ("agreement",))
_COMPANY = ("компания", "company", "организация", "юр лицо")
_YES = {
    "да",
    "1",
    "yes",
    "y",
    "true",
    "истина",
    "+",
    "дано",
    "согласен",
    "согласна",
    "получено",
    "есть",
    "v",
    "✓",
    "x",
}
_NO = {
    "",
    "нет",
    "0",
    "no",
    "n",
    "false",
    "ложь",
    "-",
    "—",
    "null",
    "none",
    "не дано",
    "отказ",
    "отозвано",
    "не получено",
}


@dataclass(slots=True)
class Contact:
    """One contact of the CRM, normalised."""

    line: int
    key: str
    name: str
    words: set[str]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    agrees: bool
    created: date
    acquisition: str
    note: str
    do_not_contact: str
    patient_id: int | None = None
    repeats: str = ""  # the key of the contact that is the same person

    def digest(self) -> str:
        return digest(
            self.name, self.phones, self.emails, self.agrees, self.acquisition, self.note, self.patient_id
        )


def bring_in_contacts(sheet: Sheet, session: Session) -> None:
    """Match by phone and name, then add inquiries and consents. A row that says nothing new writes nothing."""
    contacts: dict[str, Contact] = {}
    for row in sheet.rows():
        contact = _read(sheet, row, session)
        if contact is None:
            continue
        if contact.key in contacts:
            sheet.say(row, Verdict.DUPLICATE, "repeat", line=contacts[contact.key].line)
            continue
        contacts[contact.key] = contact
    _drop_repeated(sheet, contacts, session)
    _match(sheet, list(contacts.values()), session)
    digests = {key: contact.digest() for key, contact in contacts.items()}
    before = session.unchanged(KIND, digests)
    fresh = [contact for key, contact in contacts.items() if key not in before]
    if fresh:
        sheet.changed |= _merge(fresh, session)
        session.remember(KIND, {x.key: digests[x.key] for x in fresh})


def _read(sheet: Sheet, row: Row, session: Session) -> Contact | None:
    if fold(row.get("kind")) in _COMPANY:
        sheet.say(row, Verdict.IGNORE, "company", "kind")
        return None
    phones = tuple(dict.fromkeys(chain.from_iterable(_usable(sheet, row, "phone", parse_phones))))
    emails = tuple(dict.fromkeys(chain.from_iterable(_usable(sheet, row, "email", parse_emails))))
    parts = " ".join(row.get(part) for part in ("last", "first", "patronymic"))
    name = row.get("full_name") or clean(parts)
    if not (name or phones or emails):
        sheet.say(row, Verdict.REJECT, "contact_nobody")
        return None
    agrees = _agrees(sheet, row)
    if agrees and not (phones or emails):
        sheet.say(row, Verdict.OK_FIX, "consent_no_point", "agreement")
    note = "\n".join(row.all("note"))
    stop = next((text for text in row.all("note") if words.asks_not_to_be_contacted(fold(text))), "")
    key = row.get("id") or digest(person_key(name), phones, emails)
    return Contact(
        row.line, f"crm:{key}"[:200], name[:200], set(person_key(f"{name} {parts}").split()), phones, emails, agrees,
        _created(row, session), row.get("acquisition")[:80], note, stop[:120],
    )  # fmt: skip


def _drop_repeated(sheet: Sheet, contacts: dict[str, Contact], session: Session) -> None:
    """The same name with the same phones under another number of the CRM: its consent counts, a second card not."""
    known = fetch(
        """SELECT i.external_key, i.name, o.value FROM patients_inquiry i
           JOIN patients_inquiry_points l ON l.inquiry_id = i.id
           JOIN patients_contactpoint o ON o.id = l.contactpoint_id
           WHERE i.source_id = %s AND o.value = ANY(%s) ORDER BY i.id""",
        [session.source.pk, [value for c in contacts.values() for value in (*c.phones, *c.emails)]],
    )
    first: dict[tuple[frozenset[str], str], str] = {}
    for key, name, value in known:
        first.setdefault((frozenset(person_key(name).split()), value), key)
    for contact in contacts.values():
        who = frozenset(person_key(contact.name).split())
        owner = next((o for v in (*contact.phones, *contact.emails) if (o := first.get((who, v)))), None)
        if owner and owner != contact.key:
            line = contacts[owner].line if owner in contacts else 0
            sheet.say(
                contact.line, Verdict.DUPLICATE, "contact_again" if line else "contact_again_known", "id",
                **({"line": line} if line else {}),
            )  # fmt: skip
            contact.repeats = owner
        for value in (*contact.phones, *contact.emails):
            first.setdefault((who, value), contact.key)


def _usable(sheet: Sheet, row: Row, column: str, parse) -> list[tuple[str, ...]]:  # type: ignore[no-untyped-def]
    found = []
    for cell in row.all(column):
        values = parse(cell)
        found.append(values)
        if not values:
            sheet.say(row, Verdict.OK_FIX, f"{column}_unusable", column, cell)
    return found


def _agrees(sheet: Sheet, row: Row) -> bool:
    """Only a clear yes is a consent; an empty cell is none."""
    written = fold(row.get("agreement")).strip(". ")
    if written not in _YES and written not in _NO:
        sheet.say(row, Verdict.FLAG, "consent_unclear", "agreement")
    return written in _YES


def _created(row: Row, session: Session) -> date:
    try:
        day = parse_day(row.get("created"), latest=session.as_of)
    except ValueError:
        day = None
    return min(day or session.as_of, session.as_of)


def _match(sheet: Sheet, contacts: list[Contact], session: Session) -> None:
    """The patient who has one of the points and most words of the name; a phone alone is nobody's proof."""
    owners: dict[str, list[tuple[int, set[str]]]] = defaultdict(list)
    rows = fetch(
        """SELECT o.value, p.id, p.name_key FROM patients_contactpoint o
           JOIN patients_patientcontact c ON c.point_id = o.id JOIN patients_patient p ON p.id = c.patient_id
           WHERE o.clinic_id = %s AND o.value = ANY(%s) AND NOT p.awaits_review""",
        [session.clinic.pk, [value for x in contacts for value in (*x.phones, *x.emails)]],
    )
    for value, patient_id, name in rows:
        owners[value].append((patient_id, set(person_key(name).split())))
    for contact in contacts:
        alike: dict[int, int] = {}
        for value in (*contact.phones, *contact.emails):
            for patient_id, name_words in owners.get(value, ()):
                alike[patient_id] = len(name_words & contact.words)
        best = max(alike.values(), default=0)
        who = [patient_id for patient_id, count in alike.items() if count == best and best]
        if len(who) == 1:
            contact.patient_id = who[0]
        elif who:
            sheet.say(
                contact.line,
                Verdict.FLAG,
                "contact_ambiguous",
                "phone",
                contact.phones[0] if contact.phones else "",
            )


def _merge(contacts: list[Contact], session: Session) -> set[int]:
    points = stage(
        "points",
        {"line": "int", "key": "text", "patient_id": "bigint", "kind": "text", "value": "text", "agrees": "boolean",
         "created": "date"},
        (
            (c.line, c.key, c.patient_id, "email" if "@" in value else "phone", value, c.agrees, c.created)
            for c in contacts
            for value in (*c.phones, *c.emails)
        ),
    )  # fmt: skip
    add_points(points, session)
    changed = _add_inquiries([c for c in contacts if c.patient_id is None and not c.repeats], points, session)
    changed |= _record_agreements(points, session)
    return changed | _stop([c for c in contacts if c.do_not_contact and c.patient_id], session)


def _add_inquiries(contacts: list[Contact], points: str, session: Session) -> set[int]:
    table = stage(
        "inquiries",
        {
            "line": "int",
            "key": "text",
            "name": "text",
            "created": "date",
            "acquisition": "text",
            "note": "text",
        },
        ((c.line, c.key, c.name, c.created, c.acquisition, c.note) for c in contacts),
    )
    unknown = f"""{table} s WHERE NOT EXISTS (
                  SELECT FROM patients_inquiry i WHERE i.source_id = %(source)s AND i.external_key = s.key)"""
    params = {"clinic": session.clinic.pk, "branch": session.branch.pk, "source": session.source.pk}
    made = fetch(f"SELECT s.line FROM {unknown}", params)
    execute(
        f"""INSERT INTO patients_inquiry (clinic_id, branch_id, name, created_on, acquisition, status, lost_reason, note,
                source_id, external_key)
            SELECT %(clinic)s, %(branch)s, s.name, s.created, s.acquisition, 'new', '', s.note, %(source)s, s.key
            FROM {unknown}""",
        params,
    )
    linked = fetch(
        f"""INSERT INTO patients_inquiry_points (inquiry_id, contactpoint_id)
            SELECT DISTINCT i.id, o.id FROM {points} s
            JOIN patients_inquiry i ON i.source_id = %(source)s AND i.external_key = s.key
            JOIN patients_contactpoint o ON o.clinic_id = %(clinic)s AND o.kind = s.kind AND o.value = s.value
            WHERE s.patient_id IS NULL
            ON CONFLICT DO NOTHING RETURNING inquiry_id""",
        params,
    )
    keys = fetch("SELECT external_key FROM patients_inquiry WHERE id = ANY(%s)", [[pk for (pk,) in linked]])
    lines = {contact.key: contact.line for contact in contacts}
    return {line for (line,) in made} | {lines[key] for (key,) in keys}


def _record_agreements(points: str, session: Session) -> set[int]:
    """A yes is an act of consent to processing; a later no withdraws what this CRM had granted, nothing else."""
    channel = "CASE s.kind WHEN 'email' THEN 'email' ELSE 'call' END"
    rows = fetch(
        f"""WITH newest AS (
                SELECT DISTINCT ON (k.point_id, k.channel) k.point_id, k.channel, k.state, k.method
                FROM patients_consent k WHERE k.purpose = 'processing'
                ORDER BY k.point_id, k.channel, k.at DESC, k.id DESC),
            acts AS (
                SELECT DISTINCT ON (o.id) s.line, o.id AS point_id, {channel} AS channel, s.patient_id, s.agrees,
                       CASE WHEN s.agrees AND n.state IS NULL
                            THEN least(s.created::timestamp AT TIME ZONE %(zone)s, %(now)s)
                            ELSE %(now)s END AS at, s.key
                FROM {points} s
                JOIN patients_contactpoint o ON o.clinic_id = %(clinic)s AND o.kind = s.kind AND o.value = s.value
                LEFT JOIN newest n ON n.point_id = o.id AND n.channel = {channel}
                WHERE (s.agrees AND coalesce(n.state, 'withdrawn') <> 'granted'
                       AND (n.method IS NULL OR n.method = 'import'))
                   OR (NOT s.agrees AND n.state = 'granted' AND n.method = 'import')
                ORDER BY o.id, s.agrees DESC, s.line),
            made AS (
                INSERT INTO patients_consent (point_id, channel, purpose, state, at, recorded_at, patient_id, method,
                    text_version, evidence)
                SELECT point_id, channel, 'processing', CASE WHEN agrees THEN 'granted' ELSE 'withdrawn' END, at,
                    %(now)s, patient_id, 'import', '', key FROM acts)
            SELECT line FROM acts""",
        {"clinic": session.clinic.pk, "now": session.now, "zone": session.branch.time_zone},
    )
    return {line for (line,) in rows}


def _stop(contacts: list[Contact], session: Session) -> set[int]:
    stopped = set()
    for contact in contacts:
        wrote = execute(
            "UPDATE patients_patient SET do_not_contact = %s WHERE id = %s AND do_not_contact = ''",
            [contact.do_not_contact, contact.patient_id],
        )
        if wrote:
            stopped.add(contact.line)
    return stopped
