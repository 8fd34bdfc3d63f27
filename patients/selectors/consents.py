"""What consent says now: of all acts for a point, channel and purpose the newest one counts."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from patients.enums import ConsentState
from patients.models import Consent, ContactPoint


def newest_consents(point_ids: Iterable[int] | None = None) -> QuerySet[Consent]:
    """The one act that counts per point × channel × purpose (of the given points, or of all)."""
    acts = Consent.objects.all() if point_ids is None else Consent.objects.filter(point__in=list(point_ids))
    return acts.order_by("point", "channel", "purpose", "-at", "-id").distinct("point", "channel", "purpose")


def granted_points(purpose: str, channel: str) -> QuerySet[ContactPoint]:
    """Living points whose newest act for this purpose and channel grants it."""
    newest = Consent.objects.filter(point=OuterRef("pk"), purpose=purpose, channel=channel)
    state = Subquery(newest.order_by("-at", "-id").values("state")[:1])
    points = ContactPoint.objects.filter(is_dead=False).annotate(consent_state=state)
    return points.filter(consent_state=ConsentState.GRANTED)


def is_granted(point: ContactPoint, *, purpose: str, channel: str) -> bool:
    """Whether we may write to this point for this purpose by this channel now."""
    return granted_points(purpose, channel).filter(pk=point.pk).exists()
