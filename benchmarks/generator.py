"""An invented clinic of any size: numpy draws the rhythms, COPY writes the rows. The same scale gives the same rows.

Each patient has an own rhythm around half a year; an episode is one visit or a course of a few at weekly distance;
after each episode some leave for good. About eight visits a patient, as in the clinics whose rhythms we know.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

import numpy as np
from django.db import connection

from clinics.models import Branch, Clinic, Specialty
from patients.models import DataSource

TODAY = date(2026, 9, 15)
NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)
YEARS = 6
BRANCHES, SPECIALTIES = 3, 6
BLOCK = 50_000


def fill(patients: int, *, seed: int = 7) -> int:
    """Write the clinic with `patients` patients into the empty database; returns the number of visits."""
    clinic, branches, specialties = _place()
    source = DataSource.objects.create(clinic=clinic, code="bench", name="Benchmark")
    days = _visits(patients, np.random.default_rng(seed))
    with connection.cursor() as cursor:
        _copy(cursor, "patients_patient", _PATIENT, _patient_lines(patients, clinic.pk, branches))
        cursor.execute("SELECT min(id) FROM patients_patient")
        first = cursor.fetchone()[0]
        _copy(cursor, "patients_contactpoint", _POINT, _point_lines(patients, clinic.pk))
        cursor.execute(REACHED_AT, [first])
        _copy(cursor, "patients_patientcard", _CARD, _card_lines(patients, first, source.pk))
        visits = _visit_lines(days, first, clinic.pk, branches, specialties, np.random.default_rng(seed + 1))
        _copy(cursor, "patients_visit", _VISIT, visits)
    for table in ("patients_patient", "patients_contactpoint", "patients_patientcontact", "patients_visit"):
        vacuum(table)
    return len(days[0])


def vacuum(table: str) -> None:
    """As autovacuum would: the visibility map decides whether an index alone can answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {table}")


def _place() -> tuple[Clinic, list[int], list[int]]:
    clinic = Clinic.objects.create(name="Benchmark")
    branches = [Branch.objects.create(clinic=clinic, name=f"B{n}").pk for n in range(BRANCHES)]
    names = [Specialty.objects.create(clinic=clinic, name=f"S{n}").pk for n in range(SPECIALTIES)]
    return clinic, branches, names


