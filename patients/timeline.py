"""The timeline of the patient card. An app to the right registers its own source in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from clinic_crm.lib import formatting
from clinics.models import User
from patients.models import Patient

PAGE = 20
LAST_PAGE = 50


@dataclass(frozen=True)
class Event:
    """Something that happened to the patient on a day (at an instant, when known). `title` and `text` are for a person."""

    day: date
    title: Any
    text: Any = ""
    at: datetime | None = None
    icon: str = "activity"
    tone: str = "grey"


# fill(patient, user, limit) -> the newest events that this person may see, at most `limit`, newest first
Fill = Callable[[Patient, User, int], list[Event]]


@dataclass(frozen=True)
class Source:
    """One kind of events; `label` is what the filter of the timeline calls it."""

    key: str
    label: Any
    order: int
    fill: Fill


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    SOURCES[source.key] = source


def kinds() -> list[Source]:
    """The sources in the order of the filter."""
    return sorted(SOURCES.values(), key=lambda source: (source.order, source.key))


def events_of(patient: Patient, user: User, *, limit: int, kind: str = "") -> list[Event]:
    """The newest events of one kind or of all, newest first; on one day those with a known time stand above the others."""
    wanted = [source for source in SOURCES.values() if kind in ("", source.key)]
    events = [event for source in wanted for event in source.fill(patient, user, limit)]
    events.sort(key=lambda event: (event.day, event.at is not None, event.at or timezone.now()), reverse=True)
    return events[:limit]


@dataclass(frozen=True)
class EventPage:
    """A page of the timeline; pages count from 1."""

    events: list[Event]
    number: int
    has_more: bool


def event_page(patient: Patient, user: User, *, number: int, kind: str = "") -> EventPage:
    """One query a source; a life in the clinic is hundreds of events, so earlier pages are read along."""
    number = min(max(number, 1), LAST_PAGE)
    found = events_of(patient, user, limit=number * PAGE + 1, kind=kind)
    return EventPage(found[(number - 1) * PAGE : number * PAGE], number, len(found) > number * PAGE)


def timeline_context(patient: Patient, user: User, *, kind: str, number: int) -> dict[str, Any]:
    """What `patients/panels/history.html` draws: the page, the kinds to choose from and the one chosen."""
    page = event_page(patient, user, number=number, kind=kind)
    events = [
        {
            "at": formatting.moment(event.at) if event.at else formatting.day(event.day),
            "title": event.title,
            "text": event.text,
            "icon": event.icon,
            "tone": event.tone,
        }
        for event in page.events
    ]
    return {"patient": patient, "page": page, "events": events, "kinds": kinds(), "kind": kind}
