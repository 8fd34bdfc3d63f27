"""The panels of the patient card. An app to the right registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clinics.access import roles_of
from clinics.enums import Role
from clinics.models import User
from patients.models import Patient


@dataclass(frozen=True)
class Panel:
    """A block of the card for `roles`. `context(patient, user, today=…, now=…)` gives what `template` shows; None hides it.

    `title` is a lazy translation. `template` draws the inside of the card below the title. A panel with `is_late` is
    fetched when it comes into view (a link without scripts): the card itself stays quick however many panels there are.
    """

    key: str
    title: Any
    order: int
    roles: frozenset[Role]
    template: str
    context: Callable[..., dict[str, Any] | None]
    is_late: bool = False


PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    PANELS[panel.key] = panel


def panels_of(patient: Patient, user: User, *, today: date, now: datetime) -> list[dict[str, Any]]:
    """The panels of the card for this person in their order; those that come late have no context yet."""
    return [
        {
            "key": panel.key,
            "title": panel.title,
            "template": panel.template,
            "context": context,
            "is_late": panel.is_late,
        }
        for panel in _allowed(user)
        if (context := {} if panel.is_late else panel.context(patient, user, today=today, now=now))
        is not None
    ]


def panel_of(patient: Patient, user: User, key: str, *, today: date, now: datetime) -> dict[str, Any] | None:
    """One panel with its context: `context` is None where there is nothing to show. None for no such panel."""
    panel = next((panel for panel in _allowed(user) if panel.key == key), None)
    if panel is None:
        return None
    context = panel.context(patient, user, today=today, now=now)
    return {"key": key, "title": panel.title, "template": panel.template, "context": context}


def _allowed(user: User) -> list[Panel]:
    roles = roles_of(user)
    return sorted((p for p in PANELS.values() if p.roles & roles), key=lambda p: (p.order, p.key))
