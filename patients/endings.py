"""What each app does when a relationship with a patient ends: a plain registry, filled in `AppConfig.ready()`.

A handler cancels what of its app still waits for the patient, and says how many rows that were; it runs inside the one
transaction of `services.endings.end_relationship`. `lock` takes, before the patient's row is locked, the row locks that
this app's own workers take before they lock the patient: the order is then the same everywhere and nobody deadlocks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clinics.models import User
from patients.enums import EndingKind
from patients.models import Patient


@dataclass(frozen=True)
class Ending:
    """What ends, for a handler. `today` is the local day of the patient's branch."""

    kind: EndingKind
    by: User | None
    now: datetime
    today: date
    cancels_bookings: bool = False


EndingHandler = Callable[[Patient, Ending], int]


@dataclass(frozen=True)
class OnEnding:
    title: Any
    handler: EndingHandler
    lock: Callable[[int], None] | None = None


ENDING_HANDLERS: dict[str, OnEnding] = {}


def on_ending(
    key: str, handler: EndingHandler, *, title: Any, lock: Callable[[int], None] | None = None
) -> None:
    """`title` says what is cancelled ("Messages"); the last registration of a key wins."""
    ENDING_HANDLERS[key] = OnEnding(title, handler, lock)
