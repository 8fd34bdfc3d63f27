"""Writing acts of consent. Rows are only added; what counts now is the newest act (`patients.selectors.consents`)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from clinics.models import User
from patients.enums import ConsentState
from patients.models import Consent, ContactPoint, Patient


class ConsentError(ValueError):
    """The act cannot have happened so; the text says why."""


def record_consent(
    point: ContactPoint,
    *,
    channel: str,
    purpose: str,
    state: str,
    at: datetime,
    method: str,
    text_version: str = "",
    evidence: str = "",
    patient: Patient | None = None,
    by: User | None,
    now: datetime,
) -> Consent:
    """Add one act for one contact point. `at` is when the person acted, never later than `now` (ConsentError).

    The point is locked first: a sender that checks consent holds the same lock in share, so no message is
    intended after a withdrawal has committed.
    """
    return record_consents(
        [(point, patient)],
        channel=channel,
        purposes=[purpose],
        state=state,
        at=at,
        method=method,
        text_version=text_version,
        evidence=evidence,
        by=by,
        now=now,
    )[0]


@transaction.atomic
def record_consents(
    points: Iterable[tuple[ContactPoint, Patient | None]],
    *,
    channel: str,
    purposes: Iterable[str],
    state: str,
    at: datetime,
    method: str,
    text_version: str = "",
    evidence: str = "",
    by: User | None,
    now: datetime,
) -> list[Consent]:
    """Add the same act for many points and purposes at once; all or nothing."""
    if at > now:
        raise ConsentError("a consent cannot be given in the future")
    if state not in ConsentState.values:
        raise ConsentError(f"no such state: {state}")
    pairs = list(points)
    lock_points(point.pk for point, _patient in pairs)
    acts = [
        Consent(
            point=point,
            patient=patient,
            channel=channel,
            purpose=purpose,
            state=state,
            at=at,
            recorded_at=now,
            method=method,
            text_version=text_version,
            evidence=evidence,
            by=by,
        )
        for point, patient in pairs
        for purpose in purposes
    ]
    return Consent.objects.bulk_create(acts)


def mark_point_dead(point: ContactPoint) -> None:
    """Nothing is sent there any more: hard bounce, or a stranger answered. A person may revive it on the card."""
    ContactPoint.objects.filter(pk=point.pk).update(is_dead=True)


def lock_points(ids: Iterable[int]) -> None:
    """Wait for senders that are writing their intent for these points (they hold FOR SHARE)."""
    points = ContactPoint.objects.filter(pk__in=set(ids)).order_by("pk")
    list(points.select_for_update(no_key=True).values_list("pk", flat=True))
