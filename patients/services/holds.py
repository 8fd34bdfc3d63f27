"""Holds: what keeps a silent patient awake. Bookings are derived from the visits; promises are put by apps to the right.

A hold is known on the days [known_from, known_to). What begins today changes nothing before today, and what ends
today no longer holds today. A booking whose day has passed without a word simply no longer reaches today.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from patients.enums import HoldKind
from patients.models import DirtyPatient, Hold
from patients.segments.scope import run

HOLDING = "('booked', 'confirmed', 'arrived')"

# Ends when the booking is cancelled, came to pass, moved to another day or patient, or is gone.
END_BOOKINGS = """
UPDATE patients_hold h SET known_to = greatest(h.known_from, e.ended)
FROM (
    SELECT old.id, least(%(today)s, coalesce((v.known_at AT TIME ZONE b.time_zone)::date, %(today)s)) AS ended
    FROM patients_hold old
    LEFT JOIN patients_visit v ON v.id = CASE WHEN left(old.origin, 6) = 'visit:' THEN substr(old.origin, 7)::bigint END
    LEFT JOIN clinics_branch b ON b.id = v.branch_id
    WHERE old.kind = 'booking' AND old.known_to IS NULL AND {scope_hold}
      AND (v.id IS NULL OR v.status IN ('cancelled', 'completed') OR v.day <> old.until OR v.patient_id <> old.patient_id)
) e
WHERE h.id = e.id
"""

ADD_BOOKINGS = f"""
INSERT INTO patients_hold (patient_id, kind, origin, until, known_from)
SELECT v.patient_id, 'booking', 'visit:' || v.id, v.day, least(%(today)s, (v.known_at AT TIME ZONE b.time_zone)::date)
FROM patients_visit v JOIN clinics_branch b ON b.id = v.branch_id
WHERE v.status IN {HOLDING} AND {{scope_visit}}
  AND NOT EXISTS (SELECT FROM patients_hold h WHERE h.origin = 'visit:' || v.id AND h.known_to IS NULL)
"""  # noqa: S608


@transaction.atomic
def sync_booking_holds(patient_ids: Collection[int] | None, *, today: date) -> int:
    """Make the booking holds of these patients (of everybody when None) follow their visits; returns rows written.

    A hold is known from the branch-local day on which we learnt of the booking in its present form.
    """
    parameters = {"today": today, "ids": None if patient_ids is None else list(patient_ids)}
    scope_hold = "TRUE" if patient_ids is None else "old.patient_id = ANY(%(ids)s)"
    scope_visit = "TRUE" if patient_ids is None else "v.patient_id = ANY(%(ids)s)"
    ended = run(END_BOOKINGS.format(scope_hold=scope_hold), parameters)
    return ended + run(ADD_BOOKINGS.format(scope_visit=scope_visit), parameters)


@transaction.atomic
def put_hold(patient_id: int, *, kind: HoldKind, origin: str, until: date, known_from: date) -> None:
    """`origin` ("plan_item:7") keeps the patient awake until that day inclusive, as known from `known_from` on.

    Putting the same again changes nothing; another day or patient ends the former hold of this origin.
    """
    live = Hold.objects.select_for_update().filter(origin=origin, known_to=None).first()
    if live and (live.patient_id, live.kind, live.until) == (patient_id, kind, until):
        return
    if live:
        _end(live, known_from)
    Hold.objects.create(patient_id=patient_id, kind=kind, origin=origin, until=until, known_from=known_from)
    _mark(patient_id)


@transaction.atomic
def end_hold(origin: str, *, known_to: date) -> None:
    """From the day `known_to` on `origin` holds nobody. Without a live hold of this origin nothing happens."""
    live = Hold.objects.select_for_update().filter(origin=origin, known_to=None).first()
    if live:
        _end(live, known_to)


def _end(hold: Hold, known_to: date) -> None:
    hold.known_to = max(hold.known_from, known_to)
    hold.save(update_fields=["known_to"])
    _mark(hold.patient_id)


def _mark(patient_id: int) -> None:
    # The database's clock: `since` only orders the queue.
    DirtyPatient.objects.bulk_create(
        [DirtyPatient(patient_id=patient_id, since=Now())], ignore_conflicts=True
    )
