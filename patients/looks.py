"""Colour and icon of a segment, a visit's status, a call's outcome: one place, so that every screen shows the same."""

from patients.enums import FollowUpOutcome, Segment, VisitStatus

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
