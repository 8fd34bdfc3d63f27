"""Lifetime and lifetime value (1-domain, "Lifetime value, exactly")."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.db import connection

from analytics.selectors.money import first_contact_day
from clinic_crm.lib.periods import add_months, whole_months
from clinics.metrics import Extent

MONTH = Fraction(487, 16)  # 30.4375 days
SHORTEST_HORIZON = 12


@dataclass(frozen=True)
class Lifetime:
    """LT(A): mean of last − first contact day over the patients lapsed on `day`; None when nobody is."""

    day: date
    total_days: int
    lapsed: int
    single_day: int

    @property
    def days(self) -> Fraction | None:
        return Fraction(self.total_days, self.lapsed) if self.lapsed else None

    @property
    def whole_days(self) -> int | None:
        return None if self.days is None else round(self.days)

    @property
    def single_share(self) -> float | None:
        """Of the lapsed, the share who came on one day only: they count as zero days."""
        return self.single_day / self.lapsed if self.lapsed else None


@dataclass(frozen=True)
class LifetimeValue:
    """LTV on `day` over the `horizon` months before it: revenue / patients = average check × frequency."""

    day: date
    horizon: int
    revenue: Decimal
    patients: int
    paid_days: int

    @property
    def value(self) -> Decimal | None:
        return self.revenue / self.patients if self.patients else None

    @property
    def average_check(self) -> Decimal | None:
        return self.revenue / self.paid_days if self.patients and self.paid_days else None

    @property
    def frequency(self) -> Decimal | None:
        return Decimal(self.paid_days) / self.patients if self.patients else None


def horizon_months(lifetime: Fraction | None, *, first: date | None, today: date) -> int:
    """H = max(12, ceil(2 · LT / 30.4375)) months, not longer than the history since `first`; at least one month."""
    wanted = max(SHORTEST_HORIZON, ceil(2 * lifetime / MONTH)) if lifetime is not None else SHORTEST_HORIZON
    history = whole_months(first, today) if first else 0
    return max(1, min(wanted, history))


LIFETIMES = """
WITH point(n, a) AS (SELECT * FROM unnest(%(numbers)s::int[], %(days)s::date[]))
SELECT point.n, coalesce(sum(span.last - span.first), 0), count(span.last),
       count(*) FILTER (WHERE span.last = span.first)
FROM point
LEFT JOIN patients_segmentmembership m
  ON m.clinic_id = %(clinic)s AND m.segment = 'lapsed' AND m.since <= point.a
 AND (m.until IS NULL OR m.until > point.a)
 AND (%(branches)s::bigint[] IS NULL OR EXISTS (
    SELECT FROM patients_patientsummary s WHERE s.patient_id = m.patient_id AND s.home_branch_id = ANY(%(branches)s)))
LEFT JOIN LATERAL (
    SELECT min(v.day) AS first, max(v.day) AS last FROM patients_visit v
    WHERE v.patient_id = m.patient_id AND v.status = 'completed' AND v.day <= point.a
) span ON true
GROUP BY point.n ORDER BY point.n
"""


def lifetimes(extent: Extent, days: Sequence[date]) -> list[Lifetime]:
    """LT on each of the days, in one query. A patient belongs to the home branch."""
    rows = _rows(LIFETIMES, extent, numbers=list(range(len(days))), days=list(days))
    return [Lifetime(days[n], int(total), lapsed, single) for n, total, lapsed, single in rows]


VALUES = """
WITH point(n, before, a) AS (SELECT * FROM unnest(%(numbers)s::int[], %(befores)s::date[], %(days)s::date[])),
paid AS MATERIALIZED (
    SELECT patient_id, day, sum(amount) AS amount FROM patients_visit
    WHERE clinic_id = %(clinic)s AND status = 'completed' AND day > %(earliest)s AND day <= %(latest)s
      AND (%(branches)s::bigint[] IS NULL OR branch_id = ANY(%(branches)s))
    GROUP BY patient_id, day HAVING sum(amount) > 0
),
returned AS MATERIALIZED (
    SELECT patient_id, paid_on AS day, amount FROM patients_payment
    WHERE clinic_id = %(clinic)s AND kind = 'service_refund' AND paid_on > %(earliest)s AND paid_on <= %(latest)s
      AND (%(branches)s::bigint[] IS NULL OR branch_id = ANY(%(branches)s))
),
fact AS (
    SELECT patient_id, day, amount, 1 AS paid_day FROM paid
    UNION ALL SELECT patient_id, day, amount, 0 FROM returned
),
person AS (
    SELECT point.n, fact.patient_id, sum(fact.amount) AS revenue, sum(fact.paid_day) AS paid_days
    FROM point JOIN fact ON fact.day > point.before AND fact.day <= point.a
    GROUP BY point.n, fact.patient_id
)
SELECT point.n, coalesce(sum(revenue), 0), count(*) FILTER (WHERE revenue > 0), coalesce(sum(paid_days), 0)
FROM point LEFT JOIN person USING (n) GROUP BY point.n ORDER BY point.n
"""


def lifetime_values(extent: Extent, days: Sequence[date], *, horizon: int) -> list[LifetimeValue]:
    """LTV on each of the days with one horizon for all of them, in one query: windows (A − horizon months, A]."""
    befores = [add_months(day, -horizon) for day in days]
    rows = _rows(
        VALUES,
        extent,
        numbers=list(range(len(days))),
        befores=befores,
        days=list(days),
        earliest=min(befores),
        latest=max(days),
    )
    return [
        LifetimeValue(days[n], horizon, revenue, patients, int(paid_days))
        for n, revenue, patients, paid_days in rows
    ]


def horizon_of(extent: Extent) -> int:
    """The one horizon of every picture of this extent, from the lifetime and the history known today."""
    lifetime_now = lifetimes(extent, [extent.today])[0].days
    return horizon_months(lifetime_now, first=first_contact_day(extent), today=extent.today)


def values_of_picture(extent: Extent, days: Sequence[date]) -> list[LifetimeValue]:
    """LTV on each of the days under the extent's one horizon; three queries."""
    return lifetime_values(extent, days, horizon=horizon_of(extent))


def _rows(sql: str, extent: Extent, **params: Any) -> list[tuple]:
    branches = None if extent.branches is None else sorted(extent.branches)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"clinic": extent.clinic.pk, "branches": branches, **params})
        return cursor.fetchall()
