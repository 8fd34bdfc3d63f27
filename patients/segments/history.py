"""SegmentMembership for a set of patients: every line they ever crossed, walked set-based over all days up to today.

Each step fills one temporary table from the one before:

    seg_day     contact days
    seg_state   the state after each contact day: gaps so far, interval, whether regular, until the next contact day
    seg_span    the spans of days that follow from the state alone: awake, sleeping, lapsed; then cut by the holds
    seg_month   the months in which somebody is regular, with revenue and home branch of their 24 months
    seg_member  the memberships: spans cut by the best months, equal neighbours joined

A day knows the facts with event date up to it and the holds that were known on it; a day before an initial load
therefore knows no holds. Rows of `patients_segmentmembership` that are already right are not written.
"""

from patients.segments.scope import Scope, run

TABLES = ["seg_day", "seg_state", "seg_span", "seg_cut", "seg_month", "seg_member"]

DAY = """
CREATE TEMP TABLE seg_day ON COMMIT DROP AS
SELECT v.patient_id, v.day, bool_or(v.amount > 0) AS paid, max(v.branch_id) AS branch_id, min(s.return_interval) AS interval,
    coalesce(max(CASE WHEN v.specialty_id IS NOT NULL THEN coalesce(s.course_gap, %(course_gap)s) END), %(course_gap)s) AS allowed
FROM patients_visit v LEFT JOIN clinics_specialty s ON s.id = v.specialty_id
WHERE v.status = 'completed' AND v.day <= %(today)s AND v.clinic_id = %(clinic)s AND {scope_visit}
GROUP BY v.patient_id, v.day
"""

STATE = """
CREATE TEMP TABLE seg_state ON COMMIT DROP AS
WITH marked AS (
    SELECT *, day - lag(day) OVER so_far AS distance, coalesce(day - lag(day) OVER so_far > lag(allowed) OVER so_far, FALSE) AS is_gap
    FROM seg_day WINDOW so_far AS (PARTITION BY patient_id ORDER BY day)
), numbered AS (
    SELECT *, count(*) FILTER (WHERE is_gap) OVER so_far AS gaps FROM marked
    WINDOW so_far AS (PARTITION BY patient_id ORDER BY day)
)
SELECT patient_id, day, distance, is_gap, gaps, lead(day) OVER so_far AS next_day, bool_or(paid) OVER so_far AS paid_yet,
    gaps >= 1 OR day - min(day) OVER so_far >= %(regular_after)s AS is_regular,
    coalesce(sum(least(distance, 3 * %(interval)s)) FILTER (WHERE is_gap) OVER so_far, 0) AS default_sum,
    coalesce(min(interval) OVER (PARTITION BY patient_id, gaps ORDER BY day), %(interval)s) AS m
FROM numbered WINDOW so_far AS (PARTITION BY patient_id ORDER BY day)
"""

