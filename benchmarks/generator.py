"""An invented clinic of any size: numpy draws the rhythms, COPY writes the rows. The same scale gives the same rows.

Each patient has an own rhythm around half a year; an episode is one visit or a course of a few at weekly distance;
after each episode some leave for good. About eight visits a patient, as in the clinics whose rhythms we know.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

import numpy as np
from django.db import connection

from clinics.models import Branch, Clinic, Specialty

TODAY = date(2026, 9, 15)
NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)
YEARS = 6
BRANCHES, SPECIALTIES = 3, 6
BLOCK = 50_000


def fill(patients: int, *, seed: int = 7) -> int:
    """Write the clinic with `patients` patients into the empty database; returns the number of visits."""
    clinic, branches, specialties = _place()
    days = _visits(patients, np.random.default_rng(seed))
    with connection.cursor() as cursor:
        _copy(cursor, "patients_patient", _PATIENT, _patient_lines(patients, clinic.pk, branches))
        cursor.execute("SELECT min(id) FROM patients_patient")
        first = cursor.fetchone()[0]
        visits = _visit_lines(days, first, clinic.pk, branches, specialties, np.random.default_rng(seed + 1))
        _copy(cursor, "patients_visit", _VISIT, visits)
    for table in ("patients_patient", "patients_visit"):
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


_PATIENT = "clinic_id, branch_id, last_name, first_name, patronymic, sex, acquisition, comment, do_not_contact, awaits_review, created_at"
_VISIT = (
    "clinic_id, patient_id, branch_id, specialty_id, status, day, booked_on, minutes, amount, flag, known_at"
)


def _patient_lines(patients: int, clinic: int, branches: list[int]) -> Iterator[str]:
    for n in range(patients):
        yield f"{clinic}\t{branches[n % BRANCHES]}\tПациентов{n}\tИван\t\tm\t\t\t\tf\t2015-01-01 00:00:00+00"


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
