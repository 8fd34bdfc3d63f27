"""What one import run knows: whose rows, as of when, and the small reference rows that it finds or makes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, models

from clinic_crm.lib.text import clean, fold, person_key
from clinics.models import Branch, Clinic, Employee, Service, Specialty
from patients.models import DataSource, ImportedRow, ImportRun


@dataclass
class Session:
    """The frame of one run, inside its one transaction. `as_of` is the export's day, `now` the instant of the run."""

    source: DataSource
    clinic: Clinic
    branch: Branch
    as_of: date
    now: datetime
    initial_kinds: set[str] = field(default_factory=set)  # kinds that this source brings for the first time
    sheets: Sequence[Any] = ()  # all files of the run: one may tell about another
    touched: set[int] = field(default_factory=set)  # patients whose facts changed

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.branch.time_zone)

    def instant(self, day: date, clock: time = time.min) -> datetime:
        """The aware instant of a local day and time of the clinic."""
        return datetime.combine(day, clock, self.zone)

    def known_at(self, kind: str, day: date) -> datetime:
        """When we learnt a fact of `day`: on its own day in an initial load, else now."""
        return self.instant(min(day, self.as_of)) if kind in self.initial_kinds else self.now

    def employees(self, names: Iterable[str], *, role: str) -> dict[str, int]:
        """name key → id; people not known yet are added. `role`: is_curator or is_practitioner."""
        wanted = {person_key(name): clean(name)[:120] for name in names if person_key(name)}
        known = Employee.objects.filter(clinic=self.clinic, name_key__in=wanted).in_bulk(field_name="id")
        found = {employee.name_key: employee.pk for employee in known.values()}
        without = [e.pk for e in known.values() if not getattr(e, role)]
        if without:
            Employee.objects.filter(pk__in=without).update(**{role: True})
        new = [
            Employee(clinic=self.clinic, name=name, name_key=key, **{role: True})
            for key, name in wanted.items()
            if key not in found
        ]
        found.update({e.name_key: e.pk for e in Employee.objects.bulk_create(new)})
        Employee.branches.through.objects.bulk_create(
            [Employee.branches.through(employee_id=e.pk, branch_id=self.branch.pk) for e in new]
        )
        return found

    def specialties(self, names: Iterable[str]) -> dict[str, int]:
        """Folded name → id; specialties not known yet are added, without intervals until the clinic sets them."""
        return self._named(Specialty, names, 120)

    def branches(self, names: Iterable[str]) -> dict[str, int]:
        """Folded name → id; branches not known yet are added in the zone of the first one."""
        return self._named(Branch, names, 120, time_zone=self.branch.time_zone)

    def services(self, named: dict[str, str]) -> dict[str, int]:
        """Code → id; services outside the price list are added without a price."""
        found = dict(Service.objects.filter(clinic=self.clinic, code__in=named).values_list("code", "pk"))
        new = [
            Service(clinic=self.clinic, code=code, name=name[:300])
            for code, name in named.items()
            if code not in found
        ]
        return found | {s.code: s.pk for s in Service.objects.bulk_create(new)}

    def unchanged(self, kind: str, digests: dict[str, str]) -> set[str]:
        """The keys whose record was taken in before with the very same content."""
        keys = list(digests)
        before = ImportedRow.objects.filter(source=self.source, kind=kind, key__in=keys)
        return {key for key, digest in before.values_list("key", "digest") if digests[key] == digest}

    def remember(self, kind: str, digests: dict[str, str]) -> None:
        """Keep the contents of the records that were taken in."""
        table = stage("imported", {"key": "text", "digest": "text"}, digests.items())
        execute(
            f"""INSERT INTO patients_importedrow (source_id, kind, key, digest)
                SELECT %s, %s, key, digest FROM {table}
                ON CONFLICT (source_id, kind, key) DO UPDATE SET digest = excluded.digest""",
            [self.source.pk, kind],
        )

    def _named(
        self, model: type[models.Model], names: Iterable[str], longest: int, **extra: Any
    ) -> dict[str, int]:
        wanted = {fold(name): clean(name)[:longest] for name in names if name}
        if not wanted:
            return {}
        rows = model._default_manager.filter(clinic=self.clinic).values_list("name", "pk")
        found = {fold(name): pk for name, pk in rows}
        new = [
            model(clinic=self.clinic, name=name, **extra) for key, name in wanted.items() if key not in found
        ]
        return found | {fold(row.name): row.pk for row in model._default_manager.bulk_create(new)}


def is_initial(source: DataSource, kind: str) -> bool:
    """Whether nothing of this kind was imported from the source before."""
    done = ImportRun.objects.filter(source=source, state="done", files__kind=kind)
    return not done.exists()


def digest(*values: object) -> str:
    """A short print of a record's normalised content."""
    return hashlib.md5(repr(values).encode(), usedforsecurity=False).hexdigest()


def stage(name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> str:
    """COPY rows into a temporary table that lives until the end of the transaction; its name."""
    table = f"stage_{name}"
    listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"CREATE TEMP TABLE {table} ({listed}) ON COMMIT DROP")
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {table}")
    return table


def execute(sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> int:
    """Run one statement; the number of rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def fetch(sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[tuple]:
    """Run one statement and take its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def take_ids(table: str, count: int) -> list[int]:
    """`count` fresh primary keys of a table."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return [row[0] for row in fetch(sql, [table, count])]
