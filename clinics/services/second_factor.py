"""The second factor of a login: a code from the phone, and recovery codes for the day the phone is lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.core.cache import cache
from django.db import transaction

from clinics.models import SecondFactorRole, User
from clinics.services.journal import record_action

USED_FOR = 120  # seconds; longer than a code with its neighbours is believed


class WrongCodeError(Exception):
    """The code is not that of the moment."""


def new_secret() -> str:
    """A fresh secret for the app on the phone; nothing is kept until a code proves it."""
    return str(generate_totp_secret())


@transaction.atomic
def switch_on_second_factor(user: User, *, secret: str, code: str, now: datetime) -> list[str]:
    """From now on this login needs a code. Returns the recovery codes. Raises WrongCodeError."""
    if not validate_totp_code(secret, code):
        raise WrongCodeError
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    record_action(user, "second_factor_on", user, now=now)
    return list(RecoveryCodes.activate(user).get_unused_codes())


@transaction.atomic
def renew_recovery_codes(user: User, *, now: datetime) -> list[str]:
    """New recovery codes; the old ones stop working."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    record_action(user, "recovery_codes_renewed", user, now=now)
    return list(RecoveryCodes.activate(user).get_unused_codes())


@transaction.atomic
def switch_off_second_factor(user: User, *, by: User, now: datetime) -> None:
    """The password alone lets in again (where no role asks for more)."""
    if Authenticator.objects.filter(user=user).delete()[0]:
        record_action(by, "second_factor_off", user, now=now)


def code_is_right(user: User, code: str, *, now: datetime) -> bool:
    """A code of the phone, usable once, or a recovery code, which is then spent."""
    code = "".join(code.split())
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if row and row.wrap().validate_code(code):
        return bool(cache.add(f"second-factor:{user.pk}:{code}", now.timestamp(), USED_FOR))
    spare = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if spare and spare.wrap().validate_code(code):
        record_action(user, "recovery_code_used", user, now=now)
        return True
    return False


@transaction.atomic
def require_second_factor(roles: set[str], *, by: User, now: datetime) -> None:
    """Say which roles must bring a second factor; asked for at the next request of whoever holds one."""
    SecondFactorRole.objects.exclude(role__in=roles).delete()
    SecondFactorRole.objects.bulk_create(
        (SecondFactorRole(role=r) for r in sorted(roles)), ignore_conflicts=True
    )
    record_action(by, "second_factor_roles_set", now=now, details={"roles": sorted(roles)})
