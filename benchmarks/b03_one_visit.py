"""B3: one visit saved, then its patient's segment current, against an UPDATE by primary key."""

from django.db import transaction
from django.db.models import F

from benchmarks.generator import NOW, TODAY
from benchmarks.measure import Row, in_turn, wall_of
from patients.models import PatientSummary, Visit
from patients.services.segments import mark_dirty, refresh_dirty

TIMES = 20


def run(patients: int) -> list[Row]:
    visits = list(Visit.objects.order_by("-pk")[: TIMES * 1000 : 1000])
    work, limit = in_turn(lambda: wall_of(lambda: _follow(visits)), lambda: wall_of(lambda: _update(visits)))
    return [
        Row(
            "B3 one visit until its segment / UPDATE by key",
            work / TIMES,
            limit / TIMES,
            None,
            f"{work / TIMES * 1000:.1f} ms",
        ),
    ]


def _follow(visits: list[Visit]) -> None:
    for visit in visits:
        with transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(minutes=visit.minutes)
            mark_dirty([visit.patient_id], now=NOW)
        refresh_dirty(today=TODAY, now=NOW)


def _update(visits: list[Visit]) -> None:
    for visit in visits:
        PatientSummary.objects.filter(pk=visit.patient_id).update(paid_days=F("paid_days"))
