from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import ExportState


class ExportRequest(models.Model):
    """An export too large for one person: the rows are frozen here until another person agrees to it.

    Holds ids, never the rows themselves: what was deleted or closed to the requester meanwhile does not leave.
    """

    LIVES = timedelta(days=3)  # from the request to the download

    requested_by = models.ForeignKey("clinics.User", models.PROTECT, related_name="export_requests")
    requested_at = models.DateTimeField()
    obj = models.CharField(max_length=40)
    resource = models.CharField(max_length=200)
    file = models.CharField(max_length=80)
    format = models.CharField(max_length=4)
    path = models.CharField(max_length=500, blank=True)
    ids = ArrayField(models.BigIntegerField())
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    decided_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("export request")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="export_approver_is_not_the_author",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None)
                | ~Q(state="waiting") & Q(decided_by__isnull=False),
                name="export_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(fetched_at=None) | Q(state="fetched"), name="export_fetched_after_approval"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} ({len(self.ids)})"
