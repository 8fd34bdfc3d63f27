from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, Replace
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp, touches
from patients.enums import BulkKind, TagTone


class Tag(Stamped):
    """A word of the clinic's own by which patients are put together: «VIP», «пенсионер», «акция мая».

    `key` is the name in lower case with ё as е: the same word is one tag however it was typed.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="tags")
    name = models.CharField(_("tag"), max_length=40)
    key = models.GeneratedField(
        expression=Replace(Lower(F("name")), Value("ё"), Value("е")),
        output_field=models.CharField(max_length=40),
        db_persist=True,
    )
    tone = models.CharField(_("colour"), max_length=8, choices=TagTone, default=TagTone.GREY)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "key"], name="tag_once_per_clinic"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
            models.CheckConstraint(condition=Q(tone__in=TagTone.values), name="tag_tone_known"),
        ]
        indexes = [changed_index("tag_changed")]  # the API
        triggers = keeps_stamp("patients_tag", generated=("key",))

    def __str__(self) -> str:
        return self.name


class PatientTag(models.Model):
    """The patient carries the tag; `by` and `at` say who put it there."""

    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="patient_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="patient_tags")
    by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("tag of a patient")
        constraints = [models.UniqueConstraint(fields=["patient", "tag"], name="patient_tag_once")]
        triggers = touches("patients_patient", "patient_id")

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.tag_id}"


class BulkChange(models.Model):
    """One change to many patients at once, as it was previewed and confirmed. `rows` are those whom it changed.

    `details` holds ids only: which tag, which curator, and in `moved` the rows that went along ({model: [[id, former]]}).
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="bulk_changes")
    kind = models.CharField(max_length=12, choices=BulkKind)
    by = models.ForeignKey("clinics.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("change of many patients")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BulkKind.values), name="bulk_change_kind_known"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="bulk_change_undone_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["by", "-at"], name="bulk_change_newest")]  # the page of own changes

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"


class BulkRow(models.Model):
    """A patient whom the change touched. `before` is the id of what stood there (the former curator), if anything did."""

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="rows")
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="+")
    before = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("patient of a bulk change")
        constraints = [models.UniqueConstraint(fields=["change", "patient"], name="bulk_row_once")]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.patient_id}"
