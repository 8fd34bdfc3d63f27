"""The realisation curve: of the minutes agreed to, the share done within 1, 2, … weeks (domain, "Forward load").

Aalen and Johansen's estimate on a grid of weeks, weighed by minutes: a line declined or cancelled after the agreement
is a competing end, a line still open (or put off) counts only for the full weeks it has been watched. With n minutes
at risk in week k, r of them realised and l lost in it, S(0) = 1 and F(0) = 0:

    F(k) = F(k-1) + S(k-1) · r/n        S(k) = S(k-1) · (1 - (r + l)/n)
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

LONGEST = 156  # weeks; agreed work that is done still later is as good as lost
FEWEST = 30  # ended lines; a specialty with fewer takes the clinic's curve

Outcome = tuple[str, int, int, int]  # fate (done, lost, open), week, minutes, lines


@dataclass(frozen=True)
class Curve:
    """`done[k]` and `still_open[k]`: shares of the agreed minutes k weeks after the agreement, k = 0, 1, …

    `lines` is the number of lines it was measured from, `ended` how many of them were done or lost.
    """

    done: tuple[float, ...]
    still_open: tuple[float, ...]
    lines: int
    ended: int

    def done_by(self, week: int) -> float:
        """F: the share done within `week` full weeks; flat after the last week ever seen."""
        return self.done[min(week, len(self.done) - 1)]

    def chance(self, age: int, week: int) -> float:
        """P(realised in the week-th week from now | still open `age` weeks after the agreement), week ≥ 1.

        The share still open is what is neither done nor lost: F alone would keep lines alive that have ended otherwise.
        """
        alive = self.still_open[min(age, len(self.still_open) - 1)]
        if alive <= 0:
            return 0.0
        return (self.done_by(age + week) - self.done_by(age + week - 1)) / alive


NOTHING = Curve((0.0,), (1.0,), 0, 0)


@dataclass(frozen=True)
class Curves:
    """The clinic's curve and those of the specialties that have enough ended lines for one of their own."""

    clinic: Curve
    specialties: dict[int, Curve]

    def of(self, specialty_id: int | None) -> Curve:
        return self.specialties.get(specialty_id or 0, self.clinic)


def estimate(outcomes: Iterable[Outcome]) -> Curve:
    """The curve of these outcomes; `week` is the week of the end (1 = days 0 to 7), or the full weeks watched."""
    done: dict[int, int] = defaultdict(int)
    lost: dict[int, int] = defaultdict(int)
    left: dict[int, int] = defaultdict(int)
    lines = ended = 0
    for fate, week, minutes, count in outcomes:
        {"done": done, "lost": lost, "open": left}[fate][min(week, LONGEST)] += minutes
        lines += count
        ended += count if fate != "open" else 0
    at_risk = sum(done.values()) + sum(lost.values()) + sum(left.values()) - left[0]
    shares, alive = [0.0], [1.0]
    for week in range(1, max([*done, *lost], default=0) + 1):
        if not at_risk:
            break
        ends = done[week] + lost[week]
        shares.append(shares[-1] + alive[-1] * done[week] / at_risk)
        alive.append(alive[-1] * (1 - ends / at_risk))
        at_risk -= ends + left[week]
    return Curve(tuple(shares), tuple(alive), lines, ended)


def measure_curves(clinic_id: int, *, today: date) -> Curves:
    """The curves of the clinic's reviewed lines that were ever agreed to, as they stand. One query."""
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOMES, {"clinic": clinic_id, "today": today})
        for specialty, *outcome in cursor.fetchall():
            outcomes[specialty or 0].append(tuple(outcome))
    own = {key: estimate(rows) for key, rows in outcomes.items() if key}
    return Curves(
        estimate(row for rows in outcomes.values() for row in rows),
        {key: curve for key, curve in own.items() if curve.ended >= FEWEST},
    )


# Sessions that are done count on their own days, the rest of the line as it stands. A line that was put off after the
# agreement has been watched until that day. Names of specialties are looked up for the groups, not for each line.
_OUTCOMES = """
WITH done AS (SELECT item_id, sum(minutes) AS minutes FROM treatment_plans_plansession GROUP BY 1),
lines AS (
    SELECT i.service_id, coalesce(i.performer_id, p.practitioner_id) AS employee_id, i.status,
           CASE WHEN i.status = 'realised' THEN i.realised_on
                WHEN i.status IN ('declined', 'cancelled', 'deferred') THEN i.ended_on
                ELSE %(today)s END - i.agreed_on AS days,
           sum(greatest(0, i.minutes - coalesce(d.minutes, 0))) AS minutes, count(*) AS lines
    FROM treatment_plans_planitem i
    JOIN treatment_plans_treatmentplan p ON p.id = i.plan_id
    LEFT JOIN done d ON d.item_id = i.id
    WHERE i.clinic_id = %(clinic)s AND i.awaits_review = '' AND i.agreed_on <= %(today)s
    GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT i.service_id, coalesce(i.performer_id, p.practitioner_id), 'realised', s.done_on - i.agreed_on,
           sum(s.minutes), 0
    FROM treatment_plans_plansession s
    JOIN treatment_plans_planitem i ON i.id = s.item_id
    JOIN treatment_plans_treatmentplan p ON p.id = i.plan_id
    WHERE i.clinic_id = %(clinic)s AND i.awaits_review = '' AND i.agreed_on <= %(today)s
    GROUP BY 1, 2, 3, 4),
fates AS (
    SELECT coalesce(s.specialty_id, e.specialty_id) AS specialty, greatest(0, l.days) AS days, l.minutes, l.lines,
           CASE WHEN l.status = 'realised' THEN 'done'
                WHEN l.status IN ('declined', 'cancelled') THEN 'lost' ELSE 'open' END AS fate
    FROM lines l
    LEFT JOIN clinics_service s ON s.id = l.service_id
    LEFT JOIN clinics_employee e ON e.id = l.employee_id)
SELECT specialty, fate, CASE fate WHEN 'open' THEN days / 7 ELSE greatest(1, (days + 6) / 7) END,
       sum(minutes)::int, sum(lines)::int
FROM fates GROUP BY 1, 2, 3
"""
