"""“Who looked at this patient” on the card, and the names behind the journal's numbers."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics import journal_words
from clinics.access import Person, can
from clinics.enums import Role
from clinics.models import User
from clinics.selectors import journal_visible_to
from patients import panels
from patients.models import Patient
from patients.selectors.patients import patients_visible_to

SHOWN = 8


def looks_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """The newest lines of the journal about this patient, this very look among them."""
    if not can(user, "R", "journal"):
        return None
    entries = journal_visible_to(user).filter(patient_id=patient.pk).select_related("actor")
    lines = [
        {"entry": entry, "verb": journal_words.verb_in_words(entry.verb)}
        for entry in entries.order_by("-at", "-pk")[:SHOWN]
    ]
    return {"patient": patient, "lines": lines}


def names_of(reader: Person, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Name and card address of those patients whom the reader may see."""
    if not ids:
        return {}
    rows = patients_visible_to(reader).filter(pk__in=ids)
    return {row.pk: (str(row), reverse("patients:card", args=[row.pk])) for row in rows}


def register() -> None:
    journal_words.PEOPLE["patients"] = names_of
    readers = frozenset({Role.MANAGER, Role.OWNER})
    panels.register(
        panels.Panel(
            "looks", _("Who looked at this card"), 95, readers, "patients/panels/looks.html", looks_panel
        )
    )
