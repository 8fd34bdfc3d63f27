"""What moves when two patients turn out to be one: a plain registry, filled by each app in `AppConfig.ready()`.

Every table with a foreign key to Patient is registered here under its model ("triggers.Message"): how its rows are
counted in words for the preview, why a row may be dropped, and, where moving needs more than the table's own unique
keys say, a handler. A handler gets (keep_id, other_id) inside the one transaction and must leave no row of `other_id`.
What it moved, changed or dropped is found by comparing the rows before and after (`services.relinking`), so taking the
two apart again needs no second handler.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from patients.models import Patient

MergeHandler = Callable[[int, int], None]


@dataclass(frozen=True)
class Relink:
    """`counted` is a lazy plural of «%(count)d visit»; without it the rows are bookkeeping that no preview names.

    `dropped` says in words why a row of the joined card may be left out.
    """

    handler: MergeHandler | None = None
    counted: Any = None
    dropped: Any = ""


RELINKS: dict[str, Relink] = {}


def on_merge(
    model_label: str, handler: MergeHandler | None = None, *, counted: Any = None, dropped: Any = ""
) -> None:
    """Register the table. Without a handler its rows move; those that a unique key of the table forbids are dropped."""
    RELINKS[model_label] = Relink(handler, counted, dropped)


def relinked_models() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Every table with columns that name a patient, and these columns. History tables stay as they were."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model"):
            columns = [
                str(field.column)
                for field in model._meta.concrete_fields
                if field.is_relation and field.related_model is Patient
            ]
            if columns:
                yield model, columns


def handler_of(model: type[models.Model], columns: list[str]) -> MergeHandler:
    """The registered handler, else a plain move that respects the table's unique keys, conditional ones too."""
    registered = RELINKS.get(model._meta.label)
    if registered and registered.handler:
        return registered.handler

    def handler(keep_id: int, other_id: int) -> None:
        for column in columns:
            _drop_what_is_taken(model, column, keep_id, other_id)
            model._base_manager.filter(**{column: other_id}).update(**{column: keep_id})

    return handler


def _drop_what_is_taken(model: type[models.Model], column: str, keep_id: int, other_id: int) -> None:
    rows = model._base_manager.all()
    for names, condition in _unique_keys(model):
        fields = [model._meta.get_field(name) for name in names]
        if column not in [field.column for field in fields]:
            continue
        beside = {f.attname: OuterRef(f.attname) for f in fields if f.column != column}
        kept = rows.filter(condition, **{column: keep_id}, **beside)
        rows.filter(condition, Exists(kept), **{column: other_id})._raw_delete(connection.alias)


def _unique_keys(model: type[models.Model]) -> Iterator[tuple[Sequence[str], Q]]:
    """The fields of each unique key, and on which rows it holds."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield constraint.fields, constraint.condition or Q()
    for names in model._meta.unique_together:
        yield names, Q()
    for field in model._meta.concrete_fields:
        if field.unique:
            yield (field.name,), Q()


def move_distinct(table: str, *, column: str = "patient_id", unique: tuple[str, ...] | None) -> MergeHandler:
    """A handler: rows that the kept patient has already (the same `unique` columns) are dropped, the rest is moved."""
    same = " AND ".join(f"k.{name} IS NOT DISTINCT FROM o.{name}" for name in unique)
    delete = (
        f"DELETE FROM {table} o WHERE o.{column} = %(other)s"  # noqa: S608 - constants of the registering app
        f" AND EXISTS (SELECT FROM {table} k WHERE k.{column} = %(keep)s AND {same})"
    )
    move = f"UPDATE {table} SET {column} = %(keep)s WHERE {column} = %(other)s"  # noqa: S608

    def handler(keep_id: int, other_id: int) -> None:
        with connection.cursor() as cursor:
            for sql in (delete, move):
                cursor.execute(sql, {"keep": keep_id, "other": other_id})

    return handler


def move_renamed(table: str, *, text: str, unique: tuple[str, ...], longest: int) -> MergeHandler:
    """A handler for rows that must not be lost: where the unique key is taken, `text` gets the old patient's number."""
    same = " AND ".join(f"k.{name} IS NOT DISTINCT FROM o.{name}" for name in (*unique, text))
    rename = (
        f"UPDATE {table} o SET {text} = left({text}, {longest - 22}) || '~' || o.patient_id"  # noqa: S608
        f" WHERE o.patient_id = %(other)s"
        f" AND EXISTS (SELECT FROM {table} k WHERE k.patient_id = %(keep)s AND {same})"
    )
    move = f"UPDATE {table} SET patient_id = %(keep)s WHERE patient_id = %(other)s"  # noqa: S608

    def handler(keep_id: int, other_id: int) -> None:
        with connection.cursor() as cursor:
            for sql in (rename, move):
                cursor.execute(sql, {"keep": keep_id, "other": other_id})

    return handler
