"""How segments, visits and follow-ups are shown: words, colour and icon together, everywhere the same."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from clinics.templatetags.ui import badge
from patients.enums import FollowUpOutcome, Segment, VisitStatus

register = template.Library()

SEGMENTS = {
    Segment.PROSPECT: ("grey", "circle-dashed"),
    Segment.BEGINNING: ("blue", "sparkles"),
    Segment.REGULAR: ("green", "circle-check"),
    Segment.BEST: ("teal", "star"),
    Segment.SLEEPING: ("amber", "zzz"),
    Segment.LAPSED: ("red", "user-off"),
}
VISITS = {
    VisitStatus.BOOKED: ("blue", "calendar"),
    VisitStatus.CONFIRMED: ("teal", "calendar-event"),
    VisitStatus.ARRIVED: ("purple", "user-check"),
    VisitStatus.COMPLETED: ("green", "check"),
    VisitStatus.CANCELLED: ("grey", "x"),
    VisitStatus.NO_SHOW: ("red", "circle-x"),
}
OUTCOMES = {
    FollowUpOutcome.NO_ANSWER: ("amber", "phone-off"),
    FollowUpOutcome.REACHED: ("green", "phone-call"),
    FollowUpOutcome.BOOKED: ("teal", "calendar-plus"),
    FollowUpOutcome.DECLINED: ("red", "hand-stop"),
    FollowUpOutcome.SNOOZED: ("grey", "clock"),
}


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
