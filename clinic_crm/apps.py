from django.apps import AppConfig


class ClinicCrmConfig(AppConfig):
    """The shell that wires the apps together."""

    name = "clinic_crm"
