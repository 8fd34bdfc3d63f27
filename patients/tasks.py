"""Wakes from beat and from the screens: segments follow facts and clock, files come in. Doubled or late, no harm."""

from celery import shared_task
from django.utils import timezone

from clinics.models import Clinic
from clinics.selectors import clinic_today
from clinics.services.jobs import run_once
from patients.services import duplicates
from patients.services.imports import waiting_runs, work_on_run
from patients.services.segments import advance_day, mark_dated_ahead, refresh_dirty


@shared_task
def refresh_segments() -> None:
    """Whose facts changed since the last minute?"""
    now = timezone.now()
    if run_once("patients.refresh_segments", now=now):
        for clinic in Clinic.objects.all():
            refresh_dirty(today=clinic_today(clinic, now), now=now)


@shared_task
def advance_segments() -> None:
    """Has midnight passed at the clinic? Who crosses a line on the new day?"""
    now = timezone.now()
    if run_once("patients.advance_segments", now=now):
        for clinic in Clinic.objects.all():
            today = clinic_today(clinic, now)
            mark_dated_ahead(clinic, today=today, now=now)
            advance_day(clinic, today=today, now=now)


@shared_task(soft_time_limit=1500, time_limit=1800)
def work_on_import(run_id: int) -> None:
    """The check or the import of uploaded files: what the run's row says is next."""
    work_on_run(run_id, now=timezone.now())


@shared_task
def pick_up_imports() -> None:
    """Is there an import whose wake was lost or whose worker vanished?"""
    now = timezone.now()
    if run_once("patients.pick_up_imports", now=now):
        for run_id in waiting_runs(now=now):
            work_on_import.apply_async([run_id], expires=50)


@shared_task(soft_time_limit=1500, time_limit=1800)
def look_for_duplicates() -> None:
    """Which cards look like one person? The desk asks about each new card; this sees what files have brought."""
    now = timezone.now()
    if run_once("patients.look_for_duplicates", now=now):
        for clinic in Clinic.objects.all():
            duplicates.look_for_duplicates(clinic)
