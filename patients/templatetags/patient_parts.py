"""How segments, visits and follow-ups are shown: words, colour and icon together, everywhere the same."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from clinic_crm.lib import formatting
from clinics.templatetags.ui import badge
from patients import visit_states
from patients.enums import FollowUpOutcome, Segment, VisitStatus
from patients.looks import OUTCOMES, SEGMENTS, VISITS
from patients.models import Visit
from patients.visit_states import Move

register = template.Library()


def _badge(value: str, choices: Any, looks: dict[Any, tuple[str, str]]) -> SafeString:
    if not value:
        return SafeString("—")
    choice = choices(value)
    tone, icon = looks[choice]
    return badge(choice.label, tone, icon)


@register.simple_tag
def segment_badge(segment: str) -> SafeString:
    """`{% segment_badge patient.summary.segment %}`; a dash for none."""
    return _badge(segment, Segment, SEGMENTS)


@register.simple_tag
def visit_badge(status: str) -> SafeString:
    """`{% visit_badge visit.status %}`."""
    return _badge(status, VisitStatus, VISITS)


@register.simple_tag
def outcome_badge(outcome: str) -> SafeString:
    """`{% outcome_badge follow_up.outcome %}`; a dash while it is open."""
    return _badge(outcome, FollowUpOutcome, OUTCOMES)


@register.simple_tag
def next_move(visit: Visit, today: date) -> Move | None:
    """`{% next_move visit today as move %}`: the one step that a button offers."""
    return visit_states.next_move(visit.status, visit.day, today=today)


@register.filter
def told_value(value: Any) -> str:
    """Any stored value as a person reads it: `{{ value|told_value }}`."""
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime):
        return formatting.moment(value)
    if isinstance(value, date):
        return formatting.day(value)
    if isinstance(value, Decimal):
        return formatting.number(value, 2)
    return str(value)
