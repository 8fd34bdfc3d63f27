"""Real visit rhythms of others, and figures that an independent implementation of the same formulas computed."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection

from patients.enums import Segment, VisitStatus
from patients.models import Patient, PatientSummary, Visit
from patients.selectors.segments import patients_in_segments
from patients.services.segments import advance_day, rebuild_all
from tests import factories
from tests.patients.segments.clinic import everything, noon

pytestmark = [pytest.mark.django_db, pytest.mark.third_party_data]


def read(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def load(rows: list[tuple[str, date]], *, registered: set[str] = frozenset()) -> dict[str, Patient]:
    """One paid visit per (patient, day); patients of `registered` come in without any."""
    branch = factories.the_branch()
    long_ago = datetime(1980, 1, 1, tzinfo=UTC)
    keys = sorted({key for key, _day in rows} | registered)
    people = Patient.objects.bulk_create(
        Patient(clinic=branch.clinic, branch=branch, last_name=key, created_at=long_ago) for key in keys
    )
    by_key = dict(zip(keys, people, strict=True))
    columns = "clinic_id, patient_id, branch_id, status, day, booked_on, minutes, amount, flag, known_at"
    with connection.cursor() as cursor, cursor.copy(f"COPY patients_visit ({columns}) FROM STDIN") as copy:
        for key, day in rows:
            of = (branch.clinic_id, by_key[key].pk, branch.pk)
            copy.write_row((*of, VisitStatus.COMPLETED.value, day, day, 30, 100, "", noon(day)))
    return by_key


def counts(day: date, people: dict[str, Patient]) -> dict[str, int]:
    """Patients by segment on a day, best as regular."""
    found = Counter(patients_in_segments(factories.the_clinic(), on=day).values())
    found[Segment.REGULAR] += found.pop(Segment.BEST, 0)
    # whom the clinic did not know yet on that day is a prospect in the expected figures
    found[Segment.PROSPECT] += len(people) - sum(found.values())
    return {str(segment): n for segment, n in found.items() if n}


def test_mayo_segments_equal_independent_figures(third_party_data):
    folder = third_party_data / "visits_mayo"
    expected = json.loads((folder / "expected_segments.json").read_text())
    everybody = {row["patient_id"] for row in read(folder / "patients.csv.gz")}
    rows = [(r["patient_id"], date.fromisoformat(r["visit_date"])) for r in read(folder / "visits.csv.gz")]
    people = load(rows, registered=everybody)
    clinic = factories.the_clinic()
    last = date(2015, 12, 31)
    rebuild_all(clinic, today=last, now=noon(last))
    for day, figures in expected["at"].items():
        assert counts(date.fromisoformat(day), people) == figures["segments"]
        assert lapsed_life(date.fromisoformat(day), rows, people) == (
            figures["lapsed_mean_life_days"], figures["lapsed_one_visit_share"],
        )  # fmt: skip
    assert [worked(example, people, last) for example in expected["examples_at_2015-12-31"]] == expected[
        "examples_at_2015-12-31"
    ]
    assert rebuild_all(clinic, today=last, now=noon(last)) == 0


def lapsed_life(day: date, rows: list[tuple[str, date]], people: dict[str, Patient]) -> tuple[float, float]:
    """Mean days between first and last contact of those lapsed on `day`, and the share who came once."""
    segments = patients_in_segments(factories.the_clinic(), on=day)
    days: dict[str, list[date]] = {}
    for key, came in rows:
        if came <= day and segments[people[key].pk] == Segment.LAPSED:
            days.setdefault(key, []).append(came)
    lives = [(max(those) - min(those)).days for those in days.values()]
    return round(sum(lives) / len(lives), 4), round(lives.count(0) / len(lives), 6)


def worked(example: dict, people: dict[str, Patient], day: date) -> dict:
    row = PatientSummary.objects.get(patient=people[example["patient_id"]])
    return {
        "patient_id": example["patient_id"],
        "segment": "regular" if row.segment == Segment.BEST else row.segment,
        "mu": round(float(Fraction(row.rhythm_num, row.rhythm_den)), 2),
        "S": row.silence_sleep,
        "L": row.silence_lapse,
        "silence": (day - row.last_contact_on).days,
        "next_change": row.next_change_on and row.next_change_on.isoformat(),
    }


def test_schedule_future_bookings_are_no_visits_but_hold(third_party_data):
    """Attended appointments are contact days, «scheduled» ones hold, the others are neither; a month day by day
    leads to the same rows as one rebuild."""
    statuses = {
        "attended": VisitStatus.COMPLETED, "scheduled": VisitStatus.BOOKED, "cancelled": VisitStatus.CANCELLED,
        "did not attend": VisitStatus.NO_SHOW,
    }  # fmt: skip
    figures = json.loads((third_party_data / "schedule_generated" / "expected.json").read_text())
    reference = date.fromisoformat(figures["ref_date"])
    rows = [
        r
        for r in read(third_party_data / "schedule_generated" / "appointments.csv.gz")
        if r["status"] in statuses
    ]
    branch = factories.the_branch()
    keys = sorted({r["patient_id"] for r in rows})
    people = {key: factories.make_patient(last_name=key, registered_on=None) for key in keys[:400]}
    rows = [r for r in rows if r["patient_id"] in people]
    for status in set(statuses.values()):
        Visit.objects.bulk_create(
            Visit(
                clinic_id=branch.clinic_id, patient=people[r["patient_id"]], branch=branch, status=status,
                day=date.fromisoformat(r["appointment_date"]), booked_on=date.fromisoformat(r["scheduling_date"]),
                amount=100 if status == VisitStatus.COMPLETED else 0,
                known_at=noon(date.fromisoformat(r["scheduling_date" if status == VisitStatus.BOOKED else "appointment_date"])),
            )
            for r in rows if statuses[r["status"]] == status
        )  # fmt: skip
    clinic = branch.clinic
    rebuild_all(clinic, today=reference, now=noon(reference))
    attended = {(r["patient_id"], r["appointment_date"]) for r in rows if r["status"] == "attended"}
    assert sum(PatientSummary.objects.values_list("contact_days", flat=True)) == len(attended)
    held = {people[r["patient_id"]].pk for r in rows if r["status"] == "scheduled"}
    assert set(PatientSummary.objects.exclude(hold_until=None).values_list("pk", flat=True)) == held
    for n in range(1, 31):
        advance_day(clinic, today=reference + timedelta(days=n), now=noon(reference))
    daily = everything()
    later = reference + timedelta(days=30)
    assert rebuild_all(clinic, today=later, now=noon(later), keep_borders=True) == 0
    assert everything() == daily


def test_lab_namesakes_keep_their_own_rhythm(third_party_data):
    """People are told apart by their id: several visits on one day are one contact day of one person."""
    first = date(2020, 3, 1)
    rows = [
        (r["subject_id"], first + timedelta(days=int(r["pan_day"])))
        for r in read(third_party_data / "visits_lab_names" / "visits.csv.gz")
    ]
    people = load(rows)
    day = date(2020, 9, 1)
    rebuild_all(factories.the_clinic(), today=day, now=noon(day))
    days_of = Counter(key for key, _day in set(rows))
    summaries = PatientSummary.objects.in_bulk()
    assert {key: summaries[p.pk].contact_days for key, p in people.items()} == dict(days_of)
