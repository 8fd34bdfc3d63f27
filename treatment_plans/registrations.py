"""What plans add to the patient list and the card beside their panel: a filter, a figure, events, an action."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clinic_crm.lib import formatting
from clinics.access import can
from clinics.models import User
from patients import filters, handover, header, quick_actions, timeline
from patients.filters import Asked
from patients.models import Patient
from treatment_plans.enums import PlanState, Queue
from treatment_plans.models import PlanEvent, TreatmentPlan
from treatment_plans.selectors.plans import plans_visible_to
from treatment_plans.selectors.queues import place_of

ANY = ("", "—")
# Queues of which the list can show the patients; refusals to settle may lie in closed plans.
PLACES = (Queue.TO_OFFER, Queue.WAITING, Queue.NOT_BOOKED, Queue.OVERDUE)
STATES = [("open", gettext_lazy("has an open plan")), ("none", gettext_lazy("has no open plan"))]


def register() -> None:
    """Called once from `AppConfig.ready()`."""
    filters.register(filters.Filter("plan", 30, _field, _by_plan, is_main=True, obj="plans"))
    header.register_figure(
        header.Figure("open_plan_sum", 30, _open_sum, "plans", gettext_lazy("Open plan"), formatting.money)
    )
    timeline.register(timeline.Source("plans", pgettext_lazy("timeline", "Plans"), 15, _moves))
    quick_actions.register(
        quick_actions.QuickAction("plan", gettext_lazy("New plan"), "clipboard-list", 15, _create, "KeyP")
    )
    handover.register(
        handover.Carried(
            "treatment_plans.TreatmentPlan",
            "curator",
            Q(state=PlanState.ACTIVE),
            {"version": F("version") + 1},
        )
    )


def _field(asked: Asked) -> forms.Field:
    choices = [ANY, *STATES, *((queue.value, queue.label) for queue in PLACES)]
    return forms.ChoiceField(label=gettext_lazy("Plan"), choices=choices)


def _by_plan(rows: QuerySet[Patient], value: str, asked: Asked) -> QuerySet[Patient]:
    plans = plans_visible_to(asked.user).filter(patient=OuterRef("pk"), state=PlanState.ACTIVE)
    if value in dict(STATES):
        return rows.filter(Exists(plans) if value == "open" else ~Exists(plans))
    return rows.filter(Exists(place_of(plans, today=asked.today).filter(place=value)))


def _open_sum(today: date) -> Any:
    plans = TreatmentPlan.objects.filter(patient=OuterRef("pk"), state=PlanState.ACTIVE, open_sum__gt=0)
    return Subquery(plans.order_by().values("patient").annotate(sum=Sum("open_sum")).values("sum"))


def _create(patient: Patient, user: User) -> str | None:
    return reverse("plans:create", args=[patient.pk]) if can(user, "C", "plans") else None


def _moves(patient: Patient, user: User, limit: int) -> list[timeline.Event]:
    """The moves of the lines of the plans that this person sees."""
    plans = plans_visible_to(user).filter(patient=patient).values("pk")
    rows = PlanEvent.objects.filter(plan__in=plans, item__isnull=False).exclude(to_status=F("from_status"))
    rows = rows.select_related("plan", "item", "by", "refusal_reason").order_by("-at", "-pk")
    return [_event(row) for row in rows[:limit]]


def _event(row: PlanEvent) -> timeline.Event:
    title = _("Plan %(number)s: %(status)s") % {
        "number": row.plan.number,
        "status": row.get_to_status_display(),
    }
    text = " · ".join(filter(None, [str(row.item or ""), row.why, str(row.by or "")]))
    tone = {"realised": "green", "agreed": "teal", "declined": "red", "deferred": "purple"}.get(
        row.to_status, "blue"
    )
    return timeline.Event(
        timezone.localtime(row.at).date(), title, text, row.at, icon="clipboard-list", tone=tone
    )
