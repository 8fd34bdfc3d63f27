"""Lines that wait for a person's decision."""

from django.db.models import QuerySet

from clinics.access import Person
from treatment_plans.models import DISCARDED, PlanItem
from treatment_plans.selectors.plans import plans_visible_to


def lines_to_review(user: Person) -> QuerySet[PlanItem]:
    """Doubtful lines of the plans whose prices this person may change: the curators' and the managers' work."""
    plans = plans_visible_to(user, obj="prices", right="U")
    doubtful = PlanItem.objects.exclude(awaits_review="").exclude(awaits_review=DISCARDED)
    return doubtful.filter(plan__in=plans)
