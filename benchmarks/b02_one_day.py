"""B2: one day's work (who crosses a line, and the patients of the day's visits) against a scan of the visits."""

from datetime import timedelta

from benchmarks.generator import NOW, TODAY
from benchmarks.measure import Row, cpu_of, in_turn, scan_visits
from clinics.selectors import the_clinic
from patients.models import PatientSummary, Visit
from patients.segments.crossing import cross_lines
from patients.segments.scope import Scope
from patients.services.segments import advance_day, get_policy, mark_dirty, rebuild_all, refresh_dirty

TOMORROW = TODAY + timedelta(days=1)
LATER = NOW + timedelta(days=1)


def run(patients: int) -> list[Row]:
    scope = Scope(get_policy(the_clinic(), now=NOW), TOMORROW)
    crossing = PatientSummary.objects.filter(next_change_on__lte=TOMORROW).count()
    visits = max(1, round(patients * 8_900 / 1_000_000))
    cross, day, limit = in_turn(
        lambda: cpu_of(lambda: cross_lines(scope), undo=True),
        lambda: cpu_of(lambda: _day(visits), undo=True),
        lambda: cpu_of(scan_visits),
    )
    cpu_of(lambda: _day_and_rebuild(visits), undo=True)
    return [
        Row("B2 crossings of a day / scan of visits", cross, limit, 0.15, f"{crossing} patients cross"),
        Row(
            "B2 whole day / scan of visits",
            day,
            limit,
            1,
            f"{visits} visits; a full rebuild then changes 0 rows",
        ),
    ]


def _day_and_rebuild(visits: int) -> None:
    _day(visits)
    changed = rebuild_all(the_clinic(), today=TOMORROW, now=LATER, keep_borders=True)
    assert changed == 0, f"a full rebuild after the day changed {changed} rows"


def _day(visits: int) -> None:
    clinic = the_clinic()
    advance_day(clinic, today=TOMORROW, now=LATER)
    sample = Visit.objects.filter(day__lt=TODAY).order_by("-day", "pk")[: visits * 50 : 50]
    made = [
        Visit(
            clinic=clinic, patient_id=v.patient_id, branch_id=v.branch_id, specialty_id=v.specialty_id, status=v.status,
            day=TOMORROW, booked_on=TOMORROW, amount=v.amount, known_at=LATER,
        )
        for v in sample
    ]  # fmt: skip
    Visit.objects.bulk_create(made)
    mark_dirty([v.patient_id for v in made], now=LATER)
    refresh_dirty(today=TOMORROW, now=LATER)
