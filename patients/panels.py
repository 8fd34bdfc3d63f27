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

    `title` is a lazy translation. `template` draws the inside of the card below the title.
    """

    key: str
    title: Any
    order: int
    roles: frozenset[Role]
    template: str
    context: Callable[..., dict[str, Any] | None]


PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    PANELS[panel.key] = panel


def panels_of(
    patient: Patient, user: User, *, today: date, now: datetime, only: str | None = None
) -> list[dict[str, Any]]:
    """The filled panels of the card for this person in their order (or the one of key `only`)."""
    roles = roles_of(user)
    wanted = (p for p in PANELS.values() if p.roles & roles and only in (None, p.key))
    filled = (
        (panel, panel.context(patient, user, today=today, now=now))
        for panel in sorted(wanted, key=lambda p: (p.order, p.key))
    )
    return [
        {"key": panel.key, "title": panel.title, "template": panel.template, "context": context}
        for panel, context in filled
        if context is not None
    ]
