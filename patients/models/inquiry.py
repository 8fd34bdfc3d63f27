from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from patients.enums import InquiryStatus


class Inquiry(Stamped):
    """A call, form or chat of somebody before the first visit; ends as booked or lost with a reason."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="inquiries")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="inquiries")
    name = models.CharField(_("name"), max_length=200, blank=True)
    points = models.ManyToManyField("patients.ContactPoint", related_name="inquiries", blank=True)
    created_on = models.DateField(_("came on"))
    acquisition = models.CharField(_("how they found us"), max_length=80, blank=True)
    status = models.CharField(max_length=8, choices=InquiryStatus, default=InquiryStatus.NEW)
    lost_reason = models.CharField(_("why lost"), max_length=120, blank=True)
    patient = models.ForeignKey(
        "patients.Patient", models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(
        "patients.DataSource", models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    external_key = models.CharField(max_length=200, null=True, blank=True)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="inquiry_once_per_source")
        ]
        indexes = [changed_index("inquiry_changed")]  # the API
        triggers = keeps_stamp("patients_inquiry")

    def __str__(self) -> str:
        return self.name or "—"
