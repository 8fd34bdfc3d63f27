from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """A tick of a beat job. Its unique key lets only one of several beats do the work of a minute."""

    job = models.CharField(max_length=60)
    minute = models.DateTimeField()

    class Meta:
        verbose_name = _("run of a job")
        # read backwards it also finds a job's last tick: doctor
        constraints = [models.UniqueConstraint(fields=["job", "minute"], name="job_runs_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.job} {self.minute:%Y-%m-%d %H:%M}"
