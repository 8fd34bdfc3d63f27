"""How a reach (which branches, which assigned patients) becomes a condition on rows of this app."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from clinics.access import Reach
from patients.models import Patient, Visit
from patients.selectors.assignment import assigned_to


def of_branches(branch_ids: Iterable[int]) -> Q:
    """The condition on Patient: registered in one of the branches, or has a visit there."""
    ids = list(branch_ids)
    return Q(branch__in=ids) | Q(Exists(Visit.objects.filter(patient=OuterRef("pk"), branch__in=ids)))


def patients_within(reach: Reach) -> Q:
    """The condition on Patient under `reach`; the `own` part means nothing for a patient."""
    if reach.everywhere:
        return Q()
    condition = Q(pk__in=[])
    if reach.branches:
        condition |= of_branches(reach.branches)
    if reach.assigned:
        condition |= of_branches(reach.assigned) & assigned_to(reach.employee)
    return condition


def rows_within(reach: Reach) -> Q:
    """The condition on a row with `branch` and `patient`: its branch is in reach, or its patient is assigned."""
    if reach.everywhere:
        return Q()
    condition = Q(branch__in=reach.branches)
    if reach.assigned:
        assigned = Patient.objects.filter(of_branches(reach.assigned) & assigned_to(reach.employee))
        condition |= Q(patient__in=assigned.values("pk"))
    return condition
