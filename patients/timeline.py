"""The timeline of the patient card. An app to the right registers its own source in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from clinics.models import User
from patients.models import Patient


@dataclass(frozen=True)
class Event:
    """Something that happened to the patient on a day (at an instant, when known). `title` and `text` are for a person."""

    day: date
    title: Any
    text: Any = ""
    at: datetime | None = None
    icon: str = "activity"
    tone: str = "grey"


# source(patient, user, limit) -> its newest events, at most `limit`, newest first
Source = Callable[[Patient, User, int], list[Event]]
SOURCES: dict[str, Source] = {}


def register(key: str, source: Source) -> None:
    SOURCES[key] = source


def events_of(patient: Patient, user: User, *, limit: int) -> list[Event]:
    """The newest events of all sources, newest first; on one day those with a known time stand above the others."""
    events = [event for source in SOURCES.values() for event in source(patient, user, limit)]
    events.sort(key=lambda event: (event.day, event.at is not None, event.at or timezone.now()), reverse=True)
    return events[:limit]
