"""What was imported, when, by whom and with what remarks: the import's own journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from patients.enums import ImportState


class ImportRun(models.Model):
    """One check or import of a set of files. The rows of the clinic come in by one transaction or not at all."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="import_runs")
    source = models.ForeignKey("patients.DataSource", models.PROTECT, related_name="import_runs")
    branch = models.ForeignKey(
        "clinics.Branch",
        models.PROTECT,
        null=True,
        related_name="import_runs",
        help_text="where rows go that name no branch; empty = the whole clinic's, run by the command",
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    as_of = models.DateField(_("export date"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="percent of the running step")
    totals = models.JSONField(default=dict)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(help_text="the last sign of life of the running step")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="import_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.get_state_display()}"


class ImportFile(models.Model):
    """A file of a run. `path` is a name of our own below MEDIA_ROOT/imports; empty for files read in place."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    name = models.CharField(_("file"), max_length=200)
    path = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    verdicts = models.JSONField(default=dict, help_text="verdict → number of records")
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("imported file")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ImportIssue(models.Model):
    """One remark about one record, as a code with parameters: read in any language."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="issues")
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=250, blank=True)
    verdict = models.CharField(max_length=10)
    reason = models.CharField(max_length=40)
    params = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("remark of an import")
        indexes = [
            models.Index(fields=["run", "verdict", "id"], name="import_issues_of_run")
        ]  # the report page

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.reason}"


class ImportedRow(models.Model):
    """The last content of a record that was taken in: an unchanged record is not written again.

    So a repeated import changes nothing, and what people corrected here since then stays, until the source
    itself says something new about the record.
    """

    source = models.ForeignKey("patients.DataSource", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("imported record")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="imported_row_once_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
