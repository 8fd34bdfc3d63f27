"""What the segment statements share: which clinic, which patients, which day, which numbers."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection

from clinics.models import Specialty
from clinics.selectors import clinic_zone
from patients.models import SegmentPolicy

WINDOW_MONTHS = 24


@dataclass(frozen=True)
class Scope:
    """Patients of the policy's clinic on `today`: those of `ids`, everybody when None."""

    policy: SegmentPolicy
    today: date
    ids: tuple[int, ...] | None = None

    def patients(self, column: str) -> str:
        """An SQL condition that narrows `column` to the patients in scope."""
        return "TRUE" if self.ids is None else f"{column} = ANY(%(ids)s)"

    @cached_property
    def zone(self) -> str:
        return clinic_zone(self.policy.clinic).key

    def parameters(self) -> dict[str, Any]:
        month = self.today.replace(day=1)
        return {
            "clinic": self.policy.clinic_id,
            "zone": self.zone,
            "policy": self.policy.pk,
            "today": self.today,
            "ids": None if self.ids is None else list(self.ids),
            "month": month,
            "window_start": months_later(month, -WINDOW_MONTHS),
            "interval": self.policy.default_interval,
            "course_gap": self.policy.default_course_gap,
            "regular_after": self.policy.regular_after_days,
            "best_share": float(self.policy.best_share),
            "best_minimum": self.policy.best_minimum,
        }


def months_later(first: date, months: int) -> date:
    """The 1st of the month `months` after (before, if negative) the month of `first`."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def specialties_that_set(column: str, policy: SegmentPolicy) -> dict[int, list[int]]:
    """Value of `column` → ids of the clinic's specialties that set it. Few; they are written into the statements."""
    rows = Specialty.objects.filter(clinic_id=policy.clinic_id, **{f"{column}__isnull": False})
    found: dict[int, list[int]] = {}
    for value, pk in rows.order_by(column, "pk").values_list(column, "pk"):
        found.setdefault(value, []).append(pk)
    return found


def run(statement: str, parameters: dict[str, Any]) -> int:
    """Execute one statement; returns how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def rows(statement: str, parameters: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
