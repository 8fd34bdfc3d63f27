from celery import shared_task
from django.utils import timezone

from clinics.models import Clinic
from clinics.selectors import clinic_today
from clinics.services.jobs import run_once
from quality.services.rounds import keep_rounds


@shared_task
def keep_sampling_rounds() -> None:
    """Commit the seeds of the next periods and draw what is over; a lost tick loses nothing."""
    now = timezone.now()
    if not run_once("quality.keep_sampling_rounds", now=now):
        return
    for clinic in Clinic.objects.all():
        keep_rounds(clinic, today=clinic_today(clinic, now), now=now)
