"""The backlog of a trigger: how many, who may be written to, and the start by a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import reach_of, role_required
from triggers import tasks
from triggers.enums import TriggerState
from triggers.forms import BacklogForm
from triggers.selectors.rules import needs_approval, rule_for
from triggers.selectors.triggers import reachable, triggers_visible_to
from triggers.services.backlog import BacklogError, start_backlog, stop_backlog
from triggers.views.triggers import DECIDERS
from triggers.wording import becauses


@role_required(*DECIDERS)
def backlog(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows who waits and why; POST starts it, or stops it when `stop` is said."""
    trigger = get_object_or_404(triggers_visible_to(request.user).exclude(segment=""), pk=pk)
    form = BacklogForm(request.POST or None)
    if request.method == "POST" and (answer := _act(request, trigger, form)):
        return answer
    running = trigger.backlogs.filter(state="running").first()
    waiting = reachable(trigger, now=timezone.now())
    context = {
        "title": _("Backlog"),
        "trigger": trigger,
        "running": running,
        "waiting": waiting,
        "reasons": becauses(waiting.reasons),
        "form": form,
        "may_start": _may_start(request) and trigger.state == TriggerState.ON and not running,
        "whole_clinic": _may_start(request),
        "approval": needs_approval(trigger, rule_for(trigger.clinic, trigger.kind)),
    }
    return render(request, "triggers/backlog.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*DECIDERS)
def backlog_stop(request: HttpRequest, pk: int) -> HttpResponse:
    trigger = get_object_or_404(triggers_visible_to(request.user), pk=pk)
    if _may_start(request):
        for running in trigger.backlogs.filter(state="running"):
            stop_backlog(running, by=request.user, now=timezone.now())
    return redirect("triggers:backlog", pk=pk)


def _act(request: HttpRequest, trigger, form: BacklogForm) -> HttpResponse | None:
    if not _may_start(request) or not form.is_valid():
        return None
    try:
        started = start_backlog(
            trigger, quota=form.cleaned_data["quota"], by=request.user, now=timezone.now()
        )
    except BacklogError:
        messages.error(
            request, _("The backlog cannot start: the trigger is off, or its backlog runs already.")
        )
        return redirect("triggers:backlog", pk=trigger.pk)
    queued = started.entries.exclude(released_on=None).count()
    messages.success(request, _("Started. Letters queued for today: %(count)d.") % {"count": queued})
    tasks.wake(tasks.deliver_now)
    return redirect("triggers:backlog", pk=trigger.pk)


def _may_start(request: HttpRequest) -> bool:
    """The backlog is the whole clinic's, so only who may approve for every branch starts it."""
    return reach_of(request.user, "recipient_lists", "A").everywhere
