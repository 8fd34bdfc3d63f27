from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from treatment_plans.enums import Correction, ItemStatus
from treatment_plans.models.item import PlanItem
from treatment_plans.models.plan import TreatmentPlan
from treatment_plans.models.reason import RefusalReason


class PlanEvent(models.Model):
    """One move of a line, or a change of the plan itself: who, when, why, or which rule.

    `from_status` is empty for a new line; equal to `to_status` where only the terms changed (told in `note`).
    `changes` are the fields that the move changed: [{"field", "was", "is"}], as written by `services.changes`.
    `visit` is the visit that an automatic move followed; `undone_at` says that a person took that move back, and the
    rules leave this visit's service alone from then on.
    `plan_version` is the version of the plan that this made: what a second editor has missed are the later ones.
    """

    plan = models.ForeignKey(TreatmentPlan, models.CASCADE, related_name="events")
    item = models.ForeignKey(PlanItem, models.CASCADE, null=True, related_name="events")
    plan_version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    from_status = models.CharField(max_length=10, choices=ItemStatus, blank=True)
    to_status = models.CharField(max_length=10, choices=ItemStatus, blank=True)
    correction = models.CharField(max_length=12, choices=Correction, blank=True)
    by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=40, blank=True, help_text="the automatic rule that moved it")
    refusal_reason = models.ForeignKey(RefusalReason, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    visit = models.ForeignKey("patients.Visit", models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undoes = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="undone_by",
        help_text="the move taken back",
    )

    class Meta:
        verbose_name = _("move of a plan line")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(rule=""), name="plan_event_by_person_or_rule"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(rule=""), name="plan_event_undone_only_if_by_rule"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "-at"], name="plan_event_of_plan"),  # the plan's page
            # what the rules may not do again
            models.Index(
                fields=["visit"], condition=Q(undone_at__isnull=False), name="plan_event_undone_of_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.from_status} → {self.to_status}"

    @property
    def why(self) -> str:
        """The reason of a refusal or delay, with what was added to it."""
        return ": ".join(filter(None, [str(self.refusal_reason or ""), self.note]))
