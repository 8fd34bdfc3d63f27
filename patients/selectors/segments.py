"""Reads of the segments: who was where on a day, the reason behind one patient's segment, a preview of a policy."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from clinics.models import Clinic
from patients.enums import Segment
from patients.models import BestThreshold, Patient, PatientSummary, SegmentMembership, SegmentPolicy
from patients.segments.scope import Scope, rows
from patients.segments.summary import computed_sql
from patients.segments.words import Reason, reason_of

RIBBON_YEARS = 3
RIBBON_WIDTH = 600


def memberships_on(clinic: Clinic, *, on: date) -> QuerySet[SegmentMembership]:
    """The memberships that cover the day `on`; patients whom the clinic did not know yet have none."""
    return SegmentMembership.objects.filter(Q(until=None) | Q(until__gt=on), clinic=clinic, since__lte=on)


def patients_in_segments(clinic: Clinic, *, on: date) -> dict[int, str]:
    """Patient id → segment on a day."""
    return dict(memberships_on(clinic, on=on).values_list("patient", "segment"))


def ruling_policy(clinic: Clinic) -> SegmentPolicy | None:
    """The newest version; None before the first one was made."""
    return SegmentPolicy.objects.filter(clinic=clinic).order_by("-version").first()


def policy_versions(clinic: Clinic) -> QuerySet[SegmentPolicy]:
    """All versions, the ruling one first, with who made them."""
    return SegmentPolicy.objects.filter(clinic=clinic).select_related("created_by").order_by("-version")


def segment_reason(summary: PatientSummary, *, today: date) -> Reason:
    """Why the patient is in this segment on `today`."""
    border = BestThreshold.objects.filter(
        branch=summary.home_branch_id, month=today.replace(day=1), policy=summary.policy_id
    )
    return reason_of(summary, today=today, border=border.values_list("revenue", flat=True).first())


@dataclass(frozen=True)
class RibbonPart:
    """A stretch of the ribbon of segments: `x` and `width` in units of RIBBON_WIDTH."""

    segment: Segment
    since: date
    until: date | None
    x: float
    width: float


def segment_ribbon(patient: Patient, *, today: date) -> list[RibbonPart]:
    """The memberships of the last years up to today, oldest first; what reaches further back is cut."""
    found = list(patient.memberships.filter(since__lte=today).order_by("since"))
    if not found:
        return []
    left = max(found[0].since, today - timedelta(days=365 * RIBBON_YEARS))
    scale = RIBBON_WIDTH / ((today - left).days + 1)
    parts = []
    for row in found:
        start, end = (
            max(row.since, left),
            min(row.until or today + timedelta(days=1), today + timedelta(days=1)),
        )
        if end > start:
            x = (start - left).days * scale
            parts.append(
                RibbonPart(
                    Segment(row.segment),
                    row.since,
                    row.until,
                    round(x, 1),
                    round((end - start).days * scale, 1),
                )
            )
    return parts


@dataclass(frozen=True)
class Move:
    """`count` patients would move from one segment to another."""

    count: int
    before: Segment
    after: Segment


def preview_policy(policy: SegmentPolicy, *, today: date) -> list[Move]:
    """Who would be elsewhere today under the unsaved numbers of `policy`, most numerous moves first.

    The borders of the best are those of the ruling policy: they are computed anew only when the policy is saved, so
    moves between regular and best are left out.
    """
    scope = Scope(policy, today)
    statement = f"SELECT s.segment, c.segment, count(*) FROM ({computed_sql(scope)}) c JOIN patients_patientsummary s USING (patient_id) GROUP BY 1, 2"  # noqa: S608
    with transaction.atomic():
        found = rows(statement, scope.parameters())
    moves: Counter[tuple[Segment, Segment]] = Counter()
    for before, after, count in found:
        moves[_plain(before), _plain(after)] += count
    return [Move(count, *pair) for pair, count in moves.most_common() if pair[0] != pair[1]]


def _plain(segment: str) -> Segment:
    return Segment.REGULAR if segment == Segment.BEST else Segment(segment)
