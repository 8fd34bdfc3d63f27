"""Facts are versioned: a correction never overwrites.

A fact table keeps the current rows with `known_at`; its `…Version` twin keeps the past ones with `known_to` as well.
Both are written by database triggers, so `update()`, COPY and plain SQL cannot forget them. A row was believed at the
moment A when known_at <= A < known_to (a current row has no known_to).
"""

import pgtrigger
from django.db import models

KNOWN_AT_HELP = "when we learnt this version"


def keeps_versions(table: str, facts: list[str], carried: list[str]) -> list[pgtrigger.Trigger]:
    """Triggers that copy the old row into `<table>version` when one of the columns `facts` changes or the row goes.

    `carried` are columns copied along but whose change alone makes no version (identity: a merge of two cards moves
    the facts of a person, it does not change what happened). The writer may set the new `known_at`; if it does not,
    the transaction's time is taken.
    """
    columns = [*carried, *facts]
    version = f"{table}version"
    key = table.rsplit("_", 1)[1] + "_id"
    copied = (
        f"INSERT INTO {version} ({key}, {', '.join(columns)}, known_at, known_to) SELECT OLD.id, "
        + ", ".join(f"OLD.{column}" for column in columns)
    )
    changed = (
        f"({', '.join(f'OLD.{c}' for c in facts)}) IS DISTINCT FROM ({', '.join(f'NEW.{c}' for c in facts)})"
    )
    return [
        pgtrigger.Trigger(
            name="keep_version",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF {changed} THEN
                    IF NEW.known_at = OLD.known_at THEN
                        NEW.known_at := greatest(now(), OLD.known_at);
                    END IF;
                    {copied}, OLD.known_at, NEW.known_at;
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="keep_deleted",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"{copied}, OLD.known_at, greatest(now(), OLD.known_at); RETURN OLD;",
        ),
    ]


class Fact(models.Model):
    """What both the current rows and the past versions of a fact carry."""

    known_at = models.DateTimeField(help_text=KNOWN_AT_HELP)

    class Meta:
        abstract = True


class FactVersion(models.Model):
    """A past version: believed in [known_at, known_to)."""

    known_to = models.DateTimeField()

    class Meta:
        abstract = True
