"""Beat may run twice, tick late or tick double; a job's work of one minute is done once all the same."""

from datetime import datetime, timedelta

from clinics.models import JobRun, LoginSession
from clinics.services.sign_in import forget_old_failures

KEEP = timedelta(days=7)


def run_once(job: str, *, now: datetime) -> bool:
    """True for the first caller who asks for `job` in the minute of `now`; the others have nothing to do.

    Call it outside any longer transaction: the row must be seen by the other beat at once.
    """
    minute = now.replace(second=0, microsecond=0)
    return JobRun.objects.get_or_create(job=job, minute=minute)[1]


def forget_old_runs(*, now: datetime) -> int:
    """Delete run rows older than a week, sessions that ended by themselves and old failed tries; returns how many rows."""
    runs = JobRun.objects.filter(minute__lt=now - KEEP).delete()[0]
    sessions = LoginSession.objects.filter(expire_date__lt=now).delete()[0]
    return runs + sessions + forget_old_failures(now=now)
