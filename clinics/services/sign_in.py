"""Signing in: the throttle of wrong passwords and codes, and what a signed-in device is known by."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from clinics.models import FailedLogin, LoginSession, User

# Who is counted, how many wrong tries are borne, within which time. The pair stops a guesser without shutting the
# person out elsewhere; the login alone stops many addresses on one login; the address stops one machine on many logins.
BY_PAIR = (5, timedelta(minutes=10))
BY_LOGIN = (30, timedelta(hours=1))
BY_ADDRESS = (40, timedelta(minutes=10))
KEEP_FAILURES = timedelta(days=1)


class TooManyTriesError(Exception):
    """Wait until `until`; a right password would be refused now as well."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def begin_try(login: str, address: str | None, *, now: datetime) -> None:
    """Note the try as failed before it is looked at; `forgive_tries` lifts it. Raises TooManyTriesError.

    Noting first lets no flood of simultaneous tries slip under the count, whichever process answers them. A try that
    is refused leaves no note: the wait ends by the clock, whatever a guesser does meanwhile.
    """
    login = login.lower()[:150]
    mine = FailedLogin.objects.create(at=now, login=login, address=address)
    until = max(filter(None, _waits(login, address, now=now)), default=None)
    if until is not None:
        mine.delete()
        raise TooManyTriesError(until)


def _waits(login: str, address: str | None, *, now: datetime) -> list[datetime | None]:
    limits = [(Q(login=login), BY_LOGIN)]
    if address:
        limits += [(Q(login=login, address=address), BY_PAIR), (Q(address=address), BY_ADDRESS)]
    return [_wait(who, *limit, now=now) for who, limit in limits]


def _wait(who: Q, most: int, window: timedelta, *, now: datetime) -> datetime | None:
    """When the next try is free; None = now. The try being made is counted already."""
    times = list(
        FailedLogin.objects.filter(who, at__gt=now - window)
        .order_by("-at")
        .values_list("at", flat=True)[: most + 1]
    )
    return times[most] + window if len(times) > most else None


def forgive_tries(login: str, address: str | None) -> None:
    """Password and code were right: the failures of this login from this address are forgotten."""
    FailedLogin.objects.filter(login=login.lower()[:150], address=address).delete()


def forget_old_failures(*, now: datetime) -> int:
    """Delete failed tries older than a day; returns how many."""
    return FailedLogin.objects.filter(at__lt=now - KEEP_FAILURES).delete()[0]


def note_proof(session_key: str | None, *, now: datetime, second_factor: bool = False) -> None:
    """The person has just given the password or a code in this session."""
    change: dict[str, object] = {"proved_at": now}
    if second_factor:
        change["second_factor"] = True
    LoginSession.objects.filter(pk=session_key).update(**change)


def note_device(session_key: str | None, *, device: str, address: str | None) -> None:
    """What a session that has just begun is known by in the list of sessions."""
    LoginSession.objects.filter(pk=session_key).update(device=device[:200], address=address)


def note_visit(row: LoginSession, *, device: str, address: str | None, now: datetime) -> None:
    """Keep when and where from a session was last used; one write a minute at most."""
    if now - row.last_seen_at >= timedelta(minutes=1):
        rows = LoginSession.objects.filter(pk=row.pk)
        rows.update(last_seen_at=now, device=device[:200], address=address)


def end_sessions(user: User, *, keep: str | None = None, only: UUID | None = None) -> int:
    """End the person's sessions (all, all but `keep`, or `only` one); the next request of each meets the sign-in page."""
    rows = LoginSession.objects.filter(user=user)
    if only is not None:
        rows = rows.filter(public_id=only)
    return rows.exclude(pk=keep or "").delete()[0]
