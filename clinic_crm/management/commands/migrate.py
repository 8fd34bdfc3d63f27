"""Django's `migrate`: an empty database begins with `schema.sql`; at the end the app role gets its rights."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

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
        with _constraints_without_rebuilding():
            super().handle(*args, **options)
        grant_app_rights(connection)


@contextmanager
def _constraints_without_rebuilding() -> Iterator[None]:
    """Add indexes, constraints and triggers to a historical model in place.

    Django builds the model and all its relatives anew for each of them, some hundred times in a first migration:
    half of its time (7.2 → 4.3 s). None of the three changes a model's fields or relations.
    """
    append_option, add_trigger = ProjectState._append_option, AddTrigger.state_forwards

    def append_in_place(
        self: ProjectState, app_label: str, model_name: str, option_name: str, obj: object
    ) -> None:
        options = self.models[app_label, model_name].options
        options[option_name] = [*options.get(option_name, []), obj]
        if "apps" in self.__dict__:  # asking for the attribute would build it
            meta = self.apps.get_model(app_label, model_name)._meta
            setattr(meta, option_name, list(options[option_name]))

    def add_in_place(self: AddTrigger, app_label: str, state: ProjectState) -> None:
        append_in_place(state, app_label, self.model_name, "triggers", self.trigger)

    ProjectState._append_option, AddTrigger.state_forwards = append_in_place, add_in_place
    try:
        yield
    finally:
        ProjectState._append_option, AddTrigger.state_forwards = append_option, add_trigger
