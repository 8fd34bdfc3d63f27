"""How the states of plans and lines look: colour, icon and words together."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clinic_crm.lib import formatting
from clinics.templatetags.ui import badge
from patients.imports.issues import REASONS
from treatment_plans.enums import AutoRule, ItemStatus, OfferState, PlanState, Priority
from treatment_plans.models import PlanEvent, PlanItem, TreatmentPlan
from treatment_plans.selectors.offers import FieldChange
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
OFFER_LOOK = {
    OfferState.VALID: ("green", "circle-check"),
    OfferState.EXPIRED: ("amber", "clock"),
    OfferState.SUPERSEDED: ("grey", "history"),
}
KINDS = {
    "same": (pgettext_lazy("line of an offer", "as before"), "grey", "check"),
    "changed": (pgettext_lazy("line of an offer", "changed"), "amber", "edit"),
    "added": (pgettext_lazy("line of an offer", "added"), "green", "plus"),
    "removed": (pgettext_lazy("line of an offer", "taken out"), "red", "x"),
}
MONEY_FIELDS = frozenset({"price", "discount", "agreed_price", "actual_price"})
DAY_FIELDS = frozenset({"promised_on", "deferred_until"})
OTHER_RULES = {
    "import": gettext_lazy("Import"),
    "relationship_ended": gettext_lazy("End of the relationship"),
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
def reduced(item: PlanItem) -> bool:
    """Does the line cost less than its gross price now?"""
    return money_of(item) < item.gross


@register.filter
def offer_badge(state: str) -> SafeString:
    """`{{ state|offer_badge }}`: does the offer hold?"""
    known = OfferState(state)
    return badge(known.label, *OFFER_LOOK[known])


@register.filter
def kind_badge(kind: str) -> SafeString:
    """What became of a line between two offers."""
    words, *look = KINDS[kind]
    return badge(words, *look)


@register.filter
def item_field(name: str) -> str:
    """The label of a line's field."""
    return str(PlanItem._meta.get_field(name).verbose_name)


@register.filter
def told(change: FieldChange, side: str) -> str:
    """`{{ change|told:"was" }}`: the value before or now, as a person reads it."""
    return _value(change.field, getattr(change, side))


@register.filter
def told_changes(event: PlanEvent) -> list[dict[str, str]]:
    """What the move changed, field by field, in words."""
    return [
        {
            "label": item_field(c["field"]),
            "was": _value(c["field"], c["was"]),
            "now": _value(c["field"], c["is"]),
        }
        for c in event.changes
    ]


@register.filter
def rule_name(event: PlanEvent) -> str:
    """The rule that made the move, in words."""
    names: dict[str, object] = {**dict(AutoRule.choices), **OTHER_RULES}
    return str(names.get(event.rule, event.rule))


@register.filter
def of_item(forms: dict[int, Any], item_id: int) -> Any:
    """`{{ answers|of_item:line.item_id }}`: the answer form of a line, if it is asked about."""
    return forms.get(item_id)


@register.filter
def signed_money(amount: Decimal) -> str:
    """With its plus where it grew."""
    return f"+{formatting.money(amount)}" if amount > 0 else formatting.money(amount)


def _value(field: str, value: Any) -> str:
    if value in ("", None):
        return ""
    if field in MONEY_FIELDS:
        return formatting.money(Decimal(value))
    if field in DAY_FIELDS:
        return formatting.day(date.fromisoformat(str(value)))
    choices = {"priority": Priority, "status": ItemStatus}.get(field)
    return str(choices(value).label) if choices else str(value)


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
