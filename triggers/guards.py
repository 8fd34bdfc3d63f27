"""The guards, in one place: the same SQL judges a message when it is queued and again when it is about to leave.

The fragments speak of `r`, a row that asks (clinic_id, patient_id, kind, channel, segment, stops_when_booked, point_id;
an empty point_id asks for the best address), and take the parameter `now`. `reason` is NULL when nothing forbids the
message. Sending windows only delay one, so they are not here but in `triggers.windows`.
"""

# Newest version of each rule of the clinic's legal profile.
RULES = """
    rule AS MATERIALIZED (
        SELECT DISTINCT ON (rule.clinic_id, rule.kind) rule.*
        FROM triggers_sendingrule rule JOIN clinics_clinic clinic ON clinic.id = rule.clinic_id
        WHERE rule.profile = clinic.legal_profile
        ORDER BY rule.clinic_id, rule.kind, rule.version DESC
    )
"""

# The recipient's own day.
TODAY = "(%(now)s AT TIME ZONE branch.time_zone)::date"

# An unknown birth date counts as adult.
MINOR = f"(p.birth_date IS NOT NULL AND p.birth_date > {TODAY} - interval '18 years')"

# Whose addresses may be written to: the adult's own, those of a child's guardians of the day.
ANSWERS = f"""
    CASE WHEN {MINOR}
        THEN ARRAY(
            SELECT guardian_id FROM patients_guardianship
            WHERE ward_id = p.id AND (since IS NULL OR since <= {TODAY}) AND (until IS NULL OR {TODAY} < until)
        )
        ELSE ARRAY[p.id] END
"""  # noqa: S608 (our own fragments)

# Of several addresses the living one with consent, else the first.
ADDRESS = f"""
    LEFT JOIN LATERAL (
        SELECT point.id, point.value, point.is_dead, consent.state AS consent
        FROM patients_patientcontact contact
        JOIN patients_patient person ON person.id = contact.patient_id
        JOIN patients_contactpoint point ON point.id = contact.point_id
        LEFT JOIN LATERAL (
            SELECT state FROM patients_consent act
            WHERE act.point_id = point.id AND act.channel = r.channel AND act.purpose = rule.purpose
            ORDER BY act.at DESC, act.id DESC LIMIT 1
        ) consent ON true
        WHERE contact.patient_id = ANY({ANSWERS})
            AND point.kind = CASE r.channel WHEN 'email' THEN 'email' ELSE 'phone' END
            AND (r.point_id IS NULL OR point.id = r.point_id)
            AND person.deceased_on IS NULL AND (person.id = p.id OR person.do_not_contact = '')
        ORDER BY (consent.state IS NOT DISTINCT FROM 'granted' AND NOT point.is_dead) DESC,
            point.is_dead, contact.rank, contact.id
        LIMIT 1
    ) address ON true
"""  # noqa: S608 (our own fragments)

JOINS = f"""
    JOIN patients_patient p ON p.id = r.patient_id
    JOIN clinics_branch branch ON branch.id = p.branch_id
    JOIN rule ON rule.clinic_id = r.clinic_id AND rule.kind = r.kind
    LEFT JOIN patients_patientsummary summary ON summary.patient_id = p.id
    {ADDRESS}
    LEFT JOIN triggers_sendingcounter counter ON counter.point_id = address.id AND counter.purpose = rule.purpose
"""

BOOKED = f"""
    EXISTS (
        SELECT FROM patients_visit visit
        WHERE visit.patient_id = p.id AND visit.status IN ('booked', 'confirmed') AND visit.day >= {TODAY}
    )
"""

SAME_DAY = f"""
    EXISTS (
        SELECT FROM unnest(counter.sent_at) sent
        WHERE (sent AT TIME ZONE branch.time_zone)::date = {TODAY}
    )
"""

LATELY = """
    (SELECT count(*) FROM unnest(counter.sent_at) sent
     WHERE sent > %(now)s - make_interval(days => rule.cap_days::int))
"""

REASON = f"""
    CASE
        WHEN p.deceased_on IS NOT NULL THEN 'deceased'
        WHEN p.archived_at IS NOT NULL THEN 'archived'
        WHEN p.awaits_review THEN 'awaits_review'
        WHEN p.do_not_contact <> '' THEN 'do_not_contact'
        WHEN r.stops_when_booked AND {BOOKED} THEN 'booked'
        WHEN r.segment <> '' AND summary.segment IS DISTINCT FROM r.segment THEN 'segment_left'
        WHEN NOT r.channel = ANY(rule.channels) THEN 'channel'
        WHEN address.id IS NULL AND {MINOR} THEN 'no_guardian'
        WHEN address.id IS NULL THEN 'no_address'
        WHEN address.is_dead THEN 'dead_address'
        WHEN address.consent IS NULL THEN 'no_consent'
        WHEN address.consent <> 'granted' THEN 'withdrawn'
        WHEN rule.once_a_day AND {SAME_DAY} THEN 'same_day'
        WHEN {LATELY} >= rule.cap THEN 'cap'
    END
"""
