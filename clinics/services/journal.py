"""The journal: who looked at or did what. Written in the transaction of the look or the act; ids only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import structlog
from django.db.models import Model

from clinics.access import Person
from clinics.models import JournalEntry, User


def _request_id() -> str:
    """The id of the web request (or task) at work, bound by the log middleware."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:40]


def record_action(
    actor: Person | None,
    verb: str,
    obj: Model | None = None,
    *,
    now: datetime,
    patient_id: int | None = None,
    branch_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> JournalEntry:
    """Add one line. `details` takes ids, counts and codes: never a name, a contact or a free text."""
    return JournalEntry.objects.create(
        at=now,
        actor_id=actor.pk if actor is not None and actor.is_authenticated else None,
        verb=verb,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=obj.pk if obj is not None else None,
        patient_id=patient_id,
        branch_id=branch_id,
        request_id=_request_id(),
        details=details or {},
    )


def record_look(
    actor: Person,
    obj: Model | None,
    *,
    now: datetime,
    patient_id: int | None = None,
    verb: str = "looked",
    details: dict[str, Any] | None = None,
) -> JournalEntry:
    """Somebody saw a person's data: a card ("looked"), search hits ("searched"), an export ("exported")."""
    return record_action(actor, verb, obj, now=now, patient_id=patient_id, details=details)


def record_looks(
    actor: User,
    patient_ids: Iterable[int],
    *,
    now: datetime,
    verb: str = "looked",
    details: dict[str, Any] | None = None,
) -> None:
    """A program saw the data of these patients: one line for each, so that each can be told who looked."""
    JournalEntry.objects.bulk_create(
        JournalEntry(
            at=now,
            actor_id=actor.pk,
            verb=verb,
            patient_id=patient_id,
            request_id=_request_id(),
            details=details or {},
        )
        for patient_id in patient_ids
    )
