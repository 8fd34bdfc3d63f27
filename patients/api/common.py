"""What the resources of this app share."""

from typing import Any

from django.db.models import QuerySet

from clinics.access import branches_of
from clinics.models import Branch
from patients.models import Patient
from patients.selectors.patients import patients_visible_to

STAMPS = ("version", "updated_at")


class OfPatient:
    """Rows that speak of one patient, `patient_id`."""

    request: Any

    def patients_of(self, row: Any) -> list[int]:
        return [row.patient_id]

    def branches(self) -> QuerySet[Branch]:
        """For `Within`: where the token may act."""
        return branches_of(self.request.user)

    def patients(self) -> QuerySet[Patient]:
        """For `Within`: whom a row may be about."""
        return patients_visible_to(self.request.user)
