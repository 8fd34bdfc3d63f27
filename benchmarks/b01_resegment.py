"""B1: everybody's summary anew, only changed rows written, against a sequential scan of the visits; B4 reads its figure.

A per-patient loop over the ORM is run on a slice and scaled.
"""

from benchmarks.generator import NOW, TODAY
from benchmarks.measure import Row, cpu_of, in_turn, scan_visits, wall_of
from clinics.selectors import the_clinic
from patients.enums import VisitStatus
from patients.models import PatientSummary, Visit
from patients.segments.reference import ContactDay, Numbers, segment_on
from patients.segments.scope import Scope
from patients.segments.summary import refresh_summaries
from patients.services.segments import get_policy

SLICE = 300


def run(patients: int) -> list[Row]:
    scope = Scope(get_policy(the_clinic(), now=NOW), TODAY)
    refresh_summaries(scope)
    assert refresh_summaries(scope) == [], "twice in a row there is nothing to change"
    work, limit = in_turn(
        lambda: cpu_of(lambda: refresh_summaries(scope)), lambda: cpu_of(scan_visits), times=5
    )
    wall = wall_of(lambda: refresh_summaries(scope))
    loop = wall_of(_loop) / SLICE * patients
    goal = 6 if patients <= 100_000 else 7
    return [
        Row(
            "B1 re-segment everybody / scan of visits",
            work,
            limit,
            goal,
            f"{work / patients * 1e6:.1f} us per patient",
        ),
        Row(
            "B1 re-segment everybody / ORM loop",
            wall,
            loop,
            1 / 500,
            f"{loop / wall:.0f}x faster than the loop",
        ),
    ]


def _loop() -> None:
    """What one would write first: each patient's visits by the ORM, the formulas in Python, one save."""
    for summary in PatientSummary.objects.order_by("pk")[:SLICE]:
        visits = Visit.objects.filter(patient=summary.patient_id, status=VisitStatus.COMPLETED).order_by(
            "day"
        )
        by_day = {v.day: v.amount > 0 for v in visits}
        verdict = segment_on(TODAY, [ContactDay(d, paid=p) for d, p in by_day.items()], Numbers())
        summary.next_change_on = verdict.next_change_on
        summary.save()
