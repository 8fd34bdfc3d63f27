import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import STAMP, Stamped, changed_index, keeps_stamp
from patients.enums import FollowUpKind, FollowUpOutcome, FollowUpState


@pghistory.track(
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(exclude=list(STAMP))),
    pghistory.DeleteEvent(),
    exclude=list(STAMP),
)
class FollowUp(Stamped):
    """A thing a person must do for a patient by a day: call, write, book. Done ones are the log of touches.

    `origin` says what made it ("plan:12", "trigger:3", "hand"); one open follow-up per patient and origin.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="follow_ups")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="follow_ups")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="follow_ups")
    assignee = models.ForeignKey(
        "clinics.Employee", models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    kind = models.CharField(
        _("what to do"), max_length=8, choices=FollowUpKind, default=FollowUpKind.CALL, db_default="call"
    )
    due_on = models.DateField(_("due"))
    reason = models.CharField(_("why"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    origin = models.CharField(max_length=60, default="hand")
    state = models.CharField(max_length=10, choices=FollowUpState, default=FollowUpState.OPEN)
    attempts = models.PositiveSmallIntegerField(
        _("tries"), default=0, db_default=0, help_text="calls without an answer before this one"
    )
    outcome = models.CharField(max_length=10, choices=FollowUpOutcome, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("follow-up")
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "origin"], condition=Q(state="open"), name="follow_up_one_open_per_origin"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="follow_up_closed_iff_closed_at",
            ),
            models.CheckConstraint(condition=Q(state__in=FollowUpState.values), name="follow_up_state_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *FollowUpOutcome.values]), name="follow_up_outcome_known"
            ),
        ]
        indexes = [
            # Today, call list
            models.Index(fields=["branch", "due_on"], condition=Q(state="open"), name="follow_up_open_due"),
            models.Index(
                fields=["patient", "-closed_at"], name="follow_up_of_patient"
            ),  # last contact on the card
            changed_index("follow_up_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_followup")

    def __str__(self) -> str:
        return f"{self.due_on}: {self.reason}"
