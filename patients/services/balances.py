"""What patients owe (1-domain, "Facts"): debt = charges − service refunds − cash, written where it differs.

Charges count with completed visits, as in revenue. A service refund lowers both the charge side and the cash, so an
advance and its refund, and a service and its refund, leave no trace in the debt.
"""

from collections.abc import Collection

from patients.segments.scope import run

# The first visit that the money does not reach, when money pays the oldest visits first.
_REFRESH = """
WITH visit AS (
    SELECT patient_id, day, amount, sum(amount) OVER (PARTITION BY patient_id ORDER BY day, id) AS so_far
    FROM patients_visit WHERE status = 'completed' AND amount > 0 AND {scope}
), charged AS (
    SELECT patient_id, sum(amount) AS total FROM visit GROUP BY patient_id
), cash AS (
    SELECT patient_id, sum(amount) AS total, coalesce(sum(amount) FILTER (WHERE kind = 'service_refund'), 0) AS returned
    FROM patients_payment WHERE {scope} GROUP BY patient_id
), computed AS (
    SELECT patient_id, coalesce(charged.total, 0) + coalesce(returned, 0) AS charged, coalesce(cash.total, 0) AS paid,
        coalesce(charged.total, 0) + coalesce(returned, 0) - coalesce(cash.total, 0) AS debt,
        (SELECT min(v.day) FROM visit v
          WHERE v.patient_id = base.patient_id AND v.so_far > coalesce(cash.total, 0) - coalesce(returned, 0)) AS owed_since
    FROM ({base}) base LEFT JOIN charged USING (patient_id) LEFT JOIN cash USING (patient_id)
)
INSERT INTO patients_patientbalance AS old (patient_id, charged, paid, debt, owed_since)
SELECT patient_id, charged, paid, debt, CASE WHEN debt > 0 THEN owed_since END FROM computed
ON CONFLICT (patient_id) DO UPDATE
SET charged = excluded.charged, paid = excluded.paid, debt = excluded.debt, owed_since = excluded.owed_since
WHERE (old.charged, old.paid, old.debt, old.owed_since)
    IS DISTINCT FROM (excluded.charged, excluded.paid, excluded.debt, excluded.owed_since)
"""


def refresh_balances(patient_ids: Collection[int]) -> int:
    """Recompute the balances of these patients from their facts; how many rows changed.

    Called in the transaction that writes charges or payments, and for whoever is marked dirty.
    """
    if not patient_ids:
        return 0
    scope = "patient_id = ANY(%(ids)s)"
    base = "SELECT id AS patient_id FROM patients_patient WHERE id = ANY(%(ids)s)"
    return run(_REFRESH.format(scope=scope, base=base), {"ids": list(patient_ids)})
