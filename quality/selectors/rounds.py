from django.db.models import Avg, Count, Q, QuerySet

from quality.enums import ReviewState
from quality.models import Round


def round_rows(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Rounds with how many cases were drawn and reviewed, and the mean score; without the long case list."""
    done = Q(samples__reviews__state=ReviewState.SUBMITTED)
    return rounds.defer("case_list").annotate(
        drawn=Count("samples", distinct=True),
        reviewed=Count("samples__reviews", filter=done, distinct=True),
        mean=Avg("samples__reviews__score", filter=done),
    )