# The running sum holds for the default interval; the few states with another one sum their gaps anew.
SPAN = """
CREATE TEMP TABLE seg_span ON COMMIT DROP AS
WITH own AS (
    SELECT k.patient_id, k.gaps, k.m, coalesce(sum(least(g.distance, 3 * k.m)) FILTER (WHERE g.is_gap), 0) AS gap_sum
    FROM (SELECT DISTINCT patient_id, gaps, m FROM seg_state WHERE m <> %(interval)s) k
    LEFT JOIN seg_state g ON g.patient_id = k.patient_id AND g.is_gap AND g.gaps <= k.gaps
    GROUP BY k.patient_id, k.gaps, k.m
), pace AS (
    SELECT s.*, coalesce(o.gap_sum, s.default_sum) AS gap_sum
    FROM seg_state s LEFT JOIN own o ON o.patient_id = s.patient_id AND o.gaps = s.gaps AND o.m = s.m OFFSET 0
), fraction AS (
    SELECT *, CASE WHEN 4 * m + 2 * gap_sum < m * (2 + gaps) THEN m ELSE 2 * m + gap_sum END AS num,
        CASE WHEN 4 * m + 2 * gap_sum < m * (2 + gaps) THEN 2 ELSE 2 + gaps END AS den
    FROM pace OFFSET 0
), border AS (
    SELECT *, (3 * num / (2 * den))::int AS s,
        least(3 * num / den, greatest(730, 3 * num / (2 * den) + 90))::int AS l,
        least(coalesce(next_day, %(today)s + 1), %(today)s + 1) AS ends
    FROM fraction OFFSET 0
), span AS (
    SELECT b.patient_id, b.day AS last_on, CASE WHEN b.is_regular THEN 'regular' ELSE 'beginning' END AS awake,
        CASE WHEN NOT b.paid_yet THEN 'prospect' WHEN x.state <> 'awake' THEN x.state
            WHEN b.is_regular THEN 'regular' ELSE 'beginning' END AS segment,
        x.since, least(x.until, b.ends) AS until
    FROM border b CROSS JOIN LATERAL (VALUES
        ('awake', b.day, CASE WHEN b.paid_yet THEN b.day + b.s + 1 ELSE b.ends END),
        ('sleeping', CASE WHEN b.paid_yet THEN b.day + b.s + 1 ELSE b.ends END, b.day + b.l + 1),
        ('lapsed', CASE WHEN b.paid_yet THEN b.day + b.l + 1 ELSE b.ends END, b.ends)
    ) AS x(state, since, until)
    WHERE x.since < least(x.until, b.ends)
), known AS (
    SELECT p.id AS patient_id, f.first_on, least(
        p.registered_on, (p.created_at AT TIME ZONE %(zone)s)::date, f.first_on, %(today)s) AS since
    FROM patients_patient p
    LEFT JOIN (SELECT patient_id, min(day) AS first_on FROM seg_day GROUP BY patient_id) f ON f.patient_id = p.id
    WHERE p.clinic_id = %(clinic)s AND {scope_patient}
)
SELECT * FROM span
UNION ALL
SELECT patient_id, NULL, NULL, 'prospect', since, coalesce(first_on, %(today)s + 1) FROM known
WHERE first_on IS NULL OR since < first_on
"""

CUT = """
CREATE TEMP TABLE seg_cut ON COMMIT DROP AS
WITH held AS (
    SELECT patient_id, range_agg(daterange(known_from, least(until + 1, known_to))) AS days
    FROM patients_hold
    WHERE known_from <= %(today)s AND known_from < least(until + 1, known_to) AND {scope_hold}
    GROUP BY patient_id
), asleep AS (
    SELECT s.*, h.days FROM seg_span s JOIN held h ON h.patient_id = s.patient_id
    WHERE s.segment IN ('sleeping', 'lapsed') AND h.days && daterange(s.since, s.until)
)
SELECT a.patient_id, a.last_on, a.awake AS segment, lower(r) AS since, upper(r) AS until
FROM asleep a CROSS JOIN LATERAL unnest(a.days * datemultirange(daterange(a.since, a.until))) r
UNION ALL
SELECT a.patient_id, a.last_on, a.segment, lower(r), upper(r)
FROM asleep a CROSS JOIN LATERAL unnest(datemultirange(daterange(a.since, a.until)) - a.days) r
UNION ALL
SELECT s.patient_id, s.last_on, s.segment, s.since, s.until
FROM seg_span s LEFT JOIN asleep a ON a.patient_id = s.patient_id AND a.since = s.since
WHERE a.patient_id IS NULL
"""

