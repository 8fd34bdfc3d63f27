"""How the states of plans and lines look: colour, icon and words together."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from clinics.templatetags.ui import badge
from patients.imports.issues import REASONS
from treatment_plans.enums import ItemStatus, PlanState
from treatment_plans.models import PlanEvent, PlanItem, TreatmentPlan
from treatment_plans.selectors.plans import money_of

register = template.Library()

ITEM_LOOK = {
    ItemStatus.IDENTIFIED: ("blue", "search"),
    ItemStatus.AGREED: ("teal", "check"),
    ItemStatus.SCHEDULED: ("teal", "calendar-event"),
    ItemStatus.REALISED: ("green", "circle-check"),
    ItemStatus.DECLINED: ("red", "circle-x"),
    ItemStatus.DEFERRED: ("purple", "hourglass"),
    ItemStatus.CANCELLED: ("grey", "ban"),
}
PLAN_LOOK = {
    PlanState.ACTIVE: ("teal", "player-play"),
    PlanState.COMPLETED: ("green", "circle-check"),
    PlanState.CLOSED: ("grey", "circle-x"),
}


@register.filter
def item_badge(status: str) -> SafeString:
    """`{{ item.status|item_badge }}`: the state of a line."""
    known = ItemStatus(status)
    return badge(known.label, *ITEM_LOOK[known])


@register.filter
def plan_badge(plan: TreatmentPlan) -> SafeString:
    known = PlanState(plan.state)
    return badge(known.label, *PLAN_LOOK[known])


@register.filter
def hours(minutes: int | None) -> str:
    """`{{ 210|hours }}` → 3.5 h."""
    if minutes is None:
        return formatting.NOTHING
    digits = 0 if minutes % 60 == 0 else 1
    return _("%(hours)s h") % {"hours": formatting.number(minutes / 60, digits)}


@register.filter
def worth(item: PlanItem) -> str:
    """What the line is worth now, in money."""
    return formatting.money(money_of(item))


@register.filter
def done_share(plan: TreatmentPlan) -> float | None:
    """Realised lines of all that are not cancelled."""
    return plan.lines_realised / plan.lines_total if plan.lines_total else None


@register.filter
def event_tone(event: PlanEvent) -> str:
    """Of the state that the line came to; amber where a person corrected."""
    return "amber" if event.correction else _look(event)[0]


@register.filter
def event_icon(event: PlanEvent) -> str:
    return "history" if event.correction else _look(event)[1]


def _look(event: PlanEvent) -> tuple[str, str]:
    return ITEM_LOOK[ItemStatus(event.to_status)] if event.to_status else ("grey", "note")


@register.filter
def doubt(item: PlanItem) -> str:
    """What is wrong with a line that awaits review, in the import's words; an unknown code is shown as it is."""
    return str(REASONS.get(item.awaits_review, item.awaits_review.replace("_", " ")))
