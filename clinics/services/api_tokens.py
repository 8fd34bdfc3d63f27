"""Tokens of the API: made, used, revoked. The key is shown once; what is kept of it is a hash."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import connection, transaction

from clinics.access import ApiAccess
from clinics.api.scopes import SCOPES, rights_of
from clinics.models import ApiToken, Branch, User
from clinics.services.journal import record_action

LONGEST = timedelta(days=366)


class ApiTokenError(ValueError):
    """Such a token cannot be made; the text says why."""


@dataclass(frozen=True)
class Use:
    """How often the token was used in the running minute, this time included."""

    count: int
    seconds_left: int


@transaction.atomic
def create_token(
    *,
    name: str,
    owner: User,
    scopes: Sequence[str],
    branches: Iterable[Branch] | None,
    expires_at: datetime,
    source: str = "",
    per_minute: int = 60,
    networks: Iterable[str] = (),
    by: User,
    now: datetime,
) -> tuple[ApiToken, str]:
    """The token and its key, which nobody can read again. `branches` None = every branch. Raises ApiTokenError."""
    if not scopes or not set(scopes) <= SCOPES.keys():
        raise ApiTokenError("no scope, or one that does not exist")
    if not now < expires_at <= now + LONGEST:
        raise ApiTokenError("a token ends within a year")
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    login = User(username=f"api-{prefix}", last_name=f"API: {name}"[:150], language=owner.language)
    login.set_unusable_password()
    login.save()
    token = ApiToken.objects.create(
        name=name,
        login=login,
        owner=owner,
        prefix=prefix,
        key_hash=_hash(secret),
        scopes=sorted(set(scopes)),
        every_branch=branches is None,
        source=source,
        per_minute=per_minute,
        networks=[str(ip_network(text, strict=False)) for text in networks],
        created_at=now,
        expires_at=expires_at,
    )
    token.branches.set(branches or [])
    record_action(by, "token_made", token, now=now, details={"scopes": token.scopes})
    return token, f"crm_{prefix}_{secret}"


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User, now: datetime) -> ApiToken:
    """From the next request on the key opens nothing. Revoking it again changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        record_action(by, "token_revoked", token, now=now)
    token.refresh_from_db()
    return token


def find_token(key: str, *, address: str | None, now: datetime) -> ApiToken | None:
    """The living token of this key: not revoked, not run out, used from where it may be, and its owner still works here."""
    kind, _, rest = key.partition("_")
    prefix, _, secret = rest.partition("_")
    if kind != "crm" or not secret or "\0" in key:
        return None
    tokens = ApiToken.objects.select_related("login", "owner").filter(prefix=prefix, revoked_at=None)
    token = tokens.filter(expires_at__gt=now, owner__is_active=True).first()
    if token is None or not hmac.compare_digest(token.key_hash, _hash(secret)):
        return None
    return token if _comes_from(token, address) else None


def _comes_from(token: ApiToken, address: str | None) -> bool:
    if not token.networks:
        return True
    try:
        here = ip_address(address or "")
    except ValueError:
        return False
    return any(here in ip_network(network) for network in token.networks)


def note_use(token: ApiToken, *, now: datetime) -> Use:
    """Count one request: exact over all processes, as the row counts and not a cache of one of them."""
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE clinics_apitoken SET last_used_at = %(now)s, minute = %(minute)s,
                      used = CASE WHEN minute = %(minute)s THEN used + 1 ELSE 1 END
               WHERE id = %(id)s RETURNING used""",
            {"now": now, "minute": minute, "id": token.pk},
        )
        (count,) = cursor.fetchone()
    return Use(count, 60 - now.second)


def access_of(token: ApiToken) -> ApiAccess:
    """The rights of its scopes, in its branches."""
    branches = None if token.every_branch else frozenset(token.branches.values_list("pk", flat=True))
    return ApiAccess(rights_of(token.scopes), branches)


def _hash(secret: str) -> str:
    """A key is 256 random bits: one round is enough, and each request pays for it."""
    return hashlib.sha256(secret.encode()).hexdigest()
