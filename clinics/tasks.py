"""Wakes from beat for the clinic's own catalogues. Doubled or late, no harm."""

from celery import shared_task
from django.utils import timezone

from clinics.models import Clinic
from clinics.selectors import clinic_today
from clinics.services.jobs import run_once
from clinics.services.prices import refresh_prices


@shared_task
def begin_prices() -> None:
    """Does a price begin today that was set ahead?"""
    now = timezone.now()
    if run_once("clinics.begin_prices", now=now):
        for clinic in Clinic.objects.all():
            refresh_prices(clinic, today=clinic_today(clinic, now))
