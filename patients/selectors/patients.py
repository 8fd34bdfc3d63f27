"""Reads of patients. `patients_visible_to` is where every list, card, search, count and export starts."""

from django.db.models import QuerySet

from clinics.access import Person, reach_of
from patients.models import Patient
from patients.selectors.scope import patients_within


def patients_visible_to(user: Person, *, obj: str = "patients", right: str = "R") -> QuerySet[Patient]:
    """Patients on whom the person may exercise `right` of the matrix row `obj`."""
    return Patient.objects.filter(patients_within(reach_of(user, obj, right)))
