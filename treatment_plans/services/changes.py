"""What a move changed in a line, field by field: kept with the event, shown to whoever missed it."""

from decimal import Decimal
from typing import Any

from treatment_plans.models import PlanItem

# In the order in which a person reads them. The state itself stands in the event's own columns.
TOLD = (
    "service_name", "tooth", "quantity", "price", "discount", "agreed_price", "actual_price", "minutes", "sessions",
    "sessions_done", "phase", "priority", "performer", "variant", "promised_on", "deferred_until",
)  # fmt: skip


def snapshot(item: PlanItem) -> dict[str, str]:
    """The told fields as texts that survive JSON; people and alternatives by name."""
    return {name: _text(getattr(item, name)) for name in TOLD}


def changes_between(was: dict[str, str], now: dict[str, str]) -> list[dict[str, str]]:
    """[{"field", "was", "is"}] of the fields that differ."""
    return [
        {"field": name, "was": was.get(name, ""), "is": now[name]}
        for name in TOLD
        if was.get(name, "") != now[name]
    ]


def _text(value: Any) -> str:
    if isinstance(value, Decimal):  # not yet stored ones have no kopecks
        return f"{value:.2f}"
    return "" if value is None else str(value)