def _visits(patients: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Patient number and day (before TODAY, 0 = YEARS ago) of every visit, by patient and day."""
    span = YEARS * 365
    rhythm = np.exp(rng.normal(np.log(170), 0.45, patients))
    # The clinic grows a little: more patients begin later.
    at = span * np.sqrt(rng.random(patients))
    people, days = [], []
    alive = np.arange(patients)
    while alive.size:
        visits = 1 + rng.geometric(0.42, alive.size)
        for n in range(int(visits.max())):
            some = visits > n
            people.append(alive[some])
            days.append(at[alive[some]])
            at[alive[some]] += rng.integers(3, 15, some.sum())
        at[alive] += rhythm[alive] * np.exp(rng.normal(0, 0.35, alive.size))
        alive = alive[(rng.random(alive.size) > 0.12) & (at[alive] < span)]
    person, day = np.concatenate(people), np.concatenate(days).astype(int)
    keep = day < span
    order = np.lexsort((day[keep], person[keep]))
    return person[keep][order], day[keep][order]


# Names as a card index has them: some surnames are many people's, ё stands where it belongs.
STEMS = [
    "Иван",
    "Петр",
    "Семён",
    "Соловь",
    "Воробь",
    "Кузнец",
    "Попо",
    "Василь",
    "Фёдор",
    "Киселё",
    "Берёз",
    "Ковалё",
    "Щербак",
    "Королё",
    "Зайц",
    "Голуб",
    "Виноград",
    "Богдан",
    "Медведе",
    "Ершо",
    "Никит",
    "Сороки",
    "Цветк",
    "Данил",
    "Жук",
    "Фрол",
    "Журавлё",
    "Николь",
    "Крыл",
    "Максим",
    "Сидор",
    "Осип",
    "Белоус",
    "Федот",
    "Доро",
    "Пчёлк",
]
ENDS = [
    "ов",
    "ев",
    "ин",
    "ский",
    "енко",
    "цев",
    "ых",
    "ова",
    "ева",
    "ина",
    "ская",
    "цева",
    "аков",
    "ёв",
    "ёва",
    "унов",
    "ышев",
    "ницын",
]
FIRST = [
    "Алексей",
    "Артём",
    "Семён",
    "Фёдор",
    "Пётр",
    "Иван",
    "Дмитрий",
    "Егор",
    "Мария",
    "Алёна",
    "Анна",
    "Вера",
    "Ольга",
    "Ксения",
    "Зоя",
    "Наталья",
    "Матвей",
    "Лев",
    "Яна",
    "Нина",
]
FATHERS = [
    "Иванович",
    "Петрович",
    "Семёнович",
    "Фёдорович",
    "Артёмович",
    "Ильич",
    "Львович",
    "Егорович",
    "Ивановна",
    "Петровна",
    "Семёновна",
    "Фёдоровна",
    "Ильинична",
]
_POINT = "clinic_id, kind, value, is_dead"
_CARD = "patient_id, source_id, number, is_main"
REACHED_AT = """
INSERT INTO patients_patientcontact (patient_id, point_id, rank, label)
SELECT %s + n - 1, id, 0, '' FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM patients_contactpoint) p
"""
_PATIENT = "clinic_id, branch_id, last_name, first_name, patronymic, sex, acquisition, comment, do_not_contact, awaits_review, created_at"
_VISIT = (
    "clinic_id, patient_id, branch_id, specialty_id, status, day, booked_on, minutes, amount, flag, known_at"
)


def _patient_lines(patients: int, clinic: int, branches: list[int]) -> Iterator[str]:
    dice = np.random.default_rng(3)
    stems = (dice.random(patients) ** 2 * len(STEMS)).astype(int)
    ends = (dice.random(patients) ** 2 * len(ENDS)).astype(int)
    firsts, fathers = dice.integers(0, len(FIRST), patients), dice.integers(0, len(FATHERS), patients)
    for n in range(patients):
        last = STEMS[stems[n]] + ENDS[ends[n]]
        yield (
            f"{clinic}\t{branches[n % BRANCHES]}\t{last}\t{FIRST[firsts[n]]}\t{FATHERS[fathers[n]]}"
            "\tm\t\t\t\tf\t2015-01-01 00:00:00+00"
        )


def _point_lines(patients: int, clinic: int) -> Iterator[str]:
    for n in range(patients):  # different numbers, spread as if by chance
        yield f"{clinic}\tphone\t+79{(n * 736_338_717 + 12_345) % 1_000_000_000:09d}\tf"


def _card_lines(patients: int, first: int, source: int) -> Iterator[str]:
    for n in range(patients):
        yield f"{first + n}\t{source}\t{n + 1:06d}\tt"


def _visit_lines(
    visits: tuple[np.ndarray, np.ndarray], first: int, clinic: int, branches: list[int], specialties: list[int],
    rng: np.random.Generator,
) -> Iterator[str]:  # fmt: skip
    person, offset = visits
    days = np.datetime_as_string(np.datetime64(TODAY) - YEARS * 365 + offset)
    amounts = np.where(rng.random(len(person)) < 0.08, 0, rng.integers(10, 200, len(person)) * 100)
    away = rng.random(len(person)) < 0.05
    kinds = rng.integers(0, SPECIALTIES, len(person))
    for who, day, amount, elsewhere, kind in zip(
        person.tolist(), days.tolist(), amounts.tolist(), away.tolist(), kinds.tolist(), strict=True
    ):
        branch = branches[(who + elsewhere) % BRANCHES]
        yield (
            f"{clinic}\t{first + who}\t{branch}\t{specialties[kind]}\tcompleted\t{day}\t{day}\t30\t{amount}\t\t{day} 09:00+00"
        )


def _copy(cursor, table: str, columns: str, lines: Iterable[str]) -> None:
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        block: list[str] = []
        for line in lines:
            block.append(line)
            if len(block) == BLOCK:
                copy.write("\n".join([*block, ""]))
                block.clear()
        copy.write("\n".join([*block, ""]) if block else "")
