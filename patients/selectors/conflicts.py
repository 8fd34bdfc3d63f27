"""Who is in the way of a visit at its time: the same rule as the exclusion constraints of Visit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from patients.enums import OCCUPYING
from patients.models import Visit
from patients.models.visit import time_taken

RESOURCES = ("chair", "practitioner", "patient")


@dataclass(frozen=True)
class Claim:
    """The time [starts, ends) that a visit asks for, and of whom. `visit_id`: the visit itself is in nobody's way."""

    starts: datetime
    ends: datetime
    branch_id: int
    ids: dict[str, int]
    visit_id: int | None = None

    @classmethod
    def of(cls, visit: Visit) -> "Claim | None":
        """None when the visit takes nobody's time: without a clock time, over, cancelled or missed."""
        if visit.starts_at is None or visit.status not in OCCUPYING or visit.source_id is not None:
            return None
        ids = {name: getattr(visit, f"{name}_id") for name in RESOURCES if getattr(visit, f"{name}_id")}
        ends = visit.starts_at + timedelta(minutes=visit.minutes)
        return cls(visit.starts_at, ends, visit.branch_id, ids, visit.pk)


@dataclass(frozen=True)
class Obstacle:
    """`what` ("chair", "practitioner", "patient") is taken by `visit`."""

    what: str
    visit: Visit


def in_the_way(claim: Claim) -> list[Obstacle]:
    """Visits made here that take the chair, the practitioner or the patient at that time, in every branch."""
    rows = _overlapping(claim).filter(source=None)
    return [
        Obstacle(what, visit)
        for what, pk in claim.ids.items()
        for visit in rows.filter(**{f"{what}_id": pk})  # one index each
    ]


def imported_in_the_way(claim: Claim) -> list[Obstacle]:
    """Bookings that another system brought into this branch: the constraints leave them out, people should not."""
    day = claim.starts.date()
    rows = _overlapping(claim).filter(
        source__isnull=False, branch=claim.branch_id, day__range=(day - timedelta(1), day + timedelta(1))
    )
    anybody = Q(pk__in=[])
    for what, pk in claim.ids.items():
        anybody |= Q(**{f"{what}_id": pk})
    return [
        Obstacle(what, visit)
        for visit in rows.filter(anybody)
        for what, pk in claim.ids.items()
        if getattr(visit, f"{what}_id") == pk
    ]


def _overlapping(claim: Claim) -> QuerySet[Visit]:
    rows = Visit.objects.filter(starts_at__isnull=False, status__in=OCCUPYING)
    if claim.visit_id is not None:
        rows = rows.exclude(pk=claim.visit_id)
    rows = rows.annotate(taken=time_taken()).filter(taken__overlap=(claim.starts, claim.ends))
    return rows.select_related("patient", "practitioner", "chair", "branch").order_by("starts_at", "pk")
