"""What the passing of time does: read by the index on `next_change_on`, computed from the summary row alone.

Without new facts an awake patient can only fall asleep or lapse, and a sleeping one lapse.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import F

from patients.enums import VisitStatus
from patients.models import Visit
from patients.segments.scope import Scope, rows, run

CROSS = """
WITH crossed AS (
    UPDATE patients_patientsummary s SET computed_on = %(today)s, segment_since = next_change_on,
        segment = CASE WHEN next_change_on - last_contact_on > silence_lapse THEN 'lapsed' ELSE 'sleeping' END,
        next_change_on = CASE WHEN next_change_on - last_contact_on <= silence_lapse
            THEN last_contact_on + silence_lapse + 1 END
    WHERE next_change_on <= %(today)s AND clinic_id = %(clinic)s
    RETURNING patient_id, segment, segment_since, last_contact_on
), closed AS (
    UPDATE patients_segmentmembership m SET until = c.segment_since FROM crossed c
    WHERE m.patient_id = c.patient_id AND m.until IS NULL RETURNING m.patient_id
)
SELECT patient_id FROM crossed
"""

OPEN = """
INSERT INTO patients_segmentmembership (patient_id, clinic_id, segment, since, last_contact_on)
SELECT patient_id, %(clinic)s, segment, segment_since, last_contact_on FROM patients_patientsummary
WHERE patient_id = ANY(%(crossed)s)
"""


def cross_lines(scope: Scope) -> int:
    """Change the segment of everybody whose day of change has come, each under that day; returns how many."""
    total = 0
    # A patient may cross two lines in the days that nobody advanced: asleep first, then lapsed.
    while crossed := [row[0] for row in rows(CROSS, scope.parameters())]:
        run(OPEN, scope.parameters() | {"crossed": crossed})
        total += len(crossed)
    return total


def dated_ahead(clinic_id: int, *, since: date, today: date) -> Iterator[int]:
    """Patients with a visit of the days [since, today] that was known as completed before its day."""
    return (
        Visit.objects.filter(
            branch__clinic=clinic_id,
            status=VisitStatus.COMPLETED,
            day__range=(since, today),
            known_at__date__lt=F("day"),
        )
        .values_list("patient", flat=True)
        .distinct()
        .iterator()
    )
