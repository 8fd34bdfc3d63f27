"""Which patients are assigned to an employee. Apps to the right add their ways (the curator of a plan) in `ready()`."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from patients.models import Visit

WAYS: dict[str, Callable[[int], Q]] = {}


def register(key: str, way: Callable[[int], Q]) -> None:
    """`way(employee_id)` gives the condition on Patient rows under which they are assigned to the employee."""
    WAYS[key] = way


def assigned_to(employee_id: int | None) -> Q:
    """The condition on Patient: assigned to this employee in any registered way; nobody for None."""
    condition = Q(pk__in=[])
    if employee_id is not None:
        for way in WAYS.values():
            condition |= way(employee_id)
    return condition


def _treated(employee_id: int) -> Q:
    return Q(Exists(Visit.objects.filter(patient=OuterRef("pk"), practitioner=employee_id)))


register("curator", lambda employee_id: Q(curator=employee_id))
register("practitioner", _treated)
