"""Reads about sign-ins: second factors, signed-in devices."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from clinics.models import LoginSession, SecondFactorRole, User


def has_second_factor(user: User) -> bool:
    """Whether a code from a phone is asked of this login."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def unused_recovery_codes(user: User) -> list[str]:
    """The recovery codes that still work; empty without a second factor."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return row.wrap().get_unused_codes() if row else []


def second_factor_roles() -> set[str]:
    """The roles that must bring a second factor."""
    return set(SecondFactorRole.objects.values_list("role", flat=True))


def sessions_of(user: User, *, now: datetime) -> QuerySet[LoginSession]:
    """Where the person is signed in, the last seen first."""
    return LoginSession.objects.filter(user=user, expire_date__gt=now).order_by("-last_seen_at")
