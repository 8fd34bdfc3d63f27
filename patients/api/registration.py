"""The registry's resources of the API."""

from clinics.api.registry import register

RESOURCES = {
    "patients": "patients.PatientApi",
}


def register_resources() -> None:
    for name, view in RESOURCES.items():
        register(name, f"patients.api.{view}")
