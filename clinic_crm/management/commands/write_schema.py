from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from clinic_crm import schema


class Command(BaseCommand):
    help = "Write clinic_crm/schema.sql from the migrations; needs an empty database."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", step_by_step=True, interactive=False, verbosity=0, skip_checks=True)
        schema.FILE.write_text(schema.schema_script(connection))
        self.stdout.write(f"{schema.FILE.name} holds all migrations")
