"""What was believed on a past day: current rows and past versions together. Nothing else reads the version tables.

As of day A in the clinic's zone counts what happened up to A (`event day <= A`) and was known by then
(`known_at <= end of A < known_to`). The event day of a visit is its day once it is over, the day of booking before that.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from clinics.models import Clinic, Specialty
from clinics.selectors import clinic_zone
from patients.models import BestThreshold, Hold, Patient, SegmentPolicy
from patients.segments.reference import ContactDay, Held, Numbers, SpecialtyNumbers, Verdict, segment_on
from patients.segments.scope import WINDOW_MONTHS, months_later

VISIT = (
    "patient_id, branch_id, practitioner_id, specialty_id, chair_id, status, day, minutes, booked_on, amount"
)
CHARGE = "visit_id, service_id, service_name, quantity, price, discount, amount"
PAYMENT = "patient_id, branch_id, visit_id, kind, paid_on, amount"


def _believed(table: str, key: str, columns: str) -> str:
    """The versions of one fact table that were believed at the instant %(moment)s."""
    return (
        f"SELECT id AS {key}, {columns} FROM {table} WHERE clinic_id = %(clinic)s AND known_at < %(moment)s "  # noqa: S608
        f"UNION ALL SELECT {key}, {columns} FROM {table}version "
        "WHERE clinic_id = %(clinic)s AND known_at < %(moment)s AND known_to >= %(moment)s"
    )


BELIEVED_VISITS = f"""
SELECT * FROM ({_believed("patients_visit", "visit_id", VISIT)}) v
WHERE CASE WHEN status IN ('completed', 'no_show', 'arrived') THEN day ELSE booked_on END <= %(as_of)s
"""  # noqa: S608
BELIEVED_CHARGES = f"""
SELECT c.*, v.patient_id, v.branch_id, v.day FROM ({_believed("patients_charge", "charge_id", CHARGE)}) c
JOIN ({BELIEVED_VISITS}) v USING (visit_id)
WHERE v.status = 'completed'
"""  # noqa: S608
BELIEVED_PAYMENTS = f"""
SELECT * FROM ({_believed("patients_payment", "payment_id", PAYMENT)}) p WHERE paid_on <= %(as_of)s
"""  # noqa: S608

Row = dict[str, Any]


def as_of_parameters(clinic: Clinic, day: date) -> dict[str, Any]:
    """What the BELIEVED_… statements need, for those who compose larger ones of them."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=clinic_zone(clinic))
    return {"clinic": clinic.pk, "as_of": day, "moment": midnight}


def visits_as_of(clinic: Clinic, day: date, *, patient: Patient | None = None) -> list[Row]:
    """The visits and bookings believed on `day`, oldest first."""
    return _read(BELIEVED_VISITS, clinic, day, patient, "day, visit_id")


def charges_as_of(clinic: Clinic, day: date, *, patient: Patient | None = None) -> list[Row]:
    """The charges of completed visits believed on `day`, with the patient, branch and day of the visit."""
    return _read(BELIEVED_CHARGES, clinic, day, patient, "day, charge_id")


def payments_as_of(clinic: Clinic, day: date, *, patient: Patient | None = None) -> list[Row]:
    """The payments and refunds believed on `day`."""
    return _read(BELIEVED_PAYMENTS, clinic, day, patient, "paid_on, payment_id")


def _read(statement: str, clinic: Clinic, day: date, patient: Patient | None, order: str) -> list[Row]:
    parameters = as_of_parameters(clinic, day) | {"patient": patient and patient.pk}
    narrowed = "WHERE patient_id = %(patient)s" if patient else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({statement}) f {narrowed} ORDER BY {order}", parameters)  # noqa: S608
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def segment_as_of(patient: Patient, day: date, *, policy: SegmentPolicy) -> Verdict:
    """The patient's segment on `day` from what was believed then, under the numbers of `policy`.

    Specialties count with the intervals they have now: these are settings, not facts.
    """
    visits = [v for v in visits_as_of(policy.clinic, day, patient=patient) if v["status"] == "completed"]
    numbers = Numbers(policy.default_interval, policy.default_course_gap, policy.regular_after_days)
    specialties = {
        s.pk: SpecialtyNumbers(s.return_interval, s.course_gap)
        for s in Specialty.objects.filter(clinic=policy.clinic)
    }
    holds = [
        Held(h.until, h.known_from, h.known_to) for h in Hold.objects.filter(patient=patient, until__gte=day)
    ]
    return segment_on(
        day,
        _contact_days(visits),
        numbers,
        specialties=specialties,
        holds=holds,
        is_best=_is_best(patient, day, visits, policy),
    )


def _contact_days(visits: list[Row]) -> list[ContactDay]:
    by_day: dict[date, list[Row]] = {}
    for visit in visits:
        by_day.setdefault(visit["day"], []).append(visit)
    return [
        ContactDay(
            day,
            frozenset(v["specialty_id"] for v in those if v["specialty_id"]),
            any(v["amount"] > 0 for v in those),
        )
        for day, those in by_day.items()
    ]


def _is_best(patient: Patient, day: date, visits: list[Row], policy: SegmentPolicy) -> bool:
    month = day.replace(day=1)
    start = months_later(month, -WINDOW_MONTHS)
    window = [v for v in visits if start <= v["day"] < month]
    border = (
        BestThreshold.objects.filter(
            Q(branch=home_branch(window, visits)), month=month, policy=policy, revenue__isnull=False
        )
        .values_list("revenue", flat=True)
        .first()
    )
    refunds = (
        p["amount"]
        for p in payments_as_of(policy.clinic, day, patient=patient)
        if p["kind"] == "service_refund" and start <= p["paid_on"] < month
    )
    return border is not None and sum(v["amount"] for v in window) + sum(refunds) >= border


def home_branch(window: list[Row], visits: list[Row]) -> int | None:
    """Most contact days in the window, ties to the latest; nobody there: where the last contact was."""
    if not window:
        return max(((v["day"], v["branch_id"]) for v in visits), default=(None, None))[1]
    days: dict[int, set[date]] = {}
    for visit in window:
        days.setdefault(visit["branch_id"], set()).add(visit["day"])
    return max(days, key=lambda branch: (len(days[branch]), max(days[branch]), branch))
