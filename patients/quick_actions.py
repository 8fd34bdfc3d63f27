"""What one can do from the head of the patient card. An app to the right registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clinics.models import User
from patients.models import Patient


@dataclass(frozen=True)
class QuickAction:
    """A button. `url(patient, user)` is where it leads, None where the person may not; `key` is its KeyboardEvent.code.

    The one with the lowest order that is allowed is the main button of the screen; a quiet one shows its icon alone.
    """

    name: str
    label: Any
    icon: str
    order: int
    url: Callable[[Patient, User], str | None]
    key: str = ""
    is_quiet: bool = False


ACTIONS: dict[str, QuickAction] = {}


def register(action: QuickAction) -> None:
    ACTIONS[action.name] = action


def actions_of(patient: Patient, user: User) -> list[dict[str, Any]]:
    """The allowed ones in their order: label, icon, url, key."""
    ordered = sorted(ACTIONS.values(), key=lambda action: (action.order, action.name))
    found = ((action, action.url(patient, user)) for action in ordered)
    return [
        {
            "label": action.label,
            "icon": action.icon,
            "url": url,
            "key": action.key,
            "is_quiet": action.is_quiet,
        }
        for action, url in found
        if url
    ]
