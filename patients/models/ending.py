from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.enums import EndingKind


class RelationshipEnding(models.Model):
    """An end of the relationship, and maybe its undoing. The patient's own fields say what holds now; these rows, why.

    `cancelled` counts what the ending cancelled, by the key of its handler. An end set by an import before anybody
    touched it has no row: `ended_by` is empty in the one that is written when it is undone.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="endings")
    kind = models.CharField(_("what ended"), max_length=16, choices=EndingKind)
    reason = models.CharField(_("why"), max_length=120)
    day = models.DateField(_("since"))
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    cancelled = models.JSONField(default=dict)
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    resume_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("end of a relationship")
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "kind"], condition=Q(resumed_at=None), name="ending_one_live_per_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=EndingKind.values), name="ending_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="ending_says_why"),
            models.CheckConstraint(
                condition=Q(resumed_at=None, resume_reason="")
                | (Q(resumed_at__isnull=False) & ~Q(resume_reason="")),
                name="ending_resumed_says_why",
            ),
        ]
        indexes = [models.Index(fields=["patient", "-ended_at"], name="ending_of_patient")]  # the card

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.kind}"
