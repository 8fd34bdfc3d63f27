"""The visits of the forward load: what is booked, what was worked, and in which chairs a specialty works."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce, TruncWeek

from clinics.models import Branch
from patients.enums import OCCUPYING, VisitStatus
from patients.models import Visit
from treatment_plans.load.capacity import WEEK, Capacity

WORKED = (*OCCUPYING, VisitStatus.COMPLETED)
USUAL_CHAIR = timedelta(weeks=13)  # how far back we look for the chairs in which a specialty works


def booked_visits(branches: Sequence[Branch], first: date, last: date) -> QuerySet[Visit]:
    """Visits that take time in [first, last], with `of_specialty`: their own, else the practitioner's."""
    return _with_specialty(branches, OCCUPYING, first, last)


def worked_minutes(branches: Sequence[Branch], mondays: Sequence[date]) -> Capacity:
    """Minutes of completed visits and of those still booked, by specialty (0 = none) and week."""
    visits = _with_specialty(branches, WORKED, mondays[0], mondays[-1] + WEEK - timedelta(days=1))
    weekly = visits.annotate(week=TruncWeek("day")).values_list("of_specialty", "week")
    found: Capacity = defaultdict(Counter)
    for key, week, minutes in weekly.annotate(total=Sum("minutes")).order_by():
        found[key or 0][week] += minutes
    return found


def usual_chairs(branches: Sequence[Branch], *, today: date) -> dict[int, dict[int, float]]:
    """Specialty → chair → the share of its minutes of the last 13 weeks; an agreed line has no chair yet."""
    visits = _with_specialty(branches, WORKED, today - USUAL_CHAIR, today).filter(chair__isnull=False)
    minutes: dict[int, Counter[int]] = defaultdict(Counter)
    by_chair = visits.values_list("of_specialty", "chair")  # type: ignore[misc]  # an annotation
    for specialty, chair, total in by_chair.annotate(total=Sum("minutes")).order_by():
        minutes[specialty or 0][chair] += total
    return {
        specialty: {chair: total / sum(chairs.values()) for chair, total in chairs.items()}
        for specialty, chairs in minutes.items()
    }


def _with_specialty(
    branches: Sequence[Branch], statuses: Sequence[str], first: date, last: date
) -> QuerySet[Visit]:
    visits = Visit.objects.filter(branch__in=branches, status__in=statuses, day__range=(first, last))
    return visits.annotate(of_specialty=Coalesce("specialty", "practitioner__specialty"))
