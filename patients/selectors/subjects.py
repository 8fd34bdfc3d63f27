"""Whose data: the person behind a patient, with the rows that were joined into it."""

from base64 import b32encode
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from clinics.access import Person, reach_of
from clinics.models import JournalEntry
from patients.models import ContactPoint, Inquiry, Patient, SubjectRequest
from patients.personal_data import HOLDINGS, Subject
from patients.residues import Identifiers
from patients.selectors.scope import rows_within

# Points of the person, now or formerly; `is_own` when no other patient and no other person's inquiry uses them.
POINTS = """
WITH mine AS (
    SELECT point_id FROM patients_patientcontact WHERE patient_id = ANY(%(ids)s)
    UNION SELECT point_id FROM patients_patientcontactevent WHERE patient_id = ANY(%(ids)s)
    UNION SELECT l.contactpoint_id FROM patients_inquiry_points l
        JOIN patients_inquiry i ON i.id = l.inquiry_id WHERE i.patient_id = ANY(%(ids)s)
)
SELECT point.id, NOT EXISTS (
        SELECT FROM patients_patientcontact c WHERE c.point_id = point.id AND c.patient_id <> ALL(%(ids)s)
    ) AND NOT EXISTS (
        SELECT FROM patients_inquiry_points l JOIN patients_inquiry i ON i.id = l.inquiry_id
        WHERE l.contactpoint_id = point.id AND i.patient_id <> ALL(%(ids)s)
    ) AS is_own
FROM mine JOIN patients_contactpoint point ON point.id = mine.point_id
ORDER BY point.id
"""


def subject_of(patient: Patient) -> Subject:
    """The person as the registry of personal data asks for it."""
    ids = tuple(_with_joined(patient.pk))
    with connection.cursor() as cursor:
        cursor.execute(POINTS, {"ids": list(ids)})
        points = cursor.fetchall()
    own = tuple(pk for pk, is_own in points if is_own)
    mine = Inquiry.objects.filter(patient__in=ids) | Inquiry.objects.filter(patient=None, points__in=own)
    return Subject(
        ids=ids,
        points=tuple(pk for pk, _is_own in points),
        own_points=own,
        inquiries=tuple(mine.distinct().order_by("pk").values_list("pk", flat=True)),
        pseudonym=pseudonym_of(patient.pk),
    )


def _with_joined(patient_id: int) -> list[int]:
    """The patient and everybody whom a merge made part of it: their history rows are the same person's.

    Whoever was taken apart again is a person of his own.
    """
    found, waiting = [patient_id], [patient_id]
    while waiting:
        joined = JournalEntry.objects.filter(verb="merged", patient_id=waiting.pop())
        for other in joined.values_list("details__other", flat=True):
            if isinstance(other, int) and other not in found:
                found.append(other)
                waiting.append(other)
    apart = set(Patient.objects.filter(pk__in=found[1:]).values_list("pk", flat=True))
    return [pk for pk in found if pk not in apart]


def pseudonym_of(patient_id: int) -> str:
    """What stands in the place of an erased person's name; says nothing about the person."""
    code = b32encode(salted_hmac("patients.erased", str(patient_id), algorithm="sha256").digest()).decode()[
        :8
    ]
    return f"№ {code}"


def identifiers_of(subject: Subject) -> Identifiers:
    """What betrays the person: present and former names, and the contacts that nobody shares."""
    history = apps.get_model("patients.PatientEvent")
    names = set(Patient.objects.filter(pk__in=subject.ids).values_list("last_name", "first_name"))
    names |= set(history.objects.filter(pgh_obj__in=subject.ids).values_list("last_name", "first_name"))
    points = ContactPoint.objects.filter(pk__in=subject.own_points).values_list("kind", "value")
    return Identifiers(
        names=tuple(sorted(names)),
        phones=tuple(value for kind, value in points if kind == "phone"),
        emails=tuple(value for kind, value in points if kind == "email"),
    )


def everything_about(subject: Subject) -> list[dict[str, Any]]:
    """All that is held, holding by holding: key, title, and per table its labels and rows. Empty tables are left out."""
    found = []
    for holding in HOLDINGS.values():
        tables = [
            {
                "model": table.model,
                "names": table.names(),
                "labels": [str(label) for label in table.labels()],
                "rows": rows,
            }
            for table in holding.tables
            if (rows := table.rows(subject))
        ]
        if tables:
            found.append({"key": holding.key, "title": str(holding.title), "tables": tables})
    return found


def requests_visible_to(user: Person, *, right: str = "R") -> QuerySet[SubjectRequest]:
    """Requests of people, by branch."""
    return SubjectRequest.objects.filter(rows_within(reach_of(user, "subject_requests", right)))
