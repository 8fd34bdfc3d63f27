"""What campaigns brought, by the month in which the inquiry came (docs/metrics: cohorts of inquiries, followed to today).

A patient counts once, for the first inquiry that names a campaign. Arrived: a completed visit on or after the day of
the inquiry. New patient: the first completed paid visit in the network lies there (1-domain, «Primary»). Revenue: charges
of completed visits − service refunds of these patients since that day (1-domain, «Revenue»).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from clinics.access import Person, reach_of, roles_of
from clinics.enums import Role

LEAST_SHOWN = 5  # smaller groups are hidden from whoever may see aggregates only

FIGURES = """
WITH cohort AS (
    SELECT i.id, i.campaign_id, date_trunc('month', i.created_on)::date AS month, i.created_on, i.status, i.branch_id,
        i.patient_id, CASE WHEN i.patient_id IS NOT NULL
            THEN row_number() OVER (PARTITION BY i.patient_id ORDER BY i.created_on, i.id) END AS turn
    FROM patients_inquiry i WHERE i.campaign_id IS NOT NULL
), people AS (
    SELECT c.id,
        EXISTS (SELECT FROM patients_visit v WHERE v.patient_id = c.patient_id AND v.status = 'completed'
                AND v.day >= c.created_on) AS arrived,
        (SELECT min(v.day) FROM patients_visit v WHERE v.patient_id = c.patient_id AND v.status = 'completed'
            AND v.amount > 0) >= c.created_on AS is_new,
        coalesce((SELECT sum(v.amount) FROM patients_visit v WHERE v.patient_id = c.patient_id
            AND v.status = 'completed' AND v.day >= c.created_on), 0)
        + coalesce((SELECT sum(p.amount) FROM patients_payment p WHERE p.patient_id = c.patient_id
            AND p.kind = 'service_refund' AND p.paid_on >= c.created_on), 0) AS revenue
    FROM cohort c WHERE c.turn = 1
), counted AS (
    SELECT c.campaign_id, c.month, count(*) AS inquiries, count(*) FILTER (WHERE c.status = 'booked') AS booked,
        count(*) FILTER (WHERE p.arrived) AS arrived, count(*) FILTER (WHERE p.is_new) AS new_patients,
        coalesce(sum(p.revenue), 0) AS revenue
    FROM cohort c LEFT JOIN people p ON p.id = c.id
    WHERE (%(branches)s::bigint[] IS NULL OR c.branch_id = ANY(%(branches)s))
    GROUP BY c.campaign_id, c.month
)
SELECT coalesce(n.campaign_id, s.campaign_id), coalesce(n.month, s.month), coalesce(n.inquiries, 0),
    coalesce(n.booked, 0), coalesce(n.arrived, 0), coalesce(n.new_patients, 0), coalesce(n.revenue, 0), s.amount
FROM counted n
FULL JOIN patients_campaignspend s ON s.campaign_id = n.campaign_id AND s.month = n.month
WHERE (%(since)s::date IS NULL OR coalesce(n.month, s.month) >= %(since)s)
ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True)
class Figures:
    """One campaign in one month. None is «not shown»: too few people, or no spend known."""

    campaign_id: int
    month: date | None
    inquiries: int | None
    booked: int | None
    arrived: int | None
    new_patients: int | None
    revenue: Decimal | None
    spend: Decimal | None

    @property
    def per_inquiry(self) -> Decimal | None:
        return _share(self.spend, self.inquiries)

    @property
    def per_new_patient(self) -> Decimal | None:
        return _share(self.spend, self.new_patients)

    @property
    def return_on_spend(self) -> Decimal | None:
        """(revenue − spend) / spend: 1 = every ruble brought back two."""
        if self.revenue is None or not self.spend:
            return None
        return (self.revenue - self.spend) / self.spend


def _share(spend: Decimal | None, count: int | None) -> Decimal | None:
    return (spend / count).quantize(Decimal("0.01")) if spend is not None and count else None


def campaign_figures(*, branches: Collection[int] | None = None, since: date | None = None) -> list[Figures]:
    """Every campaign and month with an inquiry or a spend, the newest month first; `branches` None = the network."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"branches": None if branches is None else list(branches), "since": since})
        return [Figures(*row) for row in cursor.fetchall()]


def figures_for(user: Person, *, since: date | None = None) -> tuple[list[Figures], bool]:
    """What this person may see, and whether small groups are hidden from them (aggregates only)."""
    reach = reach_of(user, "inquiries")
    if reach.everywhere:
        return campaign_figures(since=since), False
    if reach.branches:
        return campaign_figures(branches=reach.branches, since=since), False
    if Role.MARKETER in roles_of(user):
        return [hide_few(row) for row in campaign_figures(since=since)], True
    return [], True


def hide_few(row: Figures) -> Figures:
    """Counts of 1 to 4 people are hidden, and with them the money that they brought."""

    def shown(count: int | None) -> int | None:
        return None if count is not None and 0 < count < LEAST_SHOWN else count

    return Figures(
        campaign_id=row.campaign_id,
        month=row.month,
        inquiries=shown(row.inquiries),
        booked=shown(row.booked),
        arrived=shown(row.arrived),
        new_patients=shown(row.new_patients),
        revenue=None if shown(row.arrived) is None else row.revenue,
        spend=row.spend,
    )


def total_of(rows: list[Figures], campaign_id: int = 0) -> Figures:
    """The sum of the months. A single hidden cell hides the sum too: else it could be reckoned back."""

    def added(name: str) -> int | None:
        values = [getattr(row, name) for row in rows]
        known = [value for value in values if value is not None]
        return None if len(known) < len(values) else sum(known)

    spends = [row.spend for row in rows if row.spend is not None]
    revenue = [row.revenue for row in rows]
    return Figures(
        campaign_id=campaign_id,
        month=None,
        inquiries=added("inquiries"),
        booked=added("booked"),
        arrived=added("arrived"),
        new_patients=added("new_patients"),
        revenue=None if None in revenue else sum((r for r in revenue if r is not None), Decimal(0)),
        spend=sum(spends, Decimal(0)) if spends else None,
    )
