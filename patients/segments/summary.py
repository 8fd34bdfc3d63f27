"""PatientSummary for a set of patients by one pass over their visits; only rows that differ are written.

The clinic's few specialty settings are compiled into the statement, so that the pass needs no join: the interval of
the last episode is the smallest one whose specialties were visited since the episode began, and the sum of the gaps is
kept once per interval that the clinic uses. Within a day the visits come by course gap, so the row before the first
visit of a day carries the largest course gap of the day before. Day and branch in one number give the branch of the
last day; only who was in several branches within the window needs a look of his own.
"""

from patients.models import SegmentPolicy
from patients.segments.scope import Scope, rows, run, specialties_that_set

COLUMNS = [
    "home_branch_id", "first_contact_on", "last_contact_on", "first_paid_on", "contact_days", "paid_days", "episodes",
    "episode_began_on", "interval_days", "rhythm_num", "rhythm_den", "silence_sleep", "silence_lapse", "revenue",
    "revenue_24m", "hold_until", "segment", "next_change_on", "policy_id",
]  # fmt: skip

ADD_MISSING = """
INSERT INTO patients_patientsummary (patient_id, clinic_id, contact_days, paid_days, episodes, interval_days,
    rhythm_num, rhythm_den, silence_sleep, silence_lapse, revenue, revenue_24m, segment, computed_on)
SELECT p.id, p.clinic_id, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 'prospect', %(today)s
FROM patients_patient p
WHERE p.clinic_id = %(clinic)s AND {scope}
  AND NOT EXISTS (SELECT FROM patients_patientsummary s WHERE s.patient_id = p.id)
"""

# Most contact days of the window, ties to the latest; nobody there in the window: where he was last.
HOME_OF_SEVERAL = """coalesce(
    (SELECT v.branch_id FROM patients_visit v
      WHERE v.patient_id = {patient} AND v.status = 'completed' AND v.day >= %(window_start)s AND v.day < %(month)s
      GROUP BY v.branch_id ORDER BY count(DISTINCT v.day) DESC, max(v.day) DESC, v.branch_id DESC LIMIT 1),
    (SELECT v.branch_id FROM patients_visit v
      WHERE v.patient_id = {patient} AND v.status = 'completed' AND v.day <= %(today)s
      ORDER BY v.day DESC, v.branch_id DESC LIMIT 1))"""

COMPUTED = """
WITH step AS (
    SELECT patient_id, day, amount, branch_id, specialty_id, day - lag(day) OVER before AS distance, {allowed} AS allowed
    FROM patients_visit
    WHERE status = 'completed' AND day <= %(today)s AND {scope_visit}
    WINDOW before AS (PARTITION BY patient_id ORDER BY day{order})
), fact AS (
    SELECT patient_id, min(day) AS first_on, max(day) AS last_on, min(day) FILTER (WHERE amount > 0) AS first_paid_on,
        count(*) FILTER (WHERE distance IS DISTINCT FROM 0) AS contact_days,
        count(DISTINCT day) FILTER (WHERE amount > 0) AS paid_days,
        count(*) FILTER (WHERE distance > allowed) AS gaps,
        coalesce(max(day) FILTER (WHERE distance > allowed), min(day)) AS episode_on,
        sum(amount) AS charged,
        sum(amount) FILTER (WHERE day >= %(window_start)s AND day < %(month)s) AS charged_24m,
        min(branch_id) FILTER (WHERE day >= %(window_start)s AND day < %(month)s) AS low_branch,
        max(branch_id) FILTER (WHERE day >= %(window_start)s AND day < %(month)s) AS high_branch,
        max((day - DATE '1900-01-01')::bigint << 32 | branch_id) & 4294967295 AS last_branch,
        {per_interval}
    FROM step GROUP BY patient_id
), refund AS (
    SELECT patient_id, sum(amount) AS total,
        sum(amount) FILTER (WHERE paid_on >= %(window_start)s AND paid_on < %(month)s) AS total_24m
    FROM patients_payment
    WHERE kind = 'service_refund' AND paid_on <= %(today)s AND {scope_visit} GROUP BY patient_id
), hold AS (
    SELECT patient_id, max(until) AS until FROM patients_hold
    WHERE known_from <= %(today)s AND (known_to IS NULL OR known_to > %(today)s) AND {scope_visit} GROUP BY patient_id
), pace AS (
    SELECT f.*, {interval} AS m, {gap_sum} AS gap_sum FROM fact f OFFSET 0
), fraction AS (
    SELECT p.*, 4 * m + 2 * gap_sum < m * (2 + gaps) AS is_floor FROM pace p OFFSET 0
), rhythm AS (
    SELECT f.*, CASE WHEN is_floor THEN m ELSE 2 * m + gap_sum END AS num, CASE WHEN is_floor THEN 2 ELSE 2 + gaps END AS den
    FROM fraction f OFFSET 0
), border AS (
    SELECT r.*, 3 * num / (2 * den) AS s, least(3 * num / den, greatest(730, 3 * num / (2 * den) + 90)) AS l,
        CASE WHEN low_branch IS NULL THEN last_branch WHEN low_branch = high_branch THEN low_branch
            ELSE {home_of_several} END AS home
    FROM rhythm r OFFSET 0
), whole AS (
    SELECT x.patient_id, b.home AS home_branch_id, b.first_on AS first_contact_on, b.last_on AS last_contact_on,
        b.first_paid_on, coalesce(b.contact_days, 0) AS contact_days, coalesce(b.paid_days, 0) AS paid_days,
        coalesce(b.gaps + 1, 0) AS episodes, b.episode_on AS episode_began_on, coalesce(b.m, 0) AS interval_days,
        coalesce(b.num, 0) AS rhythm_num, coalesce(b.den, 1) AS rhythm_den,
        coalesce(b.s, 0)::int AS silence_sleep, coalesce(b.l, 0)::int AS silence_lapse,
        coalesce(b.charged, 0) + coalesce(r.total, 0) AS revenue,
        coalesce(b.charged_24m, 0) + coalesce(r.total_24m, 0) AS revenue_24m, h.until AS hold_until,
        CASE WHEN b.first_paid_on IS NULL THEN 'prospect'
            WHEN h.until >= %(today)s OR %(today)s - b.last_on <= b.s THEN 'awake'
            WHEN %(today)s - b.last_on > b.l THEN 'lapsed' ELSE 'sleeping' END AS state,
        b.gaps >= 1 OR b.last_on - b.first_on >= %(regular_after)s AS is_regular
    FROM patients_patientsummary x
    LEFT JOIN border b ON b.patient_id = x.patient_id
    LEFT JOIN refund r ON r.patient_id = x.patient_id
    LEFT JOIN hold h ON h.patient_id = x.patient_id
    WHERE x.clinic_id = %(clinic)s AND {scope_summary} OFFSET 0
)
SELECT w.*, %(policy)s::bigint AS policy_id,
    CASE WHEN state <> 'awake' THEN state WHEN NOT is_regular THEN 'beginning'
        WHEN revenue_24m >= t.revenue THEN 'best' ELSE 'regular' END AS segment,
    CASE state WHEN 'awake' THEN greatest(last_contact_on + silence_sleep, hold_until) + 1
        WHEN 'sleeping' THEN last_contact_on + silence_lapse + 1 END AS next_change_on
FROM whole w
LEFT JOIN patients_bestthreshold t
    ON t.branch_id = w.home_branch_id AND t.month = %(month)s AND t.policy_id = %(policy)s
"""

