from importlib import import_module

from django.apps import AppConfig


class ClinicCrmConfig(AppConfig):
    """The shell that wires the apps together."""

    name = "clinic_crm"

    def ready(self) -> None:
        import_module("clinic_crm.checks")