# The revenue of 24 months is a running sum: what is earned in a month enters with the next one and leaves after 24.
MONTH = """
CREATE TEMP TABLE seg_month ON COMMIT DROP AS
WITH regular AS (
    SELECT c.patient_id, g::date AS month, bool_or(c.since <= g::date) AS on_first,
        max(c.last_on) FILTER (WHERE c.since <= g::date) AS last_on
    FROM seg_cut c
    CROSS JOIN LATERAL generate_series(date_trunc('month', c.since::timestamp), (c.until - 1)::timestamp, '1 month') g
    WHERE c.segment = 'regular' GROUP BY c.patient_id, g::date
), numbered AS (
    SELECT *, (extract(year FROM month) * 12 + extract(month FROM month))::int AS nth FROM regular
), fact AS (
    SELECT patient_id, branch_id, (extract(year FROM day) * 12 + extract(month FROM day))::int AS nth,
        sum(amount) AS revenue, count(DISTINCT day) AS days, max(day) AS last_on
    FROM patients_visit v
    WHERE v.status = 'completed' AND v.day <= %(today)s AND v.clinic_id = %(clinic)s AND {scope_visit}
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT patient_id, NULL, (extract(year FROM paid_on) * 12 + extract(month FROM paid_on))::int, sum(amount), 0, NULL
    FROM patients_payment v
    WHERE v.kind = 'service_refund' AND v.paid_on <= %(today)s AND v.clinic_id = %(clinic)s AND {scope_visit}
    GROUP BY 1, 3
), step AS (
    SELECT patient_id, nth + 1 AS nth, revenue FROM fact
    UNION ALL SELECT patient_id, nth + 25, -revenue FROM fact
    UNION ALL SELECT patient_id, nth, NULL FROM numbered
), running AS (
    SELECT patient_id, nth, revenue, coalesce(sum(revenue) OVER (PARTITION BY patient_id ORDER BY nth), 0) AS revenue_24m
    FROM step
), branches AS (
    SELECT patient_id, min(branch_id) AS low, max(branch_id) AS high FROM fact GROUP BY patient_id
), several AS (
    SELECT n.patient_id, n.nth, f.branch_id, sum(f.days) AS days, max(f.last_on) AS last_on
    FROM numbered n JOIN branches b ON b.patient_id = n.patient_id AND b.low <> b.high
    JOIN fact f ON f.patient_id = n.patient_id AND f.nth >= n.nth - 24 AND f.nth < n.nth AND f.days > 0
    GROUP BY n.patient_id, n.nth, f.branch_id
), most AS (
    SELECT DISTINCT ON (patient_id, nth) patient_id, nth, branch_id AS home
    FROM several ORDER BY patient_id, nth, days DESC, last_on DESC, branch_id DESC
)
SELECT n.patient_id, n.month, n.on_first, r.revenue_24m AS revenue,
    CASE WHEN b.low = b.high THEN b.low ELSE coalesce(o.home, d.branch_id) END AS home
FROM numbered n
JOIN running r ON r.patient_id = n.patient_id AND r.nth = n.nth AND r.revenue IS NULL
JOIN branches b ON b.patient_id = n.patient_id
LEFT JOIN most o ON o.patient_id = n.patient_id AND o.nth = n.nth
LEFT JOIN seg_day d ON d.patient_id = n.patient_id AND d.day = n.last_on
"""

FORGET_BORDERS = "DELETE FROM patients_bestthreshold WHERE policy_id = %(policy)s"

STORE_BORDERS = """
INSERT INTO patients_bestthreshold (branch_id, month, policy_id, revenue)
SELECT b.id, g::date, %(policy)s, p.revenue
FROM clinics_branch b
CROSS JOIN generate_series((SELECT coalesce(min(month), %(month)s) FROM seg_month)::timestamp, %(month)s::timestamp, '1 month') g
LEFT JOIN (
    SELECT home, month, percentile_disc(%(best_share)s) WITHIN GROUP (ORDER BY revenue) AS revenue
    FROM seg_month WHERE on_first GROUP BY home, month HAVING count(*) >= %(best_minimum)s
) p ON p.home = b.id AND p.month = g::date AND p.revenue > 0
WHERE b.clinic_id = %(clinic)s
"""

