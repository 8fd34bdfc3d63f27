"""What goes along when a patient is handed to another curator. An app to the right registers its own in `AppConfig.ready()`."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, Model, Q, QuerySet


@dataclass(frozen=True)
class Carried:
    """Rows with a `patient` whose `field` (an employee) is the curator: those that are `open` go to the new one.

    `also` are further columns to set with it (a version that grows).
    """

    model: str
    field: str
    open: Q
    also: dict[str, Any] | None = None


CARRIED: dict[str, Carried] = {}


def register(carried: Carried) -> None:
    CARRIED[carried.model] = carried


def hand_over_rows(patient_ids: list[int], *, to: int) -> dict[str, list[list[int]]]:
    """Move what the patients' present curators hold; {model: [[row, former curator]]}, to be undone by `return_rows`.

    Call it before the patients' own curator changes: only rows of that very curator go along.
    """
    moved = {}
    for carried in CARRIED.values():
        rows = _model(carried).filter(
            carried.open,
            patient__in=patient_ids,
            patient__curator__isnull=False,
            **{carried.field: F("patient__curator")},
        )
        found = [[pk, former] for pk, former in rows.order_by("pk").values_list("pk", carried.field)]
        if found:
            _model(carried).filter(pk__in=[pk for pk, _ in found]).update(
                **{carried.field: to}, **(carried.also or {})
            )
            moved[carried.model] = found
    return moved


def return_rows(moved: dict[str, list[list[int]]], *, holder: int) -> None:
    """Give back what is still with `holder`; what went on to somebody else in the meantime stays there."""
    for label, found in moved.items():
        carried = CARRIED.get(label)
        if carried is None:
            continue
        for former in {former for _, former in found}:
            ids = [pk for pk, was in found if was == former]
            _model(carried).filter(pk__in=ids, **{carried.field: holder}).update(
                **{carried.field: former}, **(carried.also or {})
            )


def _model(carried: Carried) -> QuerySet[Any]:
    model: type[Model] = apps.get_model(carried.model)
    return model._default_manager.all()
