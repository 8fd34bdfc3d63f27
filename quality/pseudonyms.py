"""What a reviewer sees instead of a name."""

from base64 import b32encode
from datetime import date

from django.utils.crypto import salted_hmac

from patients.models import Patient


def pseudonym(patient_id: int) -> str:
    """Six letters and digits, always the same for a patient of this deployment and of no use outside it."""
    return b32encode(salted_hmac("quality.pseudonym", str(patient_id)).digest()).decode()[:6]


def age_on(patient: Patient, day: date) -> int | None:
    """Full years; None without a birth date."""
    born = patient.birth_date
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
