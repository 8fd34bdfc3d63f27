"""Django's `migrate`: an empty database begins with `schema.sql`; at the end the app role gets its rights."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from clinic_crm.database_roles import grant_app_rights
from clinic_crm.schema import load_schema


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="run every migration, even on an empty database"
        )

    def handle(self, *args: Any, step_by_step: bool = False, **options: Any) -> None:
        connection = connections[options["database"]]
        if not step_by_step and not options["app_label"]:
            load_schema(connection)
        super().handle(*args, **options)
        grant_app_rights(connection)
