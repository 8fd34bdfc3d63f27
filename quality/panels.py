"""What quality control adds to Today and to the patient's card."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from clinics.access import employee_of
from clinics.enums import Role
from clinics.models import User
from clinics.today import TodayPanel
from patients.models import Patient
from patients.panels import Panel
from quality.cases import CASE_KINDS
from quality.enums import ReviewState
from quality.models import Review
from quality.selectors.people import person_scores
from quality.selectors.queue import queue_counts
from quality.selectors.samples import label_cases, reviews_visible_to, samples_visible_to

LEADERS = frozenset({Role.OWNER, Role.MANAGER})
FOUR_WEEKS = timedelta(weeks=4)


def _queue(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    return {"counts": queue_counts(user, now=now)}


def _clinic_score(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """The reviews of four weeks in the branches of this person; nothing while there are none."""
    scores = person_scores(samples_visible_to(user).filter(round__starts_on__gt=today - FOUR_WEEKS))
    reviewed = sum(score.reviewed for score in scores)
    if not scores:
        return None
    means = [(score.mean, score.reviewed) for score in scores if score.mean is not None]
    return {
        "drawn": sum(score.drawn for score in scores),
        "reviewed": reviewed,
        "mean": sum(mean * count for mean, count in means) / reviewed if reviewed else None,
        "critical": [score for score in scores if score.critical_failures],
    }


def _own_reviews(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    own = employee_of(user)
    if own is None:
        return None
    reviews = Review.objects.filter(
        sample__performer=own, state=ReviewState.SUBMITTED, submitted_at__gt=now - FOUR_WEEKS
    )
    rows = list(reviews.select_related("sample__round__rule").order_by("-submitted_at")[:5])
    label_cases([review.sample for review in rows])
    return {"reviews": rows} if rows else None


def _of_patient(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """The submitted reviews of the patient's cases."""
    rows: list[Review] = []
    for kind in CASE_KINDS.values():
        rows += (
            reviews_visible_to(user)
            .filter(
                state=ReviewState.SUBMITTED,
                sample__round__rule__case_kind=kind.key,
                sample__case_id__in=kind.of_patient(patient),
            )
            .select_related("sample__round__rule", "sample__performer")
            .order_by("-submitted_at")
        )
    label_cases([review.sample for review in rows])
    return {"reviews": rows} if rows else None


TODAY_PANELS = [
    TodayPanel("quality-queue", frozenset({Role.AUDITOR}), 10, "quality/today/queue.html", _queue),
    TodayPanel("quality-score", LEADERS, 60, "quality/today/score.html", _clinic_score),
    TodayPanel(
        "quality-own",
        frozenset({Role.PRACTITIONER, Role.CURATOR}),
        70,
        "quality/today/own.html",
        _own_reviews,
    ),
]
CARD_PANEL = Panel(
    "quality", _("Quality control"), 80, LEADERS, "quality/today/patient.html", _of_patient, is_late=True
)
