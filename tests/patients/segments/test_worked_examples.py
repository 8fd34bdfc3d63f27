"""The twelve worked patients of the domain description, on 2026-09-15, by the reference and by the SQL."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from patients.enums import VisitStatus
from patients.models import PatientSummary
from patients.segments.reference import ContactDay, Held, Numbers, segment_on
from patients.services.segments import rebuild_all
from tests import factories
from tests.patients.segments.clinic import NOW, TODAY, patient_with


def days_of(last_ago: int, *gaps: int) -> list[date]:
    """One contact day per episode: the last one `last_ago` days ago, the gaps between them oldest first."""
    days = [TODAY - timedelta(days=last_ago)]
    for gap in reversed(gaps):
        days.append(days[-1] - timedelta(days=gap))
    return sorted(days)


def weekly(count: int, ended_ago: int) -> list[date]:
    return sorted(TODAY - timedelta(days=ended_ago + 7 * n) for n in range(count))


EXAMPLES = {
    "one visit, 60 days ago": (
        days_of(60), None, 180, 270, 540, 60, "beginning", date(2027, 4, 14)),
    "one visit, 270 days ago": (
        days_of(270), None, 180, 270, 540, 270, "beginning", date(2026, 9, 16)),
    "one visit, 271 days ago": (
        days_of(271), None, 180, 270, 540, 271, "sleeping", date(2027, 6, 12)),
    "one visit, 541 days ago": (
        days_of(541), None, 180, 270, 540, 541, "lapsed", None),
    "course of 5 weekly visits, ended 100 days ago": (
        weekly(5, 100), None, 180, 270, 540, 100, "beginning", date(2027, 3, 5)),
    "hygiene twice a year, last 150 days ago": (
        days_of(150, 186, 181, 197), None, Fraction(924, 5), 277, 554, 150, "regular", date(2027, 1, 21)),
    "quarterly, last 171 days ago": (
        days_of(171, 93, 91, 95, 113), None, Fraction(752, 6), 188, 376, 171, "regular", date(2026, 10, 3)),
    "quarterly, last 200 days ago, booked 2026-09-20": (
        days_of(200, 93, 91, 95, 113), date(2026, 9, 20), Fraction(752, 6), 188, 376, 200, "regular", date(2026, 9, 21)),
    "monthly for a year, last 140 days ago": (
        days_of(140, 34, 31, 31, 31, 31, 34, 31, 51), None, 90, 135, 270, 140, "sleeping", date(2027, 1, 24)),
    "every two years, last 600 days ago": (
        days_of(600, 739, 775), None, 360, 540, 730, 600, "sleeping", date(2027, 1, 24)),
    "weekly for eight months, ended 25 days ago": (
        weekly(35, 25), None, 180, 270, 540, 25, "regular", date(2027, 5, 19)),
    "two visits 31 days apart, last 200 days ago": (
        days_of(200, 31), None, Fraction(391, 3), 195, 391, 200, "sleeping", date(2027, 3, 26)),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_reference_on_worked_example(name):
    days, booked, mu, sleep, lapse, silence, segment, change = EXAMPLES[name]
    holds = [Held(booked, known_from=TODAY)] if booked else []
    verdict = segment_on(TODAY, [ContactDay(d) for d in days], Numbers(), holds=holds)
    got = (Fraction(verdict.num, verdict.den), verdict.sleep, verdict.lapse, verdict.silence, verdict.segment)
    assert (*got, verdict.next_change_on) == (mu, sleep, lapse, silence, segment, change)


@pytest.mark.django_db
def test_summary_on_all_worked_examples():
    patients = {}
    for name, (days, booked, *_rest) in EXAMPLES.items():
        patients[name] = patient_with(days)
        if booked:
            factories.make_visit(
                patients[name], day=booked, booked_on=TODAY, status=VisitStatus.BOOKED, known_at=NOW
            )
    rebuild_all(factories.the_clinic(), today=TODAY, now=NOW)
    got = {}
    for name, patient in patients.items():
        row = PatientSummary.objects.get(patient=patient)
        silence = (TODAY - row.last_contact_on).days
        mu = Fraction(row.rhythm_num, row.rhythm_den)
        got[name] = (mu, row.silence_sleep, row.silence_lapse, silence, row.segment, row.next_change_on)
    # Five of them are regular with money above zero, so the clinic has its best: they count as regular here.
    expected = {name: tuple(values[2:]) for name, values in EXAMPLES.items()}
    assert {n: (*v[:4], "regular" if v[4] == "best" else v[4], v[5]) for n, v in got.items()} == expected