MEMBER = """
CREATE TEMP TABLE seg_member ON COMMIT DROP AS
WITH best AS (
    SELECT m.patient_id, range_agg(daterange(m.month, (m.month + interval '1 month')::date)) AS days
    FROM seg_month m
    JOIN patients_bestthreshold t ON t.branch_id = m.home AND t.month = m.month AND t.policy_id = %(policy)s
    WHERE m.revenue >= t.revenue GROUP BY m.patient_id
), split AS (
    SELECT c.*, b.days FROM seg_cut c JOIN best b ON b.patient_id = c.patient_id
    WHERE c.segment = 'regular' AND b.days && daterange(c.since, c.until)
), piece AS (
    SELECT s.patient_id, s.last_on, 'best' AS segment, lower(r) AS since
    FROM split s CROSS JOIN LATERAL unnest(s.days * datemultirange(daterange(s.since, s.until))) r
    UNION ALL
    SELECT s.patient_id, s.last_on, 'regular', lower(r)
    FROM split s CROSS JOIN LATERAL unnest(datemultirange(daterange(s.since, s.until)) - s.days) r
    UNION ALL
    SELECT c.patient_id, c.last_on, c.segment, c.since
    FROM seg_cut c LEFT JOIN split s ON s.patient_id = c.patient_id AND s.since = c.since WHERE s.patient_id IS NULL
), entered AS (
    SELECT *, segment IS DISTINCT FROM lag(segment) OVER (PARTITION BY patient_id ORDER BY since) AS is_new FROM piece
)
SELECT patient_id, segment, since, lead(since) OVER (PARTITION BY patient_id ORDER BY since) AS until, last_on AS last_contact_on
FROM entered WHERE is_new
"""

SAME_ENTRY = "n.patient_id = m.patient_id AND n.since = m.since AND n.segment = m.segment"

# An entry keeps its row; what ends is closed before what begins is opened, because only one row may be open.
DELETE_WRONG = f"""
DELETE FROM patients_segmentmembership m
WHERE m.clinic_id = %(clinic)s AND {{scope_member}} AND NOT EXISTS (SELECT FROM seg_member n WHERE {SAME_ENTRY})
"""  # noqa: S608
CHANGE = f"""
UPDATE patients_segmentmembership m SET until = n.until, last_contact_on = n.last_contact_on FROM seg_member n
WHERE {SAME_ENTRY} AND (m.until, m.last_contact_on) IS DISTINCT FROM (n.until, n.last_contact_on) AND n.until IS {{ended}} NULL
"""  # noqa: S608
ADD = f"""
INSERT INTO patients_segmentmembership (patient_id, clinic_id, segment, since, until, last_contact_on)
SELECT n.patient_id, %(clinic)s, n.segment, n.since, n.until, n.last_contact_on FROM seg_member n
WHERE NOT EXISTS (SELECT FROM patients_segmentmembership m WHERE {SAME_ENTRY})
"""  # noqa: S608

SINCE = """
UPDATE patients_patientsummary s SET segment_since = m.since, computed_on = %(today)s
FROM patients_segmentmembership m
WHERE m.patient_id = s.patient_id AND m.until IS NULL AND s.segment_since IS DISTINCT FROM m.since
  AND s.clinic_id = %(clinic)s AND {scope_summary}
"""


def rebuild_memberships(scope: Scope, *, settle_borders: bool = False) -> int:
    """Walk the patients in scope through all days up to today; returns how many membership rows were written.

    `settle_borders` computes the borders of the best for every month anew (needs everybody in scope); else the
    stored ones count.
    """
    parameters = scope.parameters()
    run(f"DROP TABLE IF EXISTS {', '.join(TABLES)}", {})
    for statement in _walk(scope, settle_borders):
        run(statement, parameters)
    written = run(DELETE_WRONG.format(scope_member=scope.patients("m.patient_id")), parameters)
    written += run(CHANGE.format(ended="NOT"), parameters)
    written += run(CHANGE.format(ended=""), parameters)
    return written + run(ADD, parameters)


def date_segments(scope: Scope) -> int:
    """Tell the summaries since when: from their open memberships."""
    return run(SINCE.format(scope_summary=scope.patients("s.patient_id")), scope.parameters())


def _walk(scope: Scope, settle_borders: bool) -> list[str]:
    visit = scope.patients("v.patient_id")
    borders = [FORGET_BORDERS, STORE_BORDERS] if settle_borders else []
    return [
        DAY.format(scope_visit=visit),
        "ANALYZE seg_day",
        STATE,
        "ANALYZE seg_state",
        SPAN.format(scope_patient=scope.patients("p.id")),
        "ANALYZE seg_span",
        CUT.format(scope_hold=scope.patients("patient_id")),
        "ANALYZE seg_cut",
        MONTH.format(scope_visit=visit),
        "ANALYZE seg_month",
        *borders,
        MEMBER,
        "ANALYZE seg_member",
    ]
