"""The Today page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clinics.access import roles_of
from clinics.selectors import the_clinic
from clinics.today import panels_for


def today(request: HttpRequest) -> HttpResponse:
    """The landing page: what this person's roles ask for today."""
    now, day = timezone.now(), timezone.localdate()
    panels = panels_for(roles_of(request.user), request.user, today=day, now=now)
    return render(request, "clinics/today.html", {"panels": panels, "day": day, "clinic": the_clinic()})
