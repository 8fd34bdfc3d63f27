"""The filled checklist and what differed."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quality.enums import AnswerValue, ReviewState

REVIEWER_IS_NOT_PERFORMER = """
    IF EXISTS (
        SELECT FROM quality_sample s JOIN clinics_employee e ON e.id = s.performer_id
        WHERE s.id = NEW.sample_id AND e.user_id = NEW.reviewer_id
    ) THEN
        RAISE EXCEPTION 'reviewer_is_not_performer' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""

SUBMITTED_REVIEW_KEPT = """
    IF EXISTS (
        SELECT FROM quality_review WHERE id IN (NEW.review_id, OLD.review_id) AND state <> 'draft'
    ) THEN
        RAISE EXCEPTION 'answer_kept: the review has been submitted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
"""


class Review(models.Model):
    """One reviewer's reading of one drawn case. `score` in per cent, 0 when a critical criterion failed."""

    sample = models.ForeignKey("quality.Sample", models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey("clinics.User", models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(_("score, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    failed_critical = models.BooleanField(default=False)
    note = models.TextField(_("summary for the employee"), blank=True)

    class Meta:
        verbose_name = _("review")
        constraints = [
            models.UniqueConstraint(fields=["sample"], name="review_one_per_sample"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None, score=None)
                | (~Q(state="draft") & Q(submitted_at__isnull=False, score__isnull=False)),
                name="review_scored_iff_submitted",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="review_score_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(failed_critical=False) | Q(score=0), name="review_critical_failure_scores_zero"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="reviewer_not_performer",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=REVIEWER_IS_NOT_PERFORMER,
            )
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}: {self.get_state_display()}"


class Answer(models.Model):
    """One criterion of one review; a «no» says in words what was wrong."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey("quality.Criterion", models.PROTECT, related_name="answers")
    value = models.CharField(max_length=3, choices=AnswerValue)
    comment = models.CharField(_("what exactly"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("answer")
        ordering = ["review", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="answer_once_per_criterion"),
            models.CheckConstraint(condition=Q(value__in=AnswerValue.values), name="answer_value_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="answer_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=SUBMITTED_REVIEW_KEPT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class Deviation(models.Model):
    """A «no» of a submitted review: the performer's work differed from the standard."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="deviation")
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="+")
    performer = models.ForeignKey("clinics.Employee", models.PROTECT, related_name="deviations")
    criterion = models.ForeignKey("quality.Criterion", models.PROTECT, related_name="deviations")
    is_critical = models.BooleanField()
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("deviation")
        indexes = [
            # the person's page; whether it repeats
            models.Index(fields=["performer", "criterion", "-found_at"], name="deviation_of_performer"),
        ]

    def __str__(self) -> str:
        return f"{self.performer_id}: {self.criterion_id}"
