"""What one specialty feeds another: the lag inside realised plans, and the warning before a chair stands empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from clinics.models import LeadTimeLink
from treatment_plans.load.forecast import Cell

FEWEST = 20  # plans; with fewer the clinic's own figure of the link counts
EMPTY = 0.5  # a week filled less than this is empty
SLACK = 0.75  # a feeding specialty filled less than this feeds too little


@dataclass(frozen=True)
class Lag:
    """The median of whole weeks from the first line of `before` to the first of `after`, over `plans` plans."""

    before: int
    after: int
    weeks: int
    plans: int


@dataclass(frozen=True)
class EmptyWeek:
    """`after` will stand empty in `week`, and `before`, which feeds it `lag` weeks later, is filled so far in `feeding_week`."""

    before: int
    after: int
    lag: int
    week: date
    share: float
    feeding_week: date
    feeding_share: float


def measure_lags(clinic_id: int) -> dict[tuple[int, int], Lag]:
    """Every pair of specialties met in one plan in this order, from the clinic's whole history. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAGS, {"clinic": clinic_id})
        return {(row[0], row[1]): Lag(*row) for row in cursor.fetchall()}


def lag_of(link: LeadTimeLink, measured: Mapping[tuple[int, int], Lag]) -> int:
    """The measured weeks where enough plans carry them, else those the clinic has set."""
    lag = measured.get((link.before_id, link.after_id))
    return lag.weeks if lag and lag.plans >= FEWEST else link.weeks


def empty_weeks(
    links: Iterable[LeadTimeLink],
    measured: Mapping[tuple[int, int], Lag],
    ahead: Mapping[int, Sequence[Cell]],
    behind: Mapping[int, Sequence[Cell]],
) -> list[EmptyWeek]:
    """The first empty week of each fed specialty whose feeding weeks are slack. `behind` holds the weeks already worked."""
    found = []
    for link in links:
        lag = lag_of(link, measured)
        feeding = {
            cell.week: cell for cell in [*behind.get(link.before_id, ()), *ahead.get(link.before_id, ())]
        }
        for cell in ahead.get(link.after_id, ()):
            source = feeding.get(cell.week - timedelta(weeks=lag))
            if _is_below(cell, EMPTY) and source and _is_below(source, SLACK):
                found.append(
                    EmptyWeek(
                        link.before_id, link.after_id, lag,
                        cell.week, cell.share or 0.0, source.week, source.share or 0.0,
                    )
                )  # fmt: skip
                break
    return found


def _is_below(cell: Cell, border: float) -> bool:
    return cell.share is not None and cell.share < border


_LAGS = """
WITH firsts AS (
    SELECT i.plan_id, coalesce(s.specialty_id, e.specialty_id) AS specialty, min(i.realised_on) AS day
    FROM treatment_plans_planitem i
    JOIN treatment_plans_treatmentplan p ON p.id = i.plan_id
    LEFT JOIN clinics_service s ON s.id = i.service_id
    LEFT JOIN clinics_employee e ON e.id = coalesce(i.performer_id, p.practitioner_id)
    WHERE i.clinic_id = %(clinic)s AND i.status = 'realised' AND i.awaits_review = ''
    GROUP BY 1, 2)
SELECT a.specialty, b.specialty,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY (b.day - a.day) / 7.0))::int, count(*)::int
FROM firsts a JOIN firsts b ON b.plan_id = a.plan_id AND b.day > a.day
WHERE a.specialty IS NOT NULL AND b.specialty IS NOT NULL
GROUP BY 1, 2
"""
