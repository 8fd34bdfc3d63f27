from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from patients.enums import SeparateReason


class DuplicatePair(Stamped):
    """Two patients who may be one person, until somebody decides. `first` is the older row.

    `score` is `patients.likeness` when the pair was found or last weighed; the words are made anew from the cards.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("to decide")
        JOINED = "joined", _("same person")
        SEPARATE = "separate", _("two people")

    first = models.ForeignKey("patients.Patient", models.CASCADE, related_name="+")
    second = models.ForeignKey("patients.Patient", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=40, help_text="code of the verdict, or where the pair was found")
    score = models.SmallIntegerField(default=0)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why_separate = models.CharField(max_length=8, choices=SeparateReason, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("possible duplicate")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_ordered"),
        ]
        indexes = [
            # the review queue, the surest first
            models.Index(
                fields=["-score", "-id"], condition=Q(decision="open"), name="duplicate_pair_to_decide"
            ),
            models.Index(fields=["second"], name="duplicate_pair_of_second"),  # the card's mark
            changed_index("duplicate_pair_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_duplicatepair")

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"


class MergeRecord(Stamped):
    """One joining of two cards, with all that is needed to take them apart again (`patients.services.unmerging`).

    `gone_row` is the row of the patient who was joined, `tables` what became of the rows of each table:
    {"patients_visit": {"moved": {"patient_id": [ids]}, "changed": [[id, {column: [before, after]}]], "dropped": [row]}}.
    Personal data of both stand here: erasing the patient erases the record.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    kept = models.ForeignKey("patients.Patient", models.CASCADE, related_name="merges")
    gone_id = models.BigIntegerField(help_text="the number of the row that was deleted")
    gone_row = models.JSONField()
    tables = models.JSONField()
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("joining of two cards")
        indexes = [
            # an old link to the card leads to the one that was kept
            models.Index(fields=["gone_id"], condition=Q(undone_at=None), name="merge_of_gone"),
            changed_index("merge_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_mergerecord")

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
