"""Work against its limit, in turn on the same data in one run: the CPU of the database process, least of several."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

TICK = os.sysconf("SC_CLK_TCK")
SLACK = 1.25


@dataclass(frozen=True)
class Row:
    """One line of the table: the ratio of `work` to `limit` (seconds), and the ratio that must not be passed."""

    name: str
    work: float
    limit: float
    goal: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.work / self.limit if self.limit else float("inf")

    @property
    def fails(self) -> bool:
        return self.goal is not None and self.ratio > self.goal * SLACK


class UndoError(Exception):
    pass


def database_cpu() -> float:
    """Seconds of CPU that our database process has used (its wall clock elsewhere than on this machine)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def cpu_of(work: Callable[[], object], *, undo: bool = False) -> float:
    """CPU seconds of one run of `work`; with `undo` everything it wrote is rolled back."""
    before = database_cpu()
    with suppress(UndoError), transaction.atomic():
        work()
        after = database_cpu()
        if undo:
            raise UndoError
    return (after if undo else database_cpu()) - before


def wall_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(*works: Callable[[], float], times: int = 3) -> list[float]:
    """Each in turn, `times` rounds; the least of each."""
    rounds = [[work() for work in works] for _ in range(times)]
    return [min(column) for column in zip(*rounds, strict=True)]


def scan_visits() -> None:
    """The limit of everything that must look at all visits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off"
        )
        cursor.execute("SELECT count(*), sum(amount) FROM patients_visit")
        cursor.execute(
            "SET LOCAL enable_indexonlyscan = on; SET LOCAL enable_indexscan = on; SET LOCAL enable_bitmapscan = on"
        )
