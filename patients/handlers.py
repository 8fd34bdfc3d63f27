"""What apps to the right do when two patients turn out to be one: a plain registry, filled in `AppConfig.ready()`.

Rows with a plain foreign key to Patient are moved by `services.merging` itself. A handler is needed only where moving
can break a unique key: it gets (keep_id, other_id) inside the one transaction and must leave no row of `other_id`.
"""

from collections.abc import Callable

from django.db import connection

MergeHandler = Callable[[int, int], None]

MERGE_HANDLERS: dict[str, MergeHandler] = {}


def on_merge(model_label: str, handler: MergeHandler) -> None:
    """`handler` moves the rows of this model ("triggers.Message") from one patient to the other."""
    MERGE_HANDLERS[model_label] = handler


def move_distinct(table: str, *, column: str = "patient_id", unique: tuple[str, ...]) -> MergeHandler:
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
