"""The journal's line of a search, and the alarm over too many of them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from clinic_crm.lib.text import person_key
from clinics.models import JournalEntry, User
from clinics.services.journal import record_action, record_look

GOES_ON = timedelta(minutes=1)  # typing on within this time is the same search
HOUR = timedelta(hours=1)
SEARCHES_AN_HOUR = 60
START = 2


@transaction.atomic
def record_search(
    actor: User, query: str, *, found: int, last: dict[str, Any] | None, now: datetime
) -> dict[str, Any]:
    """One line per search, not per key: what begins alike within a minute goes on the search `last`.

    Returns what to hand in as `last` next time (kept in the session). The words themselves are kept nowhere. With the
    61st search of an hour the journal gets an alarm, once an hour, which the owner sees on Today.
    """
    begins = salted_hmac("patients.search", person_key(query)[:START]).hexdigest()[:8]
    if (
        last
        and last.get("begins") == begins
        and now.timestamp() - last.get("at", 0) < GOES_ON.total_seconds()
    ):
        return last
    record_look(actor, None, now=now, verb="searched", details={"letters": len(query), "found": found})
    _raise_alarm(actor, now)
    return {"begins": begins, "at": now.timestamp()}


def _raise_alarm(actor: User, now: datetime) -> None:
    lately = JournalEntry.objects.filter(
        actor=actor, at__gt=now - HOUR, verb__in=["searched", "search_alarm"]
    )
    verbs = list(lately.values_list("verb", flat=True))
    if len(verbs) > SEARCHES_AN_HOUR and "search_alarm" not in verbs:
        record_action(actor, "search_alarm", now=now, details={"searches": verbs.count("searched")})