WRITE = """
UPDATE patients_patientsummary t SET {assign}, computed_on = %(today)s
FROM ({computed}) c
WHERE t.patient_id = c.patient_id AND ({mine}) IS DISTINCT FROM ({theirs})
RETURNING t.patient_id
"""


def refresh_summaries(scope: Scope) -> list[int]:
    """Bring the summaries in scope up to its day; returns the patients whose row changed.

    `segment_since` is not touched: it follows from the memberships.
    """
    parameters = scope.parameters()
    run(ADD_MISSING.format(scope=scope.patients("p.id")), parameters)
    statement = WRITE.format(
        computed=computed_sql(scope),
        assign=", ".join(f"{c} = c.{c}" for c in COLUMNS),
        mine=", ".join(f"t.{c}" for c in COLUMNS),
        theirs=", ".join(f"c.{c}" for c in COLUMNS),
    )
    return [pk for (pk,) in rows(statement, parameters)]


def computed_sql(scope: Scope) -> str:
    """The SELECT of what the summaries in scope should hold; writes nothing (previews use it too)."""
    return COMPUTED.format(
        scope_visit=scope.patients("patient_id"),
        scope_summary=scope.patients("x.patient_id"),
        home_of_several=HOME_OF_SEVERAL.format(patient="r.patient_id"),
        **_course_gap_parts(scope.policy),
        **_interval_parts(scope.policy),
    )


def _course_gap_parts(policy: SegmentPolicy) -> dict[str, str]:
    """How far the next contact day may be; without any setting it is the default and the index gives the order."""
    gaps = specialties_that_set("course_gap", policy)
    if not gaps:
        return {"allowed": "%(course_gap)s::int", "order": ""}
    cases = " ".join(f"WHEN specialty_id IN ({_listed(ids)}) THEN {gap}" for gap, ids in gaps.items())
    mine = f"CASE WHEN specialty_id IS NULL THEN NULL {cases} ELSE %(course_gap)s::int END"
    return {
        "allowed": f"coalesce(lag({mine}) OVER before, %(course_gap)s::int)",
        "order": f", {mine} NULLS FIRST",
    }


def _interval_parts(policy: SegmentPolicy) -> dict[str, str]:
    """The interval m of the last episode and Σ min(gap, 3·m), for the intervals that the clinic uses."""
    intervals = specialties_that_set("return_interval", policy)
    sums = [_gap_sum(str(interval), f"sum_{interval}") for interval in intervals]
    lasts = [
        f"max(day) FILTER (WHERE specialty_id IN ({_listed(ids)})) AS last_{interval}"
        for interval, ids in intervals.items()
    ]
    found = [f"last_{interval} >= episode_on THEN" for interval in intervals]
    return {
        "per_interval": ", ".join([*sums, *lasts, _gap_sum("%(interval)s::int", "sum_default")]),
        "interval": _case([f"{f} {i}" for f, i in zip(found, intervals, strict=True)], "%(interval)s::int"),
        "gap_sum": _case([f"{f} sum_{i}" for f, i in zip(found, intervals, strict=True)], "sum_default"),
    }


def _gap_sum(interval: str, name: str) -> str:
    return f"coalesce(sum(least(distance, 3 * {interval})) FILTER (WHERE distance > allowed), 0) AS {name}"


def _case(branches: list[str], otherwise: str) -> str:
    return f"CASE {' '.join(f'WHEN {b}' for b in branches)} ELSE {otherwise} END" if branches else otherwise


def _listed(ids: list[int]) -> str:
    return ", ".join(map(str, ids))
