"""The sums and the state of a plan follow from its lines: two statements write them, for one plan or for all."""

from collections.abc import Iterable

from django.db import connection

COLUMNS = (
    "lines_total", "lines_open", "lines_realised", "open_sum", "open_minutes", "open_agreed_lines",
    "open_agreed_sum", "open_agreed_minutes", "open_agreed_since", "lines_deferred", "deferred_until",
    "declined_sum", "declined_on", "state", "closed_on",
)  # fmt: skip

_IS_OPEN = "i.status IN ('identified', 'agreed', 'scheduled', 'deferred')"
_IS_AGREED = "i.status IN ('agreed', 'scheduled')"
_PRICE = "coalesce(i.agreed_price, i.price)"
_LEFT = f"greatest({_PRICE} - CASE WHEN i.sessions_done > 0 THEN coalesce(i.actual_price, 0) ELSE 0 END, 0)"
_MINUTES = "((i.minutes::integer * (i.sessions - i.sessions_done) + i.sessions - 1) / i.sessions)"

# Which alternative of each choice counts: the rule and its reasons stand in `treatment_plans.sums`.
_COUNT = f"""
WITH counted AS (
    SELECT DISTINCT ON (v.plan_id, v.choice) v.id
    FROM treatment_plans_variant v
    LEFT JOIN treatment_plans_planitem i
        ON i.variant_id = v.id AND i.awaits_review = '' AND i.status <> 'cancelled'
    WHERE %(all)s OR v.plan_id = ANY(%(plans)s)
    GROUP BY v.id
    ORDER BY v.plan_id, v.choice,
        coalesce(bool_or(i.status IN ('agreed', 'scheduled', 'realised')), false) DESC,
        coalesce(bool_or({_IS_OPEN}), false) DESC,
        coalesce(bool_or(i.agreed_on IS NOT NULL), false) DESC,
        coalesce(sum({_PRICE}), 0) DESC,
        v.letter
)
UPDATE treatment_plans_planitem i
SET counts = (i.variant_id IS NULL OR i.variant_id IN (SELECT id FROM counted))
WHERE (%(all)s OR i.plan_id = ANY(%(plans)s))
  AND (i.variant_id IS NOT NULL OR NOT i.counts)
  AND i.counts <> (i.variant_id IS NULL OR i.variant_id IN (SELECT id FROM counted))
"""  # noqa: S608 - built of the constants above

# The sums and the state, as `treatment_plans.sums.plan_sums` has them; a line that awaits review counts nowhere.
_SETTLE = f"""
WITH lines AS (
    SELECT p.id AS plan_id,
        count(i.id) AS reviewed,
        count(*) FILTER (WHERE i.status <> 'cancelled') AS lines_total,
        count(*) FILTER (WHERE {_IS_OPEN}) AS lines_open,
        count(*) FILTER (WHERE i.status = 'realised') AS lines_realised,
        coalesce(sum({_LEFT}) FILTER (WHERE {_IS_OPEN}), 0) AS open_sum,
        coalesce(sum({_MINUTES}) FILTER (WHERE {_IS_OPEN}), 0) AS open_minutes,
        count(*) FILTER (WHERE {_IS_AGREED}) AS open_agreed_lines,
        coalesce(sum({_LEFT}) FILTER (WHERE {_IS_AGREED}), 0) AS open_agreed_sum,
        coalesce(sum({_MINUTES}) FILTER (WHERE {_IS_AGREED}), 0) AS open_agreed_minutes,
        min(i.agreed_on) FILTER (WHERE {_IS_AGREED}) AS open_agreed_since,
        count(*) FILTER (WHERE i.status = 'deferred') AS lines_deferred,
        min(i.deferred_until) FILTER (WHERE i.status = 'deferred') AS deferred_until,
        coalesce(sum({_LEFT}) FILTER (WHERE i.status = 'declined'), 0) AS declined_sum,
        max(i.ended_on) FILTER (WHERE i.status = 'declined') AS declined_on,
        count(*) FILTER (WHERE i.status = 'declined' AND i.agreed_on IS NOT NULL) AS agreed_lost,
        coalesce(max(greatest(i.realised_on, i.ended_on)), p.identified_on) AS last_move
    FROM treatment_plans_treatmentplan p
    LEFT JOIN treatment_plans_planitem i ON i.plan_id = p.id AND i.awaits_review = '' AND i.counts
    WHERE %(all)s OR p.id = ANY(%(plans)s)
    GROUP BY p.id
), settled AS (
    SELECT *,
        CASE WHEN lines_open > 0 OR reviewed = 0 THEN 'active'
             WHEN lines_realised > 0 AND agreed_lost = 0 THEN 'completed' ELSE 'closed' END AS state,
        CASE WHEN lines_open = 0 AND reviewed > 0 THEN last_move END AS closed_on
    FROM lines
)
UPDATE treatment_plans_treatmentplan plan
SET {", ".join(f"{column} = s.{column}" for column in COLUMNS)}
FROM settled s
WHERE plan.id = s.plan_id
  AND ({", ".join(f"plan.{column}" for column in COLUMNS)})
      IS DISTINCT FROM ({", ".join(f"s.{column}" for column in COLUMNS)})
"""  # noqa: S608 - built of the constants above


def settle_plans(plan_ids: Iterable[int] | None) -> int:
    """Bring the state and the sums of these plans (None: of all) in line with their lines; the number changed.

    First says which alternatives count.

    To be called in the transaction that wrote the lines, by whoever wrote them (services here, the importer).
    """
    with connection.cursor() as cursor:
        which: dict[str, bool | list[int]] = {
            "all": plan_ids is None,
            "plans": [] if plan_ids is None else list(plan_ids),
        }
        cursor.execute(_COUNT, which)
        cursor.execute(_SETTLE, which)
        return cursor.rowcount
