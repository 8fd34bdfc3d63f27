"""What the clinic's own matters put on the Today page."""

from datetime import date, datetime
from typing import Any

from clinics.models import User
from clinics.selectors.exports import exports_waiting_for


def exports_waiting(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """Large exports that this person may approve; hidden when there is none."""
    waiting = list(exports_waiting_for(user, now=now)[:5])
    return {"waiting": waiting} if waiting else None
