import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """Who looked at or did what. Insert-only: the application's database role may not change or delete rows.

    Holds ids only, never names or contacts. `patient_id` is a plain number: the journal outlives what it speaks of.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    patient_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [
            models.Index(
                fields=["patient_id", "-at"], name="journal_of_patient"
            ),  # who looked at this patient
            models.Index(fields=["-at"], name="journal_newest"),  # the journal page
        ]
        # Second lock behind the rights of the database role: whoever owns the table meets these.
        triggers = [
            pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'the journal is insert-only';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class JournalSeal(models.Model):
    """The hash chain over the journal: each link seals one entry together with the link before it.

    Written at commit by a database trigger alone (migration 0007): nobody who writes an entry can leave its link out, and
    the application's role may not write here at all. `entry_id` is a plain number, so that a deleted entry is missed.
    """

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("link of the journal's chain")
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.position}: {bytes(self.hash).hex()[:12]}"
