"""The background jobs in words. A job that is not listed here is shown by its code name."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_celery_beat.models import PeriodicTask

JOBS: dict[str, str | Promise] = {
    "patients.refresh_segments": gettext_lazy("Segments of patients whose facts have changed"),
    "patients.advance_segments": gettext_lazy("Segments at the beginning of a new day"),
    "patients.pick_up_imports": gettext_lazy("Uploaded files"),
    "plans.release-lines": gettext_lazy("Plan lines whose booking fell away"),
    "keep-sampling-rounds": gettext_lazy("Sampling rounds of the week"),
    "triggers.match": gettext_lazy("Who met a trigger"),
    "triggers.deliver": gettext_lazy("Sending messages"),
    "triggers.settle": gettext_lazy("Messages in doubt"),
}


def job_in_words(name: str) -> str:
    return str(JOBS.get(name, name))


def schedule_in_words(job: PeriodicTask) -> str:
    """`every minute`, `every 15 minutes`, or the calendar entry as it is stored."""
    if job.interval is not None:
        seconds = job.interval.schedule.run_every.total_seconds()
        return _every(max(int(seconds // 60), 1))
    if job.crontab is None:
        return "—"
    minute = job.crontab.minute
    rest = (job.crontab.hour, job.crontab.day_of_week, job.crontab.day_of_month, job.crontab.month_of_year)
    if set(rest) == {"*"} and (
        minute == "*" or (minute.removeprefix("*/").isdecimal() and minute.startswith("*/"))
    ):
        return _every(1 if minute == "*" else int(minute.removeprefix("*/")))
    if set(rest[1:]) == {"*"} and minute.isdecimal() and rest[0].isdecimal():
        return _("every day at %(time)s") % {"time": f"{int(rest[0]):02}:{int(minute):02}"}
    return " ".join((minute, *rest))


def _every(minutes: int) -> str:
    if minutes == 1:
        return _("every minute")
    return ngettext("every %(count)s minute", "every %(count)s minutes", minutes) % {"count": minutes}
