"""Wakes from beat. A task means "look now": lost, doubled or late, it changes nothing."""

from celery import shared_task
from django.utils import timezone

from clinics.services.jobs import run_once
from treatment_plans.services.moves import release_dead_bookings


@shared_task
def release_lines() -> None:
    """Which scheduled lines have lost their booking?"""
    now = timezone.now()
    if run_once("plans.release_lines", now=now):
        release_dead_bookings(now=now)
