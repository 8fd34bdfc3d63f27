"""Wakes from beat and from the screens. A task means "look now": lost, doubled or late, it changes nothing."""

import structlog
from celery import Task, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from clinics.models import Clinic
from clinics.services.jobs import forget_old_runs, run_once
from triggers.services.backlog import release_backlogs
from triggers.services.delivery import deliver_due
from triggers.services.doubts import expire_overdue, reconcile_unknown, sweep_stuck
from triggers.services.matching import match_triggers
from triggers.services.package import install_package

log = structlog.get_logger(__name__)


@shared_task
def match() -> None:
    """Whom must we write to now?"""
    now = timezone.now()
    if not run_once("triggers.match", now=now):
        return
    queued = release_backlogs(now=now)
    for clinic in Clinic.objects.all():
        install_package(clinic, now=now)
        queued += match_triggers(clinic, now=now)
    if queued:
        wake(deliver_now)


@shared_task
def deliver() -> None:
    """The minute's sending."""
    now = timezone.now()
    if run_once("triggers.deliver", now=now):
        deliver_due(now=now)


@shared_task
def deliver_now() -> None:
    """Something has just become due: do not wait for the minute."""
    deliver_due(now=timezone.now())


@shared_task
def settle() -> None:
    """Doubts, and what waited too long."""
    now = timezone.now()
    if run_once("triggers.settle", now=now):
        sweep_stuck(now=now)
        reconcile_unknown(now=now)
        expire_overdue(now=now)
        forget_old_runs(now=now)


def wake(task: Task) -> None:
    """Start `task` soon. A broker that is down costs only the wait until beat's next tick."""
    try:
        task.apply_async(retry=False, expires=60)
    except OperationalError:
        log.warning("broker_unreachable", task=task.name)
