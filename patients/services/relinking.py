"""The rows around two patients as they are, and what a merge made of them: moved, changed, dropped; and back again."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from patients.handlers import relinked_models
from patients.models import Patient

Row = dict[str, Any]
Snapshot = dict[str, dict[int, Row]]  # table → key → row

# Kept by the database itself with each write: neither compared nor put back.
BOOKKEEPING = ("updated_at", "version")
PATIENTS = Patient._meta.db_table


def take_snapshot(ids: Iterable[int], *, also: Iterable[int] = ()) -> Snapshot:
    """Every row that names one of these patients, and the rows of themselves and of `also`, as JSON of the database."""
    wanted = list(ids)
    found: Snapshot = {PATIENTS: _rows(Patient, ["id"], [*wanted, *also])}
    for model, columns in relinked_models():
        found[model._meta.db_table] = _rows(model, columns, wanted)
    return found


def _rows(model: type[models.Model], columns: list[str], ids: list[int]) -> dict[int, Row]:
    names = " OR ".join(f"t.{column} = ANY(%(ids)s)" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.{_key(model)}, to_jsonb(t)::text FROM {model._meta.db_table} t WHERE {names}",  # noqa: S608
            {"ids": ids},
        )
        rows = cursor.fetchall()
    generated = {str(f.column) for f in model._meta.concrete_fields if f.generated}
    return {
        key: {name: value for name, value in json.loads(text).items() if name not in generated}
        for key, text in rows
    }


def _key(model: type[models.Model]) -> str:
    assert model._meta.pk is not None  # noqa: S101 (every model has one)
    return str(model._meta.pk.column)


def differences(before: Snapshot, after: Snapshot, *, keep_id: int, other_id: int) -> dict[str, Any]:
    """What happened per table, in the form of `MergeRecord.tables`; the joined patient's own row is left out."""
    found = {
        table: _table_differences(rows, after[table], keep_id=keep_id, other_id=other_id)
        for table, rows in before.items()
    }
    found[PATIENTS]["dropped"] = []
    return {table: what for table, what in found.items() if any(what.values())}


def _table_differences(
    before: dict[int, Row], after: dict[int, Row], *, keep_id: int, other_id: int
) -> dict[str, Any]:
    moved: dict[str, list[int]] = {}
    changed: list[list[Any]] = []
    for key, row in sorted(before.items()):
        if key not in after:
            continue
        differs = {
            name: [value, after[key][name]]
            for name, value in row.items()
            if value != after[key][name] and name not in BOOKKEEPING
        }
        column = next(iter(differs), "")
        if len(differs) == 1 and column.endswith("_id") and differs[column] == [other_id, keep_id]:
            moved.setdefault(column, []).append(key)
        elif differs:
            changed.append([key, differs])
    dropped = [row for key, row in sorted(before.items()) if key not in after]
    return {"moved": moved, "changed": changed, "dropped": dropped}


def insert_row(model: type[models.Model], row: Row) -> None:
    """Put a dropped row back under its own key."""
    names, table = ", ".join(row), model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)",  # noqa: S608
            [json.dumps(row)],
        )


def move_back(model: type[models.Model], column: str, keys: list[int], *, to: int, now_at: int) -> None:
    """The rows that were moved and still stand where the merge put them."""
    model._base_manager.filter(pk__in=keys, **{column: now_at}).update(**{column: to})


def change_back(model: type[models.Model], key: int, differs: dict[str, list[Any]]) -> None:
    """The columns that still say what the merge wrote; what a person changed since stays."""
    current = _rows(model, [_key(model)], [key]).get(key)
    back = {
        name: before for name, (before, after) in differs.items() if current and current.get(name) == after
    }
    if not back:
        return
    table, names = model._meta.db_table, list(back)
    sets = ", ".join(f"{name} = r.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET {sets} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) r"  # noqa: S608
            f" WHERE t.{_key(model)} = %s",
            [json.dumps(back), key],
        )
