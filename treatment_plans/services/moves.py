"""Moves of plan lines. Each checks the state table, logs who, when and why, and settles the plan's sums."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.models import User
from patients.enums import LIVE_BOOKING
from patients.models import Visit
from treatment_plans.enums import Correction, ItemStatus, ReasonKind
from treatment_plans.models import PlanItem, RefusalReason, TreatmentPlan
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.states import CORRECTIONS, OPEN, OPEN_AGREED, corrected_status


def agree_items(
    plan: TreatmentPlan,
    items: Iterable[PlanItem],
    *,
    prices: Mapping[int, Decimal] | None = None,
    promised_on: date | None = None,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """The patient agrees to these lines today, at the plan's price or at `prices` (by line id).

    `promised_on` is the day the patient promised to come by: it keeps the patient from falling asleep.
    """
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        if promised_on is not None and promised_on < edit.today:
            raise PlanError(_("The promised day is in the past."))
        for item in edit.lines(items):
            if item.status == ItemStatus.SCHEDULED:  # back to agreed leads only the loss of the booking
                raise PlanError(_("The line is agreed and booked already."))
            price = (prices or {}).get(item.pk, item.price)
            if price < 0:
                raise PlanError(_("A price cannot be negative."))
            item.agreed_price, item.agreed_on = price, max(edit.today, item.identified_on)
            item.promised_on, item.ended_on, item.deferred_until = promised_on, None, None
            edit.move(item, ItemStatus.AGREED)
    return edit.plan


def decline_items(
    plan: TreatmentPlan,
    items: Iterable[PlanItem],
    *,
    reason: RefusalReason,
    note: str = "",
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """The patient refuses these lines; why is part of the move."""
    _check_kind(reason, ReasonKind.DECLINE)
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        for item in edit.lines(items):
            _end(edit, item)
            edit.move(item, ItemStatus.DECLINED, reason=reason, note=note)
    return edit.plan


def defer_items(
    plan: TreatmentPlan,
    items: Iterable[PlanItem],
    *,
    until: date,
    reason: RefusalReason,
    note: str = "",
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """Not now: the lines wait until a day after today, then the plan comes back into a queue."""
    _check_kind(reason, ReasonKind.DEFER)
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        if until <= edit.today:
            raise PlanError(_("Put off until a day after today."))
        for item in edit.lines(items):
            _end(edit, item)
            item.deferred_until = until
            edit.move(item, ItemStatus.DEFERRED, reason=reason, note=note)
    return edit.plan


def cancel_items(
    plan: TreatmentPlan,
    items: Iterable[PlanItem],
    *,
    note: str,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """A clinical decision: the lines are not needed any more. They leave every ratio."""
    if not note.strip():
        raise PlanError(_("Say why the line is not needed."))
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        for item in edit.lines(items):
            _end(edit, item)
            edit.move(item, ItemStatus.CANCELLED, note=note)
    return edit.plan


def realise_item(
    item: PlanItem,
    *,
    actual_price: Decimal | None = None,
    on: date | None = None,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
    rule: str = "",
) -> TreatmentPlan:
    """The line was done `on` a day (today by default) for the actual price (the agreed one by default)."""
    with editing(item.plan, by=by, now=now, seen_version=seen_version, rule=rule) as edit:
        (line,) = edit.lines([item])
        day = on or edit.today
        if day > edit.today:
            raise PlanError(_("What lies in the future is not done yet."))
        if line.agreed_on is not None and day < line.agreed_on:
            raise PlanError(_("The line was agreed later than that day."))
        line.realised_on = day
        line.actual_price = line.agreed_price if actual_price is None else actual_price
        edit.move(line, ItemStatus.REALISED)
    return edit.plan


def schedule_item(
    item: PlanItem, visit: Visit, *, by: User | None, now: datetime, rule: str = ""
) -> TreatmentPlan:
    """The line will be done at this live booking of the patient."""
    with editing(item.plan, by=by, now=now, rule=rule) as edit:
        (line,) = edit.lines([item])
        if visit.patient_id != edit.plan.patient_id:
            raise PlanError(_("The booking is another patient's."))
        if visit.status not in LIVE_BOOKING or visit.day < edit.today:
            raise PlanError(_("The booking is over or cancelled."))
        line.booking = visit
        edit.move(line, ItemStatus.SCHEDULED)
    return edit.plan


def unschedule_item(item: PlanItem, *, by: User | None, now: datetime, rule: str = "") -> TreatmentPlan:
    """The booking fell away: the line is agreed again, and waits for another."""
    with editing(item.plan, by=by, now=now, rule=rule) as edit:
        (line,) = edit.lines([item])
        if line.status != ItemStatus.SCHEDULED:
            raise PlanError(_("The line is not scheduled."))
        edit.move(line, ItemStatus.AGREED)
    return edit.plan


def correct_item(
    item: PlanItem,
    correction: Correction,
    *,
    note: str = "",
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """The only way back: undo a named error. What the error had written is cleared with it."""
    with editing(item.plan, by=by, now=now, seen_version=seen_version) as edit:
        (line,) = edit.lines([item])
        before = line.status
        if before not in CORRECTIONS[correction]:
            raise PlanError(_("Nothing to correct: the line is %s.") % line.get_status_display())
        line.status = corrected_status(correction, was_agreed=line.agreed_on is not None)
        line.ended_on = line.deferred_until = line.refusal_reason = line.realised_on = line.actual_price = (
            None
        )
        line.reason = ""
        if line.status == ItemStatus.IDENTIFIED:
            line.agreed_on = line.agreed_price = line.promised_on = None
        edit.store(line)
        edit.log(line, before, note=note, correction=correction)
    return edit.plan


def change_item(
    item: PlanItem,
    *,
    tooth: str,
    minutes: int,
    price: Decimal,
    promised_on: date | None,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """New terms of an open line. What the patient agreed to keeps its price; a promise is an agreed line's only."""
    with editing(item.plan, by=by, now=now, seen_version=seen_version) as edit:
        (line,) = edit.lines([item])
        if line.status not in OPEN:
            raise PlanError(_("The line is %s: its terms stay.") % line.get_status_display())
        if line.agreed_on is not None and price != line.price:
            raise PlanError(_("The patient has agreed to the price. Correct the agreement first."))
        if promised_on is not None and line.status not in OPEN_AGREED:
            raise PlanError(_("Only an agreed line has a promised day."))
        line.tooth, line.minutes, line.price, line.promised_on = tooth, minutes, price, promised_on
        edit.store(line)
        edit.log(line, line.status, note=_("New terms"))
    return edit.plan


def release_dead_bookings(*, now: datetime) -> int:
    """Scheduled lines whose booking was cancelled, missed or held without doing them are agreed again; how many."""
    held = PlanItem.objects.filter(status=ItemStatus.SCHEDULED, awaits_review="")
    dead = held.exclude(booking__status__in=LIVE_BOOKING).select_related("plan")
    for item in dead:
        unschedule_item(item, by=None, now=now, rule="booking_gone")
    return len(dead)


def _end(edit: Edit, item: PlanItem) -> None:
    item.ended_on, item.deferred_until = max(edit.today, item.identified_on), None


def _check_kind(reason: RefusalReason, kind: ReasonKind) -> None:
    if reason.kind != kind:
        raise PlanError(_("This reason is for another kind of answer."))
