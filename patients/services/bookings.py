"""A booking closes what it was sought for: open inquiries of the patient, and follow-ups that were to bring it about."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from clinics.models import User

# A visit that was made after the inquiry came; cancelled and missed ones answer nothing.
INQUIRIES = """
    UPDATE patients_inquiry i SET status = 'booked', visit_id = v.id, closed_at = %(now)s, closed_by_id = %(by)s,
        first_answer_at = coalesce(i.first_answer_at, greatest(%(now)s, i.created_at)),
        first_answer_by_id = CASE WHEN i.first_answer_at IS NULL THEN %(by)s ELSE i.first_answer_by_id END
    FROM (
        SELECT DISTINCT ON (open.id) open.id AS inquiry, visit.id
        FROM patients_inquiry open JOIN patients_visit visit ON visit.patient_id = open.patient_id
        WHERE open.status IN ('new', 'in_work') AND visit.booked_on >= open.created_on
            AND visit.status IN ('booked', 'confirmed', 'arrived', 'completed')
            AND (%(ids)s::bigint[] IS NULL OR open.patient_id = ANY(%(ids)s))
        ORDER BY open.id, visit.booked_on, visit.id
    ) v
    WHERE i.id = v.inquiry
"""

# Those that ask for a booking, and the calls of a trigger; a plan's own touches follow its lines.
FOLLOW_UPS = """
    UPDATE patients_followup f SET state = 'done', outcome = 'booked', closed_at = %(now)s, closed_by_id = %(by)s
    FROM clinics_branch b
    WHERE b.id = f.branch_id AND f.state = 'open' AND (f.kind = 'book' OR f.origin LIKE 'trigger:%%')
        AND (%(ids)s::bigint[] IS NULL OR f.patient_id = ANY(%(ids)s))
        AND EXISTS (
            SELECT FROM patients_visit visit WHERE visit.patient_id = f.patient_id
                AND visit.status IN ('booked', 'confirmed', 'arrived', 'completed')
                AND visit.booked_on >= (f.created_at AT TIME ZONE b.time_zone)::date
        )
"""


@transaction.atomic
def settle_bookings(patient_ids: Collection[int] | None, *, by: User | None, now: datetime) -> int:
    """Close what the bookings of these patients (of everybody when None) have answered; the number of rows closed."""
    parameters = {
        "ids": None if patient_ids is None else list(patient_ids),
        "by": by.pk if by else None,
        "now": now,
    }
    closed = 0
    with connection.cursor() as cursor:
        for statement in (INQUIRIES, FOLLOW_UPS):
            cursor.execute(statement, parameters)
            closed += cursor.rowcount
    return closed
