"""Every object that the API shows knows its version and when it last changed; the database keeps both.

Triggers do it, so `update()`, COPY and plain SQL cannot forget. A poller walks the rows by (updated_at, id). For that
walk to miss nothing, nobody may later commit a row that lies before the place already read: each writing transaction
holds a shared advisory lock that names its start, and `clinics.api.horizon` serves only rows older than the oldest.
"""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Func

STAMP = ("updated_at", "version")
LOCK_CLASS = 727_010
LOCK_EPOCH = 1_577_836_800  # 2020-01-01: the second of the start fits into the lock's 32 bits until 2088


class ClockTimestamp(Func):
    """The instant of the write itself; `now()` would be the start of its transaction."""

    function = "clock_timestamp"
    arity = 0
    output_field = models.DateTimeField()

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "clinics.changes.ClockTimestamp", [], {}


class Stamped(models.Model):
    """`version` begins at 1 and grows by one with each change of the row; `updated_at` grows with it."""

    updated_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    version = models.PositiveIntegerField(db_default=1, editable=False)

    class Meta:
        abstract = True


def changed_index(name: str) -> models.Index:
    """Pages of the API walk by it."""
    return models.Index(fields=["updated_at", "id"], name=name)


def keeps_stamp(table: str, *, generated: tuple[str, ...] = ()) -> list[pgtrigger.Trigger]:
    """The triggers of a `Stamped` table. `generated` names its generated columns: a trigger does not see them yet.

    An UPDATE that changes nothing leaves the version alone. One that sets `version` and nothing else counts as a change:
    so the change of a row that is shown within another touches that one.
    """
    unseen = "".join(f" was.{column} := NULL;" for column in generated)
    return [
        pgtrigger.Trigger(
            name="note_writer",
            when=pgtrigger.Before,
            level=pgtrigger.Statement,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                PERFORM pg_advisory_xact_lock_shared(
                    {LOCK_CLASS}, (floor(extract(epoch FROM now())) - {LOCK_EPOCH})::int);
                RETURN NULL;
            """,
        ),
        pgtrigger.Trigger(
            name="stamp_change",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            declare=[("was", f"{table}%ROWTYPE")],
            func=f"""
                was := OLD;{unseen}
                NEW.updated_at := OLD.updated_at;
                IF NEW IS DISTINCT FROM was THEN
                    NEW.version := OLD.version + 1;
                    NEW.updated_at := greatest(clock_timestamp(), OLD.updated_at + interval '1 microsecond');
                END IF;
                RETURN NEW;
            """,
        ),
    ]


def touches(parent: str, column: str) -> list[pgtrigger.Trigger]:
    """Triggers of a table whose rows the API shows within rows of `parent`: their change is a change of those.

    A parent that this same transaction wrote already is left alone: nobody has seen that version yet, and an import
    would write every patient three times. A row that we see and whose writer is still in progress is our own, be it
    written before or after a savepoint.
    """
    return [
        _touch("insert", pgtrigger.Insert, ["fresh"], parent, column),
        _touch("update", pgtrigger.Update, ["fresh", "past"], parent, column),
        _touch("delete", pgtrigger.Delete, ["past"], parent, column),
    ]


def _touch(
    name: str, operation: pgtrigger.Operation, rows: list[str], parent: str, column: str
) -> pgtrigger.Trigger:
    keys = " UNION ".join(f"SELECT {column} FROM {table}" for table in rows)  # noqa: S608
    if len(rows) == 2:  # an UPDATE that changes nothing touches nothing
        keys = (
            f"SELECT {column} FROM ((TABLE fresh EXCEPT TABLE past) UNION (TABLE past EXCEPT TABLE fresh)) d"  # noqa: S608
        )
    return pgtrigger.Trigger(
        name=f"touch_{name}",
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=operation,
        referencing=pgtrigger.Referencing(
            new="fresh" if "fresh" in rows else None, old="past" if "past" in rows else None
        ),
        declare=[("top", "bigint")],
        func=f"""
            top := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
            UPDATE {parent} SET version = version + 1
            WHERE id IN ({keys}) AND CASE WHEN updated_at < now() THEN true ELSE pg_xact_status(
                (top + ((xmin::text::bigint - top + 2147483648) & 4294967295) - 2147483648)::text::xid8)
                IS DISTINCT FROM 'in progress' END;
            RETURN NULL;
        """,  # noqa: S608
    )
