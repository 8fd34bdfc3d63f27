"""The filter form of the patient list, made of what is registered in `patients.filters`."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from clinics.access import Person
from clinics.lists import FilterForm
from patients.filters import Asked, filters_for
from patients.models import Patient


class PatientFilter(FilterForm):
    """The patient list, made of the registered filters (`patients.filters`).

    Fields whose choices cost a query exist only where the URL uses them, or all of them when `whole`.
    """

    def __init__(self, data: Any, *, user: Person, today: date, whole: bool = False) -> None:
        super().__init__(data)
        self.asked = Asked(user, today)
        self.filters = [
            f for f in filters_for(user) if whole or not f.reads_database or (data and f.key in data)
        ]
        for each in list(self.filters):
            field = each.field(self.asked)
            if isinstance(field, forms.ModelMultipleChoiceField) and not field.queryset.exists():
                self.filters.remove(each)  # nothing to tick
                continue
            self.fields[each.key] = field
            self.fields[each.key].required = False

    def narrow(self, rows: QuerySet[Patient]) -> QuerySet[Patient]:
        """Archived patients appear only where the state asks for them."""
        if self.value("state") != "archived":
            rows = rows.filter(archived_at=None)
        for each in self.filters:
            if value := self.value(each.key):
                rows = each.narrow(rows, value, self.asked)
        return rows

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[f.key] for f in self.filters if f.is_main]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[f.key] for f in self.filters if not f.is_main]

    @property
    def more_in_use(self) -> int:
        return sum(self.value(f.key) is not None for f in self.filters if not f.is_main)
