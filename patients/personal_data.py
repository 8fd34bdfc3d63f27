"""What the product holds of a person: every app registers its tables in `AppConfig.ready()`.

Subject export, erasure and the scan for residues walk this one registry. A table with a foreign key to a patient or a
contact point that no holding answers for fails `tests/patients/test_personal_data.py`.

    register(Holding(
        key="plans", title=_("Treatment plans"),
        tables=(Table("treatment_plans.TreatmentPlan", "patient__in", fields=("number", "identified_on")),),
        models=("treatment_plans.PlanItemVersion",),       # answered for, not exported: history, derived rows
        erase=("UPDATE treatment_plans_planevent SET note = '' WHERE …",),
        kept=Law.MEDICAL,
    ))

`erase` is run in order within the one transaction of an erasure: SQL with the parameters of `Subject.parameters`, or a
callable that takes the Subject. History tables come after their main table, whose triggers write to them.
`kept` says what of the holding stays afterwards, and by which law.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from patients.enums import Law

Label = Any  # a lazy translation


@dataclass(frozen=True)
class Subject:
    """One person. `ids`: the patient, and the rows that were joined into it. `points`: present and former contact points.

    `own_points` are those that nobody else uses; `inquiries` were made by the person.
    """

    ids: tuple[int, ...]
    points: tuple[int, ...]
    own_points: tuple[int, ...]
    inquiries: tuple[int, ...]
    pseudonym: str

    @property
    def patient_id(self) -> int:
        return self.ids[0]

    def parameters(self) -> dict[str, Any]:
        """What the SQL of a holding may use."""
        return {
            "patient": self.patient_id,
            "ids": list(self.ids),
            "points": list(self.points),
            "own_points": list(self.own_points),
            "inquiries": list(self.inquiries),
            "pseudonym": self.pseudonym,
        }


@dataclass(frozen=True)
class Table:
    """An exported table: the rows whose `by` is among the subject's `among`. A field is a name, or (name, label)."""

    model: str
    by: str
    fields: tuple[str | tuple[str, Label], ...]
    among: str = "ids"

    def names(self) -> list[str]:
        return [field if isinstance(field, str) else field[0] for field in self.fields]

    def labels(self) -> list[Label]:
        """What a person reads above the columns."""
        model = apps.get_model(self.model)
        return [
            _field(model, each).verbose_name if isinstance(each, str) else each[1] for each in self.fields
        ]

    def rows(self, subject: Subject) -> list[dict[str, Any]]:
        """Name → value: choices and related rows in words, everything else as it is stored."""
        model, names = apps.get_model(self.model), self.names()
        related = [name for name in names if "__" not in name and _field(model, name).is_relation]
        found = model._base_manager.filter(**{self.by: getattr(subject, self.among)}).distinct()
        return [
            {name: _value(row, name) for name in names}
            for row in found.select_related(*related).order_by("pk")
        ]


def _field(model: type[Model], path: str) -> Field:
    *parents, last = path.split("__")
    for parent in parents:
        model = model._meta.get_field(parent).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)  # type: ignore[return-value]


def _value(row: Any, path: str) -> Any:
    *parents, last = path.split("__")
    for parent in parents:
        row = getattr(row, parent)
    if row is None:
        return None
    if display := getattr(row, f"get_{last}_display", None):
        return str(display())
    value = getattr(row, last)
    return str(value) if isinstance(value, Model) else value


@dataclass(frozen=True)
class Holding:
    """What is held of a person under one heading of the export and one line of the act of erasure."""

    key: str
    title: Label
    tables: tuple[Table, ...] = ()
    models: tuple[str, ...] = ()
    erase: tuple[str | Callable[[Subject], int], ...] = ()
    kept: Law | None = None

    def answers_for(self) -> set[str]:
        return {table.model for table in self.tables} | set(self.models)


HOLDINGS: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """The last registration of a key wins, so `ready()` may run twice."""
    HOLDINGS[holding.key] = holding


def answered_models() -> set[str]:
    """The labels of all models that some holding answers for."""
    return {label for holding in HOLDINGS.values() for label in holding.answers_for()}


def erase_holding(holding: Holding, subject: Subject) -> int:
    """Run what the holding does at an erasure; the number of rows written. Only within a transaction."""
    return sum(_run(step, subject) for step in holding.erase)


def _run(step: str | Callable[[Subject], int], subject: Subject) -> int:
    if callable(step):
        return step(subject)
    with connection.cursor() as cursor:
        cursor.execute(step, subject.parameters())
        return cursor.rowcount


def blank(table: str, columns: Iterable[str], *, where: str) -> str:
    """SQL that empties text columns of the rows under `where` (constants of the registering app)."""
    sets = ", ".join(f"{column} = ''" for column in columns)
    return f"UPDATE {table} SET {sets} WHERE {where}"  # noqa: S608
