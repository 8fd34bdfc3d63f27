"""The counters of the reviewer's home."""

from datetime import datetime, timedelta
from typing import NamedTuple

from clinics.access import Person
from quality.enums import ReviewState
from quality.models import Review
from quality.selectors.samples import waiting_for


class QueueCounts(NamedTuple):
    waiting: int
    drafts: int
    done_this_week: int


def queue_counts(user: Person, *, now: datetime) -> QueueCounts:
    """What waits for this reviewer, what is begun, and what was submitted in the last seven days."""
    own = Review.objects.filter(reviewer_id=user.pk)
    since = now - timedelta(days=7)
    return QueueCounts(
        waiting=waiting_for(user).count(),
        drafts=own.filter(state=ReviewState.DRAFT).count(),
        done_this_week=own.filter(state=ReviewState.SUBMITTED, submitted_at__gt=since).count(),
    )
