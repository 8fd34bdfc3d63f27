"""Django's `migrate`, made quicker on an empty database and followed by the rights of the app role."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from clinic_crm.database_roles import grant_app_rights


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with _constraints_without_rebuilding():
            super().handle(*args, **options)
        grant_app_rights(connections[options["database"]])


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
