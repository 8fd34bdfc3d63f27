"""What apps to the right do when visits, their bookings or their bills have changed: filled in `AppConfig.ready()`.

A handler gets the ids of the visits inside the transaction that wrote them, from the services of visits and bills and
from the import of a visit journal (never from the first load of a source: that is history). It reads the rows itself
and must be safe to repeat.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from clinics.models import User

VisitHandler = Callable[[Sequence[int], User | None, datetime], None]

VISIT_HANDLERS: dict[str, VisitHandler] = {}


def on_visit_changed(key: str, handler: VisitHandler) -> None:
    """The last registration of a key wins."""
    VISIT_HANDLERS[key] = handler


def visits_changed(visit_ids: Sequence[int], *, by: User | None, now: datetime) -> None:
    """To be called after the write, in its transaction."""
    for handler in VISIT_HANDLERS.values():
        handler(visit_ids, by, now)
