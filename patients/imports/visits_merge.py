"""The visit journal into the database: visits with their charge and payment, and refunds, set-based."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from clinic_crm.lib.money import kopecks
from clinic_crm.lib.text import clean, fold, person_key
from patients.enums import LIVE_BOOKING
from patients.imports.issues import Verdict
from patients.imports.patients_match import CARD_KEY
from patients.imports.session import Session, digest, execute, fetch, stage
from patients.imports.sheet import Row, Sheet
from patients.imports.visits_file import ZERO, Line, read_lines
from patients.visit_handlers import visits_changed

KIND = "visits"
_VISITS = {
    "line": "int", "key": "text", "patient_id": "bigint", "branch_id": "bigint", "practitioner_id": "bigint",
    "specialty_id": "bigint", "service_id": "bigint", "service_name": "text", "status": "text", "day": "date",
    "starts_at": "timestamptz", "booked_on": "date", "known_at": "timestamptz", "quantity": "numeric",
    "price": "numeric", "discount": "numeric", "amount": "numeric", "paid": "numeric", "flag": "text",
}  # fmt: skip
_VISIT_FACTS = ("branch_id", "practitioner_id", "specialty_id", "status", "day", "starts_at", "flag")
_CHARGE_FACTS = ("service_id", "service_name", "quantity", "price", "discount", "amount")


def bring_in_visits(sheet: Sheet, session: Session) -> None:
    """Read, judge, resolve and merge a visit journal. A row that says nothing new writes nothing."""
    read = list(read_lines(sheet, session.as_of))
    patients = Patients(session, [line for _, line in read])
    known = [line for row, line in read if patients.resolve(sheet, row, line)]
    lines = _without_repeats(sheet, known)
    digests = {line.key: digest(*line.content()) for line in lines}
    before = session.unchanged(KIND, digests)
    fresh = [line for line in lines if line.key not in before]
    if not fresh:
        return
    visits = [line for line in fresh if not line.is_refund]
    refunds = [line for line in fresh if line.is_refund]
    ids = References(session, fresh)
    merged = _merge_visits(visits, ids, session)
    _tell(merged, session)
    changed = merged | _merge_refunds(refunds, ids, session)
    sheet.changed |= {line for line, _ in changed}
    session.touched |= {patient for _, patient in changed}
    session.remember(KIND, {line.key: digests[line.key] for line in fresh})


def _tell(merged: set[tuple[int, int]], session: Session) -> None:
    """Tell the apps to the right which visits changed; a first load is history and moves nothing."""
    if KIND in session.initial_kinds or not merged:
        return
    lines = [line for line, _ in merged]
    rows = fetch("SELECT DISTINCT visit_id FROM visits_in WHERE line = ANY(%s) ORDER BY 1", [lines])
    visits_changed([visit_id for (visit_id,) in rows], by=None, now=session.now)


class Patients:
    """Whom the rows speak of: by the card, else by a full name that one patient alone has."""

    def __init__(self, session: Session, lines: list[Line]) -> None:
        rows = fetch(
            f"""SELECT {CARD_KEY}, c.patient_id, p.name_key, p.birth_date, p.registered_on FROM patients_patientcard c
                JOIN patients_patient p ON p.id = c.patient_id
                WHERE c.source_id = %s AND {CARD_KEY} = ANY(%s)""",
            [session.source.pk, list({line.card for line in lines})],
        )
        self.by_card = {
            key: (patient, person_key(name), birth, registered)
            for key, patient, name, birth, registered in rows
        }
        names = {line.name for line in lines if line.card not in self.by_card and line.name}
        self.by_name: dict[str, list[tuple[int, str]]] = {}
        for patient, name, card in self._named(session, names):
            self.by_name.setdefault(person_key(name), []).append((patient, card))

    def resolve(self, sheet: Sheet, row: Row, line: Line) -> bool:
        """Give the line its patient; False when nobody can be meant."""
        if line.card in self.by_card:
            line.patient_id, name, birth, registered = self.by_card[line.card]
            if line.name and name and not _one_name(line.name, name):
                _flag(sheet, row, line, "other_name", "patient")
            if birth and line.day < birth:
                _flag(sheet, row, line, "before_birth", "date")
            elif registered and line.day < registered:
                _flag(sheet, row, line, "before_registration", "date")
            return True
        found = self.by_name.get(line.name, [])
        if len(found) != 1:
            reason = "name_ambiguous" if found else "unknown_card"
            sheet.say(row, Verdict.REJECT, reason, "card" if row.get("card") else "patient")
            return False
        line.patient_id, card = found[0]
        line.flag = line.flag or "found_by_name"
        sheet.say(row, Verdict.FLAG, "found_by_name", "card" if row.get("card") else "patient", card=card)
        return True

    def _named(self, session: Session, names: set[str]) -> list[tuple]:
        return fetch(
            """SELECT p.id, p.name_key, coalesce(min(c.number) FILTER (WHERE c.is_main), min(c.number))
               FROM patients_patient p JOIN patients_patientcard c ON c.patient_id = p.id
               WHERE p.clinic_id = %s AND c.source_id = %s AND p.name_key = ANY(%s) GROUP BY p.id""",
            [session.clinic.pk, session.source.pk, [*names, *(f"{name} " for name in names)]],
        )


def _one_name(written: str, known: str) -> bool:
    """Whether the journal's name can be the patient's: shortened, without patronymic or with initials."""
    one, other = (set(name.replace("-", " ").split()) for name in (written, known))
    only_one, only_other = sorted(one - other), sorted(other - one)
    if not one & other:
        return False
    unlike = [w for w in only_one if not any(w.startswith(o) or o.startswith(w) for o in only_other)]
    return len(one) != len(other) or len(unlike) <= 1


def _flag(sheet: Sheet, row: Row, line: Line, reason: str, column: str) -> None:
    line.flag = line.flag or reason
    sheet.say(row, Verdict.FLAG, reason, column)


def _without_repeats(sheet: Sheet, lines: list[Line]) -> list[Line]:
    """Rows equal in everything are one, also under two cards of one patient; those that share only the natural
    key get ordinals 1, 2, …"""
    first: dict[tuple, Line] = {}
    ordinals: Counter[str] = Counter()
    kept = []
    for line in lines:
        content = (line.patient_id, line.visit_id, line.what_key(), *line.content()[1:])
        if content in first:
            sheet.verdicts[line.line] = Verdict.OK
            sheet.say(line.line, Verdict.DUPLICATE, "repeat", line=first[content].line)
            continue
        first[content] = line
        base = line.base_key()
        ordinals[base] += 1
        line.key = f"{base}|{ordinals[base]}"
        if line.is_refund:
            sheet.say(line.line, Verdict.REFUND, "refund", value=str(line.amount))
        kept.append(line)
    return kept


class References:
    """The ids of the small rows that the lines name."""

    def __init__(self, session: Session, lines: list[Line]) -> None:
        self.default_branch = session.branch.pk
        self._practitioners = session.employees({x.practitioner for x in lines}, role="is_practitioner")
        self._specialties = session.specialties({x.specialty for x in lines})
        self._branches = session.branches({x.branch for x in lines if x.branch})
        self._services = session.services({x.code: x.service for x in lines if x.code})

    def practitioner(self, line: Line) -> int | None:
        return self._practitioners.get(person_key(line.practitioner))

    def specialty(self, line: Line) -> int | None:
        return self._specialties.get(fold(line.specialty))

    def branch(self, line: Line) -> int:
        return self._branches.get(fold(line.branch), self.default_branch)

    def service(self, line: Line) -> int | None:
        return self._services.get(line.code)


def _staged(lines: list[Line], ids: References, session: Session) -> Iterable[tuple]:
    for x in lines:
        planned = x.status in LIVE_BOOKING
        event_day = session.as_of if planned else x.day
        yield (
            x.line, x.key, x.patient_id, ids.branch(x), ids.practitioner(x), ids.specialty(x), ids.service(x),
            clean(x.service)[:300], x.status, x.day, session.instant(x.day, x.clock) if x.clock else None,
            min(x.day, session.as_of), session.known_at(KIND, event_day), x.quantity, x.price or ZERO,
            x.discount, x.amount, x.paid, x.flag,
        )  # fmt: skip


def _merge_visits(lines: list[Line], ids: References, session: Session) -> set[tuple[int, int]]:
    raw = stage("visits", _VISITS, _staged(lines, ids, session))
    execute("DROP TABLE IF EXISTS visits_in")
    execute(
        f"""CREATE TEMP TABLE visits_in ON COMMIT DROP AS
            SELECT s.*, v.id IS NULL AS is_new,
                   coalesce(v.id, nextval(pg_get_serial_sequence('patients_visit', 'id'))) AS visit_id
            FROM {raw} s LEFT JOIN patients_visit v ON v.source_id = %s AND v.external_key = s.key""",
        [session.source.pk],
    )
    execute("ANALYZE visits_in")
    execute("SET LOCAL clinic_crm.amounts = 'kept by the writer'")  # see patients/models/visit.py
    changed = {*_insert_visits(session), *_write_charges(session), *_write_payments(session)}
    return changed | set(_update_visits(session))


def _insert_visits(session: Session) -> list[tuple[int, int]]:
    execute(
        """INSERT INTO patients_visit (id, clinic_id, patient_id, branch_id, practitioner_id, specialty_id, status,
               day, starts_at, minutes, booked_on, amount, known_at, source_id, external_key, flag)
           SELECT visit_id, %s, patient_id, branch_id, practitioner_id, specialty_id, status, day, starts_at, 30,
               booked_on, amount, known_at, %s, key, flag FROM visits_in WHERE is_new""",
        [session.clinic.pk, session.source.pk],
    )
    return fetch("SELECT line, patient_id FROM visits_in WHERE is_new")


def _update_visits(session: Session) -> list[tuple[int, int]]:
    """After the charges, so that state and sum change in one version: visit.amount = Σ charges."""
    total = "(SELECT coalesce(sum(c.amount), 0) FROM patients_charge c WHERE c.visit_id = v.id)"
    return fetch(
        f"""UPDATE patients_visit v SET {_set(_VISIT_FACTS)}, amount = {total}, known_at = greatest(%s, v.known_at)
            FROM visits_in s WHERE v.id = s.visit_id AND NOT s.is_new
              AND ({_differs("v", _VISIT_FACTS)} OR v.amount <> {total})
            RETURNING s.line, v.patient_id""",
        [session.now],
    )


def _write_charges(session: Session) -> list[tuple[int, int]]:
    """A completed row has one charge; a visit that turned out not to have taken place has none that counts."""
    first = "(SELECT min(id) FROM patients_charge WHERE visit_id = s.visit_id)"
    execute(
        """INSERT INTO patients_charge (clinic_id, visit_id, service_id, service_name, quantity, price, discount,
               amount, known_at)
           SELECT %s, visit_id, service_id, service_name, quantity, price, discount, amount, known_at
           FROM visits_in s WHERE status = 'completed'
             AND (is_new OR NOT EXISTS (SELECT FROM patients_charge c WHERE c.visit_id = s.visit_id))""",
        [session.clinic.pk],
    )
    return fetch(
        f"""UPDATE patients_charge c SET {_set(_CHARGE_FACTS)}, known_at = greatest(%s, c.known_at)
            FROM visits_in s WHERE NOT s.is_new AND c.id = {first} AND {_differs("c", _CHARGE_FACTS)}
              AND (s.status = 'completed' OR c.amount <> 0)
            RETURNING s.line, s.patient_id""",
        [session.now],
    )


def _write_payments(session: Session) -> list[tuple[int, int]]:
    kind = "CASE WHEN s.status = 'completed' THEN 'payment' ELSE 'advance' END"
    missing = """visits_in s WHERE s.paid > 0 AND (s.is_new OR NOT EXISTS (
                 SELECT FROM patients_payment p WHERE p.source_id = %(source)s AND p.external_key = s.key))"""
    params = {"clinic": session.clinic.pk, "source": session.source.pk, "as_of": session.as_of}
    made = fetch(f"SELECT s.line, s.patient_id FROM {missing}", params)
    execute(
        f"""INSERT INTO patients_payment (clinic_id, patient_id, branch_id, visit_id, kind, paid_on, amount, known_at,
                source_id, external_key, note)
            SELECT %(clinic)s, s.patient_id, s.branch_id, s.visit_id, {kind}, least(s.day, %(as_of)s), s.paid,
                s.known_at, %(source)s, s.key, '' FROM {missing}""",
        params,
    )
    updated = fetch(
        f"""UPDATE patients_payment p SET amount = s.paid, kind = {kind}, known_at = greatest(%s, p.known_at)
            FROM visits_in s WHERE NOT s.is_new AND p.source_id = %s AND p.external_key = s.key
              AND (p.amount, p.kind) IS DISTINCT FROM (s.paid, {kind})
            RETURNING s.line, p.patient_id""",
        [session.now, session.source.pk],
    )
    return [*made, *updated]


def _merge_refunds(lines: list[Line], ids: References, session: Session) -> set[tuple[int, int]]:
    """Each refund is a payment with a minus that names the charge it returns, where one can be found."""
    raw = stage("refunds", _VISITS, _staged(lines, ids, session))
    made = fetch(
        f"""WITH made AS (
                INSERT INTO patients_payment (clinic_id, patient_id, branch_id, visit_id, kind, paid_on, amount,
                    known_at, source_id, external_key, note, refunds_charge_id)
                SELECT %(clinic)s, s.patient_id, coalesce(c.branch_id, s.branch_id), c.visit_id, 'service_refund',
                    s.day, s.amount, s.known_at, %(source)s, s.key, left(s.service_name, 200), c.id
                FROM {raw} s LEFT JOIN LATERAL (
                    SELECT c.id, c.visit_id, v.branch_id FROM patients_charge c
                    JOIN patients_visit v ON v.id = c.visit_id
                    WHERE v.patient_id = s.patient_id AND v.status = 'completed' AND v.day <= s.day
                      AND c.service_id = s.service_id AND c.amount > 0
                    ORDER BY c.amount = -s.amount DESC, v.day DESC, c.id DESC LIMIT 1) c ON true
                WHERE NOT EXISTS (SELECT FROM patients_payment p
                                  WHERE p.source_id = %(source)s AND p.external_key = s.key)
                RETURNING external_key)
            SELECT s.line, s.patient_id FROM {raw} s JOIN made ON made.external_key = s.key""",
        {"clinic": session.clinic.pk, "source": session.source.pk},
    )
    updated = fetch(
        f"""UPDATE patients_payment p SET amount = s.amount, known_at = greatest(%s, p.known_at) FROM {raw} s
            WHERE p.source_id = %s AND p.external_key = s.key AND p.amount <> s.amount
            RETURNING s.line, p.patient_id""",
        [session.now, session.source.pk],
    )
    return {*made, *updated}


def _set(columns: tuple[str, ...]) -> str:
    return ", ".join(f"{column} = s.{column}" for column in columns)


def _differs(alias: str, columns: tuple[str, ...]) -> str:
    ours = ", ".join(f"{alias}.{column}" for column in columns)
    theirs = ", ".join(f"s.{column}" for column in columns)
    return f"({ours}) IS DISTINCT FROM ({theirs})"


def visit_totals(session: Session) -> dict[str, int]:
    """What the database holds of this source: visits by state, revenue before refunds, refunds."""
    counts = fetch(
        """SELECT count(*) FILTER (WHERE status = 'completed'), count(*) FILTER (WHERE status = 'no_show'),
                  count(*) FILTER (WHERE status = 'cancelled'),
                  count(*) FILTER (WHERE status IN ('booked', 'confirmed') AND day >= %s)
           FROM patients_visit WHERE source_id = %s""",
        [session.as_of, session.source.pk],
    )[0]
    revenue = _sum(
        """SELECT sum(c.amount) FROM patients_charge c JOIN patients_visit v ON v.id = c.visit_id
           WHERE v.source_id = %s AND v.status = 'completed'""",
        session,
    )
    refunds = _sum(
        "SELECT sum(amount) FROM patients_payment WHERE source_id = %s AND kind = 'service_refund'", session
    )
    names = ("visits_done", "visits_no_show", "visits_cancelled", "visits_planned")
    return {
        **dict(zip(names, counts, strict=True)),
        "revenue_kop": kopecks(revenue),
        "refunds_kop": kopecks(refunds),
    }


def _sum(sql: str, session: Session) -> Decimal | None:
    return fetch(sql, [session.source.pk])[0][0]
