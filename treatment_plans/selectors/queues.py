"""The curator's queues: every open plan is stuck somewhere, booked, or waits for a named day (invariant, tested).

Each plan is in one place, the first that fits: booked · waits for a date · agreed, nothing booked · next step
overdue · waiting for the patient · to offer. A plan closed by a refusal that nobody has spoken about is unsettled.
Order: open money × urgency, where urgency = min(2, days in the state / SLA of the queue).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Least, Round

from patients.enums import LIVE_BOOKING, FollowUpState
from patients.models import FollowUp, Visit
from treatment_plans.enums import Aside, PlanState, Queue
from treatment_plans.models import TreatmentPlan

SLA_DAYS: Mapping[str, int] = {
    Queue.TO_OFFER: 1,
    Queue.WAITING: 7,
    Queue.NOT_BOOKED: 3,
    Queue.OVERDUE: 7,
    Queue.UNSETTLED: 5,
}
REFUSALS_KEPT = timedelta(days=90)  # older refusals are history, not work
MAX_URGENCY = 2


@dataclass(frozen=True)
class QueueTotals:
    """What one queue holds: plans, their open lines, money in roubles and minutes of work."""

    plans: int = 0
    lines: int = 0
    money: Decimal = Decimal(0)
    minutes: int = 0


def in_queue(plans: QuerySet[TreatmentPlan], queue: Queue, *, today: date) -> QuerySet[TreatmentPlan]:
    """The plans of the queue with `money`, `minutes`, `lines`, `stuck_since`, `days_stuck` and `weight` (sort by it)."""
    return _weighed(_IN[queue](plans, today), queue, today)


def place_of(plans: QuerySet[TreatmentPlan], *, today: date) -> QuerySet[TreatmentPlan]:
    """Active plans with `place`: a Queue or an Aside, never empty. Refusals of closed plans are `in_queue` only."""
    active = plans.filter(state=PlanState.ACTIVE)
    return active.annotate(
        place=Case(
            When(_booked(today), then=Value(Aside.BOOKED.value)),
            When(_waits(today), then=Value(Aside.DATED_WAIT.value)),
            When(open_agreed_lines__gt=0, then=Value(Queue.NOT_BOOKED.value)),
            When(_step_is_due(today), then=Value(Queue.OVERDUE.value)),
            When(offered_on__isnull=False, then=Value(Queue.WAITING.value)),
            default=Value(Queue.TO_OFFER.value),
            output_field=CharField(),
        )
    )


def queue_totals(plans: QuerySet[TreatmentPlan], *, today: date) -> dict[Queue, QueueTotals]:
    """Every queue with its totals, empty ones too. Two queries."""
    rows = (
        place_of(plans, today=today)
        .values("place")  # type: ignore[misc]  # an annotation
        .annotate(
            plans=Count("pk"),
            agreed_lines=Sum("open_agreed_lines"),
            agreed_money=Sum("open_agreed_sum"),
            agreed_minutes=Sum("open_agreed_minutes"),
            lines=Sum("lines_open"),
            money=Sum("open_sum"),
            minutes=Sum("open_minutes"),
        )
        .order_by()
    )
    found = {row["place"]: row for row in rows}
    totals = {queue: _totals(found.get(queue), queue) for queue in Queue}
    refused = _unsettled(plans, today).aggregate(
        plans=Count("pk"), money=Coalesce(Sum("declined_sum"), Value(Decimal(0)))
    )
    totals[Queue.UNSETTLED] = QueueTotals(refused["plans"], 0, refused["money"])
    return totals


def _totals(row: Mapping | None, queue: Queue) -> QueueTotals:
    if row is None:
        return QueueTotals()
    agreed = "agreed_" if queue == Queue.NOT_BOOKED else ""
    return QueueTotals(row["plans"], row[f"{agreed}lines"], row[f"{agreed}money"], row[f"{agreed}minutes"])


# What decides the place


def _booked(today: date) -> Exists:
    """The patient has a live booking from today on."""
    return Exists(Visit.objects.filter(patient=OuterRef("patient"), status__in=LIVE_BOOKING, day__gte=today))


def _touches(**conditions: object) -> Exists:
    """An open follow-up of the plan, made by its queue."""
    origin = Concat(Value("plan:"), Cast(OuterRef("pk"), CharField()))
    return Exists(
        FollowUp.objects.filter(
            patient=OuterRef("patient"), state=FollowUpState.OPEN, origin=origin, **conditions
        )
    )


def _waits(today: date) -> Q:
    """The next contact has a day to come, or nothing is open but deferred lines whose day is to come."""
    only_deferred = Q(deferred_until__gt=today, open_agreed_lines=0, lines_deferred=F("lines_open"))
    return Q(_touches(due_on__gt=today)) | only_deferred


def _step_is_due(today: date) -> Q:
    """A deferred line's day has come (or was never named), or the next contact is late."""
    deferred = Q(lines_deferred__gt=0) & (Q(deferred_until__lte=today) | Q(deferred_until=None))
    return deferred | Q(_touches(due_on__lt=today))


