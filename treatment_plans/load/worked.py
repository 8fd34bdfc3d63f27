"""The minutes each specialty has worked, week by week: what feeds the weeks to come."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import Coalesce, TruncWeek

from clinics.models import Branch
from patients.enums import OCCUPYING, VisitStatus
from patients.models import Visit
from treatment_plans.load.capacity import WEEK, Capacity


def worked_minutes(branches: Sequence[Branch], mondays: Sequence[date]) -> Capacity:
    """Minutes of completed visits and of those still booked, by specialty (0 = none) and week."""
    visits = Visit.objects.filter(
        branch__in=branches,
        status__in=[*OCCUPYING, VisitStatus.COMPLETED],
        day__range=(mondays[0], mondays[-1] + WEEK - timedelta(days=1)),
    ).annotate(of_specialty=Coalesce("specialty", "practitioner__specialty"), week=TruncWeek("day"))
    found: Capacity = defaultdict(Counter)
    for key, week, minutes in (
        visits.values_list("of_specialty", "week").annotate(total=Sum("minutes")).order_by()
    ):
        found[key or 0][week] += minutes
    return found
