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
        mine = [(name, value) for name, values in request.POST.lists() for value in values]
        kept = [(name, value) for name, value in mine if name not in ("version", "csrfmiddlewaretoken")]
        context = {"plan": stale.plan, "missed": stale.missed, "kept": kept, "again": request.get_full_path()}
        return render(request, "treatment_plans/stale.html", context, status=409)
    except PlanError as refusal:
        messages.error(request, str(refusal))
    return None


def seen_version(request: HttpRequest) -> int | None:
    """The version of the plan that the sent page showed."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else None


def tell_errors(request: HttpRequest, form) -> None:
    """The form's errors as messages, each once, with the field's label."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}: {error}" if label else error)
