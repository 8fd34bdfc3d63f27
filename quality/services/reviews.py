"""The life of a review: claimed as a draft, filled, submitted once."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from clinics.models import User
from clinics.services.journal import record_action
from quality.enums import AnswerValue, ReviewState
from quality.models import Answer, Criterion, Deviation, Review, Sample
from quality.scoring import score


class OwnCaseError(Exception):
    """Nobody reviews the own work."""


class ReviewTakenError(Exception):
    """Another reviewer has this case, or the review was submitted already."""


class IncompleteError(Exception):
    """Not every criterion is answered, or a «no» does not say what was wrong. `criteria`: their ids."""

    def __init__(self, criteria: list[int]) -> None:
        super().__init__(criteria)
        self.criteria = criteria


class Given(NamedTuple):
    value: str
    comment: str = ""


@transaction.atomic
def start_review(sample: Sample, *, by: User, now: datetime) -> Review:
    """Claim the drawn case; coming back to the own draft is free. Raises OwnCaseError, ReviewTakenError."""
    sample = Sample.objects.select_for_update(of=("self",)).select_related("performer").get(pk=sample.pk)
    if sample.performer.user_id == by.pk:
        raise OwnCaseError
    review = sample.reviews.first()
    if review is None:
        return Review.objects.create(sample=sample, reviewer=by, started_at=now)
    if review.reviewer_id != by.pk:
        raise ReviewTakenError
    return review


@transaction.atomic
def save_draft(review: Review, *, answers: Mapping[int, Given], note: str, by: User) -> Review:
    """Keep the answers given so far, whole: a criterion that is not among them is unanswered. Raises ReviewTakenError."""
    review = _own_draft(review, by)
    known = set(_criteria(review).values_list("pk", flat=True))
    review.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(review=review, criterion_id=pk, value=given.value, comment=given.comment)
        for pk, given in answers.items()
        if pk in known
    )
    review.note = note
    review.save(update_fields=["note"])
    return review


@transaction.atomic
def submit_review(review: Review, *, by: User, now: datetime) -> Review:
    """Score the draft, make a deviation of every «no», and close it for changes. Raises IncompleteError, ReviewTakenError."""
    review = _own_draft(review, by)
    criteria = list(_criteria(review))
    answers = {answer.criterion_id: answer for answer in review.answers.all()}
    unclear = [c.pk for c in criteria if c.pk not in answers or _lacks_words(answers[c.pk])]
    result = score(criteria, {pk: answer.value for pk, answer in answers.items()})
    if unclear or not result.is_complete:
        raise IncompleteError(unclear)
    review.state, review.submitted_at = ReviewState.SUBMITTED, now
    review.score, review.failed_critical = result.percent, result.failed_critical
    review.save(update_fields=["state", "submitted_at", "score", "failed_critical"])
    Deviation.objects.bulk_create(_deviations(review, criteria, answers, now=now))
    record_action(by, "review_submitted", review, branch_id=review.sample.branch_id, now=now)
    return review


def _own_draft(review: Review, by: User) -> Review:
    locked = Review.objects.select_for_update(of=("self",)).select_related("sample__round").get(pk=review.pk)
    if locked.reviewer_id != by.pk or locked.state != ReviewState.DRAFT:
        raise ReviewTakenError
    return locked


def _criteria(review: Review) -> QuerySet[Criterion]:
    return Criterion.objects.filter(standard_id=review.sample.round.standard_id)


def _lacks_words(answer: Answer) -> bool:
    return answer.value == AnswerValue.NO and not answer.comment.strip()


def _deviations(
    review: Review, criteria: list[Criterion], answers: Mapping[int, Answer], *, now: datetime
) -> list[Deviation]:
    sample = review.sample
    return [
        Deviation(
            answer=answers[criterion.pk],
            clinic_id=sample.round.clinic_id,
            branch_id=sample.branch_id,
            performer_id=sample.performer_id,
            criterion=criterion,
            is_critical=criterion.is_critical,
            found_at=now,
        )
        for criterion in criteria
        if answers[criterion.pk].value == AnswerValue.NO
    ]
