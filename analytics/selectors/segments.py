"""Patients by segment on a day, and the movement of a period, from the memberships."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from patients.enums import Segment
from patients.models import SegmentMembership


@dataclass(frozen=True)
class SegmentCount:
    """Patients in the segment on the last day of the period; who entered and left it during the period.

    A patient who enters and leaves within the period counts in both.
    """

    segment: Segment
    patients: int
    entered: int
    left: int


def memberships(extent: Extent) -> QuerySet[SegmentMembership]:
    return SegmentMembership.objects.filter(
        extent.within("patient__summary__home_branch"), clinic=extent.clinic
    )


def segment_counts(extent: Extent, period: Period) -> list[SegmentCount]:
    """One row per segment in the order of the enumeration, in one query."""
    rows = (
        memberships(extent)
        .filter(Q(until=None) | Q(until__gte=period.first), since__lte=period.last)
        .values("segment")
        .annotate(
            patients=Count("pk", filter=Q(until=None) | Q(until__gt=period.last)),
            entered=Count("pk", filter=Q(since__gte=period.first)),
            left_it=Count("pk", filter=Q(until__range=(period.first, period.last))),
        )
        .values_list("segment", "patients", "entered", "left_it")
    )
    found = {segment: numbers for segment, *numbers in rows}
    return [SegmentCount(segment, *found.get(segment, (0, 0, 0))) for segment in Segment]


def in_segments(extent: Extent, segments: Sequence[Segment], periods: Sequence[Period]) -> list[int]:
    """How many patients are in these segments on the last day of each period, in one query."""
    on_day = {
        f"p{i}": Count("pk", filter=(Q(until=None) | Q(until__gt=p.last)) & Q(since__lte=p.last))
        for i, p in enumerate(periods)
    }
    found = memberships(extent).filter(segment__in=segments).aggregate(**on_day)
    return [found[f"p{i}"] for i in range(len(periods))]
