"""Reads of visits; each starts from `visits_visible_to`."""

from django.db.models import Q, QuerySet

from clinics.access import Person, reach_of
from patients.models import Visit
from patients.selectors.scope import rows_within


def visits_visible_to(user: Person, *, right: str = "R", obj: str = "visits") -> QuerySet[Visit]:
    """Visits of own branches, of assigned patients (curator), or the own ones (practitioner)."""
    reach = reach_of(user, obj, right)
    condition = rows_within(reach)
    if reach.own and reach.employee is not None:
        condition |= Q(branch__in=reach.own, practitioner=reach.employee)
    return Visit.objects.filter(condition)
