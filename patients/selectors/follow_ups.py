"""Reads of follow-ups; each starts from `follow_ups_visible_to`."""

from datetime import date

from django.db.models import Q, QuerySet

from clinics.access import Person, reach_of
from patients.enums import FollowUpState
from patients.models import FollowUp
from patients.selectors.scope import rows_within


def follow_ups_visible_to(user: Person, *, right: str = "R") -> QuerySet[FollowUp]:
    """Follow-ups of own branches, of assigned patients, and those given to the person."""
    reach = reach_of(user, "follow_ups", right)
    condition = rows_within(reach)
    if reach.assigned and reach.employee is not None:
        condition |= Q(branch__in=reach.assigned, assignee=reach.employee)
    return FollowUp.objects.filter(condition)


def done_on(user: Person, day: date) -> QuerySet[FollowUp]:
    """What was done that day by the active zone's clock, within the person's reach."""
    return follow_ups_visible_to(user).filter(state=FollowUpState.DONE, closed_at__date=day)
