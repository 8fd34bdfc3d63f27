"""Ids that another system gave to our rows: the natural keys of what comes in by the API."""

from patients.models import DataSource, Patient, PatientCard


def source_of(clinic_id: int, code: str) -> DataSource:
    """The system of this code; a new one is noted under its code until somebody names it."""
    source, _made = DataSource.objects.get_or_create(clinic_id=clinic_id, code=code, defaults={"name": code})
    return source


def link_card(patient: Patient, *, source: str, number: str) -> PatientCard:
    """The patient has this card in that system. Raises IntegrityError when it is another patient's."""
    return PatientCard.objects.create(
        patient=patient,
        source=source_of(patient.clinic_id, source),
        number=number,
        is_main=not PatientCard.objects.filter(patient=patient).exists(),
    )
