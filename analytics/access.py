"""Whose figures a person may see. Aggregates of a role without rows hide groups of one to four people."""

from datetime import date

from clinics.access import Person, can, reach_of
from clinics.metrics import Extent
from clinics.models import Branch, Clinic

SMALLEST_SHOWN = 5


def extent_for(user: Person, clinic: Clinic, *, today: date, branch: Branch | None) -> Extent | None:
    """The asked branch, or all that are in reach; None when nothing is."""
    reach = reach_of(user, "dashboards")
    if branch is not None and reach.covers_branch(branch.pk):
        return Extent(clinic, today, frozenset([branch.pk]))
    every = frozenset(clinic.branches.values_list("pk", flat=True))
    if reach.everywhere or (reach.branches and reach.branches >= every):
        return Extent(clinic, today)
    return Extent(clinic, today, reach.branches) if reach.branches else None


def sees_rows(user: Person) -> bool:
    """May this person open the rows behind a figure?"""
    return can(user, "R", "patients") and can(user, "R", "money")
