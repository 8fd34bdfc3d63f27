"""A clinic of contact days: bulk rows for tests that need many visits, and what the engine made of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from patients.enums import VisitStatus
from patients.models import Patient, PatientSummary, SegmentMembership, Visit
from tests import factories

TODAY = factories.TODAY
NOW = factories.NOW


def noon(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=d) for d in days]


def patient_with(days: Iterable[date], *, amount: int = 1000, **values: Any) -> Patient:
    """A patient with one completed visit on each day, known on that day; registered on the first."""
    days = sorted(days)
    first = days[0] if days else TODAY
    patient = factories.make_patient(registered_on=first, created_at=noon(first))
    add_visits(patient, days, amount=amount, **values)
    return patient


def add_visits(patient: Patient, days: Iterable[date], *, amount: int = 1000, **values: Any) -> None:
    Visit.objects.bulk_create(
        Visit(
            **{
                "clinic_id": patient.clinic_id,
                "patient": patient,
                "branch_id": patient.branch_id,
                "status": VisitStatus.COMPLETED,
                "day": day,
                "booked_on": day,
                "amount": Decimal(amount),
                "known_at": noon(day),
                **values,
            }
        )
        for day in days
    )


def history(patient: Patient) -> list[tuple[str, date, date | None]]:
    return list(
        SegmentMembership.objects.filter(patient=patient)
        .order_by("since")
        .values_list("segment", "since", "until")
    )


def everything() -> tuple[list[dict[str, Any]], list[tuple]]:
    """All summaries and memberships as values that two ways of computing can be compared by."""
    summaries = [
        {name: value for name, value in row.items() if name != "computed_on"}
        for row in PatientSummary.objects.order_by("patient").values()
    ]
    memberships = SegmentMembership.objects.order_by("patient", "since")
    fields = ("patient", "segment", "since", "until", "last_contact_on")
    return summaries, list(memberships.values_list(*fields))
