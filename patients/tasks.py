"""Wakes from beat: the segments follow the facts and the clock. A tick lost, doubled or late changes nothing."""

from celery import shared_task
from django.utils import timezone

from clinics.models import Clinic
from clinics.selectors import clinic_today
from clinics.services.jobs import run_once
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
