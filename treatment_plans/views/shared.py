"""What the plan pages do alike."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from treatment_plans.models import TreatmentPlan
from treatment_plans.services.errors import PlanError, StalePlanError


def attempt(request: HttpRequest, act: Callable[[], TreatmentPlan]) -> HttpResponse | None:
    """Do it. A stale plan answers 409 with what changed meanwhile; another refusal becomes a message (None too)."""
    try:
        act()
    except StalePlanError as stale:
        context = {"plan": stale.plan, "missed": stale.missed}
        return render(request, "treatment_plans/stale.html", context, status=409)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    return None


def tell_errors(request: HttpRequest, form) -> None:
    """The form's errors as messages, each once, with the field's label."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}: {error}" if label else error)
