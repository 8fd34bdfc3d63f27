"""Who looked at unusually many patients: searches and opened cards an hour, read from the journal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from clinics.access import Person, reach_of
from clinics.models import JournalEntry, RoleAssignment, User
from patients.services.searching import SEARCHES_AN_HOUR

CARDS_AN_HOUR = 60
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Busy:
    """An hour in which a person searched or opened cards more often than the threshold."""

    user: User
    hour: datetime
    searches: int
    cards: int


def busy_searchers(viewer: Person, *, now: datetime) -> list[Busy]:
    """Of the last 24 hours, the newest first; a manager sees the people of the own branches."""
    rows = JournalEntry.objects.filter(
        at__gt=now - DAY, verb__in=["searched", "looked"], actor__in=_watched(viewer)
    )
    hours = (
        rows.annotate(hour=TruncHour("at"))
        .values("actor", "hour")
        .annotate(
            searches=Count("pk", filter=Q(verb="searched")),
            cards=Count("patient_id", filter=Q(verb="looked"), distinct=True),
        )
        .filter(Q(searches__gt=SEARCHES_AN_HOUR) | Q(cards__gt=CARDS_AN_HOUR))
        .order_by("-hour", "actor")
    )
    found = list(hours[:20])
    people = User.objects.in_bulk([row["actor"] for row in found])
    return [Busy(people[row["actor"]], row["hour"], row["searches"], row["cards"]) for row in found]


def _watched(viewer: Person) -> QuerySet:
    """The logins whose journal the person may read."""
    reach = reach_of(viewer, "journal")
    if reach.everywhere:
        return User.objects.values("pk")
    return RoleAssignment.objects.filter(branch__in=reach.branches).values("user")
