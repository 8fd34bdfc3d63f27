"""Tokens of the API, for the system administrator's page."""

from datetime import datetime

from django.db.models import BooleanField, Case, QuerySet, Value, When

from clinics.access import Person, can
from clinics.models import ApiToken


def tokens_visible_to(user: Person, *, now: datetime, right: str = "R") -> QuerySet[ApiToken]:
    """All of them or none (matrix row `settings`), the living first; each says whether it `lives`."""
    rows = ApiToken.objects.all() if can(user, right, "settings") else ApiToken.objects.none()
    alive = When(revoked_at=None, expires_at__gt=now, owner__is_active=True, then=Value(True))
    lives = Case(alive, default=Value(False), output_field=BooleanField())
    return (
        rows.annotate(lives=lives)
        .select_related("owner")
        .prefetch_related("branches")
        .order_by("-lives", "-created_at", "-pk")
    )
