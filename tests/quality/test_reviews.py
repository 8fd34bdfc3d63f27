from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from clinics.enums import Role
from quality.models import Answer, Deviation, Review
from quality.services.reviews import (
    Given,
    IncompleteError,
    OwnCaseError,
    ReviewTakenError,
    save_draft,
    start_review,
    submit_review,
)
from tests.factories import make_employee, make_user, user_with_role
from tests.quality.factories import MONDAY_NOON, a_sample, answers_for, submitted_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return user_with_role(Role.AUDITOR)


def refused(change) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        change()
    return str(error.value)


def test_starting_twice_opens_the_same_draft(auditor) -> None:
    sample = a_sample()
    first, second = (start_review(sample, by=auditor, now=MONDAY_NOON) for _ in range(2))
    assert first == second


def test_case_of_another_reviewer_is_taken(auditor) -> None:
    sample = a_sample()
    start_review(sample, by=auditor, now=MONDAY_NOON)
    with pytest.raises(ReviewTakenError):
        start_review(sample, by=make_user(), now=MONDAY_NOON)


def test_own_case_is_not_reviewed(auditor) -> None:
    sample = a_sample(make_employee(user=auditor))
    with pytest.raises(OwnCaseError):
        start_review(sample, by=auditor, now=MONDAY_NOON)
    forced = Review(sample=sample, reviewer=auditor, started_at=MONDAY_NOON)
    assert "reviewer_is_not_performer" in refused(forced.save)


def test_submission_scores_and_makes_deviations(auditor) -> None:
    sample = a_sample()
    review = submitted_review(sample, auditor, no=(2, 6), na=(3,))
    # weights 3 2 2 2 2 1 2 1: yes 10 of 13 without the third
    assert (review.score, review.failed_critical) == (Decimal("76.92"), False)
    found = Deviation.objects.order_by("criterion__position").values_list(
        "criterion__position", "performer", "branch", "is_critical", "found_at"
    )
    assert list(found) == [
        (2, sample.performer_id, sample.branch_id, False, MONDAY_NOON),
        (6, sample.performer_id, sample.branch_id, False, MONDAY_NOON),
    ]


def test_critical_no_fails_the_review(auditor) -> None:
    review = submitted_review(a_sample(), auditor, no=(1,))
    assert (review.score, review.failed_critical) == (Decimal(0), True)
    assert Deviation.objects.get().is_critical


def test_draft_keeps_what_is_answered_so_far(auditor) -> None:
    sample = a_sample()
    review = start_review(sample, by=auditor, now=MONDAY_NOON)
    answers = answers_for(sample)
    first, second = sorted(answers)[:2]
    save_draft(review, answers={first: Given("no", ""), second: Given("yes")}, note="начато", by=auditor)
    save_draft(review, answers={first: Given("yes")}, note="начато", by=auditor)
    assert list(Answer.objects.values_list("criterion", "value")) == [(first, "yes")]


def test_incomplete_checklist_is_not_submitted(auditor) -> None:
    sample = a_sample()
    review = start_review(sample, by=auditor, now=MONDAY_NOON)
    answers = answers_for(sample)
    missing, wordless = sorted(answers)[:2]
    del answers[missing]
    answers[wordless] = Given("no", "  ")
    save_draft(review, answers=answers, note="", by=auditor)
    with pytest.raises(IncompleteError) as error:
        submit_review(review, by=auditor, now=MONDAY_NOON)
    assert error.value.criteria == [missing, wordless]
    assert not Deviation.objects.exists()


def test_submitted_review_is_closed(auditor) -> None:
    review = submitted_review(a_sample(), auditor)
    with pytest.raises(ReviewTakenError):
        save_draft(review, answers={}, note="", by=auditor)
    with pytest.raises(ReviewTakenError):
        submit_review(review, by=auditor, now=MONDAY_NOON)
    assert "answer_kept" in refused(lambda: Answer.objects.update(value="no"))
    assert "answer_kept" in refused(Answer.objects.first().delete)


def test_draft_of_another_is_not_filled(auditor) -> None:
    review = start_review(a_sample(), by=auditor, now=MONDAY_NOON)
    with pytest.raises(ReviewTakenError):
        save_draft(review, answers={}, note="", by=make_user())


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("review_state_known", {"state": "lost"}),
        ("review_scored_iff_submitted", {"score": None}),
        ("review_scored_iff_submitted", {"submitted_at": None}),
        ("review_score_is_percent", {"score": 101}),
        ("review_critical_failure_scores_zero", {"failed_critical": True}),
    ],
)
def test_review_is_refused(auditor, name: str, change: dict) -> None:
    submitted_review(a_sample(), auditor)
    assert name in refused(lambda: Review.objects.update(**change))


def test_review_and_answers_are_single(auditor) -> None:
    sample = a_sample()
    review = start_review(sample, by=auditor, now=MONDAY_NOON)
    criterion = min(answers_for(sample))
    Answer.objects.create(review=review, criterion_id=criterion, value="yes")
    assert "review_one_per_sample" in refused(
        lambda: Review.objects.create(sample=sample, reviewer=make_user(), started_at=MONDAY_NOON)
    )
    assert "answer_once_per_criterion" in refused(
        lambda: Answer.objects.create(review=review, criterion_id=criterion, value="no")
    )
    assert "answer_value_known" in refused(lambda: Answer.objects.update(value="5"))
