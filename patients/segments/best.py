"""The border of the best: stored on the 1st per branch, then a fact like any other.

The border of a month is the `best_share` percentile of the revenue of 24 months over the patients whose home is the
branch and who are regular on the 1st, when there are at least `best_minimum` of them and the percentile is above zero;
otherwise the row says None and nobody is best. Facts of the 1st itself count, so it is settled while that day lasts.
"""

from datetime import date

from patients.segments.scope import Scope, months_later, rows, run
from patients.segments.summary import HOME_OF_SEVERAL

WINDOW_MOVED = """
WITH moved AS (
    SELECT patient_id FROM patients_visit
     WHERE status = 'completed' AND branch_id IN (SELECT id FROM clinics_branch WHERE clinic_id = %(clinic)s)
       AND ((day >= %(entering)s AND day < %(month)s) OR (day >= %(leaving)s AND day < %(window_start)s))
    UNION
    SELECT patient_id FROM patients_payment
     WHERE kind = 'service_refund' AND clinic_id = %(clinic)s
       AND ((paid_on >= %(entering)s AND paid_on < %(month)s) OR (paid_on >= %(leaving)s AND paid_on < %(window_start)s))
), sums AS (
    SELECT m.patient_id, coalesce(v.charged, 0) + coalesce(r.total, 0) AS revenue_24m, {home} AS home
    FROM moved m
    LEFT JOIN LATERAL (SELECT sum(amount) AS charged FROM patients_visit v WHERE v.patient_id = m.patient_id
        AND v.status = 'completed' AND v.day >= %(window_start)s AND v.day < %(month)s) v ON TRUE
    LEFT JOIN LATERAL (SELECT sum(amount) AS total FROM patients_payment p WHERE p.patient_id = m.patient_id
        AND p.kind = 'service_refund' AND p.paid_on >= %(window_start)s AND p.paid_on < %(month)s) r ON TRUE
)
UPDATE patients_patientsummary t SET revenue_24m = s.revenue_24m, home_branch_id = s.home, computed_on = %(today)s
FROM sums s
WHERE t.patient_id = s.patient_id AND t.clinic_id = %(clinic)s
  AND (t.revenue_24m, t.home_branch_id) IS DISTINCT FROM (s.revenue_24m, s.home)
"""

SETTLE = """
INSERT INTO patients_bestthreshold AS old (branch_id, month, policy_id, revenue)
SELECT b.id, %(month)s, %(policy)s, (
    SELECT CASE WHEN count(*) >= %(best_minimum)s AND percentile_disc(%(best_share)s) WITHIN GROUP (ORDER BY s.revenue_24m) > 0
        THEN percentile_disc(%(best_share)s) WITHIN GROUP (ORDER BY s.revenue_24m) END
    FROM patients_patientsummary s WHERE s.home_branch_id = b.id AND s.segment IN ('regular', 'best'))
FROM clinics_branch b WHERE b.clinic_id = %(clinic)s
ON CONFLICT (branch_id, month, policy_id) DO UPDATE SET revenue = excluded.revenue
    WHERE old.revenue IS DISTINCT FROM excluded.revenue
"""

APPLY = """
UPDATE patients_patientsummary s SET segment = CASE s.segment WHEN 'best' THEN 'regular' ELSE 'best' END, computed_on = %(today)s
FROM patients_bestthreshold t
WHERE t.branch_id = s.home_branch_id AND t.month = %(month)s AND t.policy_id = %(policy)s
  AND s.clinic_id = %(clinic)s AND s.segment IN ('regular', 'best')
  AND (s.segment = 'best') <> coalesce(s.revenue_24m >= t.revenue, FALSE)
RETURNING s.patient_id
"""


def last_settled_month(scope: Scope) -> date | None:
    """The latest month up to the day in scope whose borders are stored under the policy."""
    found = rows(
        "SELECT max(month) FROM patients_bestthreshold WHERE policy_id = %(policy)s AND month <= %(month)s",
        scope.parameters(),
    )
    return found[0][0]


def move_window(scope: Scope) -> int:
    """On the 1st: revenue and home branch of those with facts in the month that enters or the one that leaves."""
    parameters = scope.parameters()
    parameters["entering"] = months_later(parameters["month"], -1)
    parameters["leaving"] = months_later(parameters["window_start"], -1)
    return run(WINDOW_MOVED.format(home=HOME_OF_SEVERAL.format(patient="m.patient_id")), parameters)


def settle_borders(scope: Scope) -> list[int]:
    """Store the month's borders from the summaries; returns the patients who thereby turn best or regular."""
    run(SETTLE, scope.parameters())
    return [pk for (pk,) in rows(APPLY, scope.parameters())]
