from contextlib import suppress
from importlib import import_module

from django.apps import AppConfig


class ClinicCrmConfig(AppConfig):
    """The shell that wires the apps together."""

    name = "clinic_crm"

    def ready(self) -> None:
        import_module("clinic_crm.checks")
        preparing = import_module("clinic_crm.preparing")
        with suppress(OSError):  # a read-only installation ships them compiled
            preparing.compile_translations()
