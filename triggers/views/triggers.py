"""Triggers: what each does, how it fares, and its switch."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import can, role_required
from clinics.enums import Role
from clinics.selectors import the_clinic
from triggers.enums import TriggerState
from triggers.forms import HaltForm, SwitchForm
from triggers.models import SendingSwitch
from triggers.selectors.messages import counts_of_triggers, messages_visible_to, reasons_of_trigger
from triggers.selectors.rules import needs_approval, rule_for
from triggers.selectors.triggers import previews, reachable, triggers_visible_to
from triggers.services import switching
from triggers.wording import becauses, rule_in_words

PERIOD = timedelta(days=30)
READERS = (Role.OWNER, Role.MANAGER, Role.AUDITOR, Role.MARKETER)
DECIDERS = (Role.OWNER, Role.MANAGER)


@role_required(*READERS)
def trigger_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    triggers = triggers_visible_to(request.user)
    counts = counts_of_triggers(triggers, since=now - PERIOD)
    rows = [
        {
            "trigger": trigger,
            "counts": counts.get(trigger.pk, {}),
            "approval": needs_approval(trigger, rule_for(trigger.clinic, trigger.kind)),
        }
        for trigger in triggers
    ]
    halted = SendingSwitch.objects.filter(clinic=the_clinic(), channel="", is_halted=True).first()
    context = {"title": _("Triggers"), "rows": rows, "halted": halted, "may_switch": _may_switch(request)}
    return render(request, "triggers/list.html", context)


@role_required(*READERS)
def trigger_detail(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    trigger = get_object_or_404(triggers_visible_to(request.user), pk=pk)
    rule = rule_for(trigger.clinic, trigger.kind)
    template = trigger.templates.filter(step=0).latest("version")
    newest = messages_visible_to(request.user).filter(trigger=trigger).select_related("patient", "point")
    context = {
        "title": trigger.name,
        "trigger": trigger,
        "counts": counts_of_triggers(triggers_visible_to(request.user).filter(pk=pk), since=now - PERIOD).get(
            pk, {}
        ),
        "reasons": becauses(reasons_of_trigger(trigger, since=now - PERIOD)),
        "rules": rule_in_words(rule, trigger, approval=needs_approval(trigger, rule)),
        "previews": previews(trigger, template),
        "template": template,
        "reachable": reachable(trigger, now=now) if trigger.segment else None,
        "newest": newest.order_by("-pk")[:15] if can(request.user, "R", "message_log") else None,
        "may_switch": _may_switch(request),
    }
    return render(request, "triggers/detail.html", context)


@require_POST
@role_required(*DECIDERS)
def trigger_switch(request: HttpRequest, pk: int) -> HttpResponse:
    trigger = get_object_or_404(triggers_visible_to(request.user), pk=pk)
    form = SwitchForm(request.POST)
    if form.is_valid():
        act = {
            "on": switching.switch_on,
            "pause": switching.pause_trigger,
            "resume": switching.resume_trigger,
            "off": switching.switch_off,
        }[form.cleaned_data["action"]]
        act(trigger, by=request.user, now=timezone.now())
        messages.success(request, _said(trigger))
    return redirect("triggers:detail", pk=pk)


@require_POST
@role_required(*DECIDERS, Role.SYSTEM)
def halt(request: HttpRequest) -> HttpResponse:
    """The emergency stop of everything, and its release."""
    form = HaltForm(request.POST)
    clinic = the_clinic()
    if clinic and form.is_valid():
        stop = form.cleaned_data["halted"]
        switching.set_switch(
            clinic, channel="", halted=stop, why=form.cleaned_data["why"], by=request.user, now=timezone.now()
        )
        said = _("All sending is stopped.") if stop else _("Sending goes on.")
        messages.success(request, said)
    return redirect("triggers:list" if _may_switch(request) else "today")


def _may_switch(request: HttpRequest) -> bool:
    return can(request.user, "A", "marketing_templates")


def _said(trigger) -> str:
    held = trigger.messages.filter(state__in=["awaiting", "scheduled", "claimed"]).count()
    kept = ngettext("%(count)d letter is held.", "%(count)d letters are held.", held) % {"count": held}
    return {
        TriggerState.ON: _("The trigger is on."),
        TriggerState.PAUSED: _("The trigger is paused: nothing leaves.") + " " + kept,
        TriggerState.DRAFT: _("The trigger is off."),
    }[TriggerState(trigger.state)]
