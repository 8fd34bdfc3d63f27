"""The state of the installation, for the system administrator and the owner: what `manage.py doctor` says, as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from clinic_crm import doctor
from clinic_crm.job_words import job_in_words, schedule_in_words
from clinics.access import right_required

CHAIN_ON_PAGE = 50_000  # links: half a second; the command walks them all
TONES = {
    doctor.State.FINE: ("green", "circle-check"),
    doctor.State.NOTE: ("amber", "info-circle"),
    doctor.State.WRONG: ("red", "alert-triangle"),
}


@right_required("system_state")
def system(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    findings = [(finding, *TONES[finding.state]) for finding in doctor.examine(now, newest=CHAIN_ON_PAGE)]
    jobs = [
        {"job": job, "name": job_in_words(job.name), "schedule": schedule_in_words(job)}
        for job in PeriodicTask.objects.exclude(name="celery.backend_cleanup")
        .select_related("crontab", "interval")
        .order_by("name")
    ]
    return render(request, "clinic_crm/system.html", {"findings": findings, "jobs": jobs, "now": now})