def _stuck(plans: QuerySet[TreatmentPlan], today: date) -> QuerySet[TreatmentPlan]:
    """Active plans that somebody must move: nothing booked, no dated wait."""
    return plans.filter(~_booked(today), ~_waits(today), state=PlanState.ACTIVE)


def _not_booked(plans: QuerySet[TreatmentPlan], today: date) -> QuerySet[TreatmentPlan]:
    return _stuck(plans, today).filter(open_agreed_lines__gt=0)


def _overdue(plans: QuerySet[TreatmentPlan], today: date) -> QuerySet[TreatmentPlan]:
    return _stuck(plans, today).filter(_step_is_due(today), open_agreed_lines=0)


def _waiting(plans: QuerySet[TreatmentPlan], today: date) -> QuerySet[TreatmentPlan]:
    undue = _stuck(plans, today).filter(~_step_is_due(today), open_agreed_lines=0)
    return undue.filter(offered_on__isnull=False)


def _to_offer(plans: QuerySet[TreatmentPlan], today: date) -> QuerySet[TreatmentPlan]:
    undue = _stuck(plans, today).filter(~_step_is_due(today), open_agreed_lines=0)
    return undue.filter(offered_on=None)


def _unsettled(plans: QuerySet[TreatmentPlan], today: date) -> QuerySet[TreatmentPlan]:
    """Closed by a refusal of the last three months that nobody has spoken about since."""
    spoken = FollowUp.objects.filter(
        patient=OuterRef("patient"),
        state=FollowUpState.DONE,
        origin=Concat(Value("plan:"), Cast(OuterRef("pk"), CharField())),
        closed_at__date__gte=OuterRef("declined_on"),
    )
    refused = plans.exclude(state=PlanState.ACTIVE).filter(
        declined_on__gt=today - REFUSALS_KEPT, declined_on__lte=today
    )
    due = _touches(due_on__lte=today)
    return refused.filter(~_touches(due_on__gt=today), Q(~Exists(spoken)) | Q(due))


_IN: Mapping[Queue, Callable[[QuerySet[TreatmentPlan], date], QuerySet[TreatmentPlan]]] = {
    Queue.TO_OFFER: _to_offer,
    Queue.WAITING: _waiting,
    Queue.NOT_BOOKED: _not_booked,
    Queue.OVERDUE: _overdue,
    Queue.UNSETTLED: _unsettled,
}

# What the queue weighs by


@dataclass(frozen=True)
class _Scale:
    money: str
    minutes: str
    lines: str
    since: Any


# The state "nothing booked" begins when the patient agreed, and anew after each visit that led to no booking.
_SCALES: Mapping[Queue, _Scale] = {
    Queue.TO_OFFER: _Scale("open_sum", "open_minutes", "lines_open", F("identified_on")),
    Queue.WAITING: _Scale("open_sum", "open_minutes", "lines_open", F("offered_on")),
    Queue.NOT_BOOKED: _Scale(
        "open_agreed_sum",
        "open_agreed_minutes",
        "open_agreed_lines",
        Greatest("open_agreed_since", "patient__summary__last_contact_on"),
    ),
    Queue.OVERDUE: _Scale(
        "open_sum", "open_minutes", "lines_open", Coalesce("deferred_until", "offered_on", "identified_on")
    ),
    Queue.UNSETTLED: _Scale("declined_sum", "open_minutes", "lines_open", F("declined_on")),
}


def _weighed(plans: QuerySet[TreatmentPlan], queue: Queue, today: date) -> QuerySet[TreatmentPlan]:
    """`weight` = money × min(2, days / SLA), in roubles; `days_stuck` never below 0."""
    scale, sla = _SCALES[queue], SLA_DAYS[queue]
    days = Func(
        Value(today, DateField()),
        F("stuck_since"),
        template="greatest(%(expressions)s, 0)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    capped = Least(F("days_stuck"), Value(MAX_URGENCY * sla))
    weight = ExpressionWrapper(F("money") * capped, DecimalField(max_digits=14, decimal_places=2))
    return plans.annotate(
        money=F(scale.money),
        minutes=F(scale.minutes),
        lines=F(scale.lines),
        stuck_since=scale.since,
        days_stuck=days,
        weight=Round(weight / Value(Decimal(sla)), precision=2),
    )
