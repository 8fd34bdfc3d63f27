"""The panels of the Today page. An app to the right registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clinics.enums import Role
from clinics.models import User


@dataclass(frozen=True)
class TodayPanel:
    """A block of the landing page of `roles`. `context(user, today=…, now=…)` gives what `template` shows; None hides it.

    `template` draws the inside of a card and may begin with a heading of its own; lists are capped by the panel.
    """

    key: str
    roles: frozenset[Role]
    order: int
    template: str
    context: Callable[..., dict[str, Any] | None]


PANELS: dict[str, TodayPanel] = {}


def register(panel: TodayPanel) -> None:
    PANELS[panel.key] = panel


def panels_for(roles: frozenset[Role], user: User, *, today: date, now: datetime) -> list[dict[str, Any]]:
    """The filled panels of these roles in their order: key, template, context."""
    wanted = sorted((p for p in PANELS.values() if p.roles & roles), key=lambda p: (p.order, p.key))
    filled = ((panel, panel.context(user, today=today, now=now)) for panel in wanted)
    return [
        {"key": panel.key, "template": panel.template, "context": context}
        for panel, context in filled
        if context is not None
    ]
