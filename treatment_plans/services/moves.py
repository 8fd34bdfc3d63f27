"""Moves of plan lines. Each checks the state table, logs who, when and why, and settles the plan's sums."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.models import User
from patients.enums import LIVE_BOOKING, OCCUPYING
from patients.models import Visit
from treatment_plans.enums import AutoRule, Correction, ItemStatus, ReasonKind
from treatment_plans.models import PlanItem, PlanRule, PlanSession, RefusalReason, TreatmentPlan
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.services.pricing import refuse_beyond_limit
from treatment_plans.services.rivals import (
    decline_rivals,
    refuse_beside_chosen,
    refuse_two_ways,
    reopen_rivals,
)
from treatment_plans.services.sessions import take_back_session
from treatment_plans.services.terms import Terms
from treatment_plans.states import MOVES, OPEN, OPEN_AGREED, corrected_status, may_correct


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
        chosen = edit.lines(items)
        refuse_two_ways(chosen)
        for item in chosen:
            agree_line(edit, item, price=(prices or {}).get(item.pk), promised_on=promised_on)
    return edit.plan


def agree_line(
    edit: Edit,
    item: PlanItem,
    *,
    price: Decimal | None = None,
    promised_on: date | None = None,
    on: date | None = None,
) -> None:
    """The agreement (`on` a day, today by default) within an edit that is under way; the open lines of other alternatives are declined by it."""
    if promised_on is not None and promised_on < edit.today:
        raise PlanError(_("The promised day is in the past."))
    if item.status == ItemStatus.SCHEDULED:  # back to agreed leads only the loss of the booking
        raise PlanError(_("The line is agreed and booked already."))
    price = item.price if price is None else price
    if price < 0:
        raise PlanError(_("A price cannot be negative."))
    if price < item.price:
        refuse_beyond_limit(edit, item.service, quantity=item.quantity, gross=item.gross, net=price)
    if ItemStatus.AGREED in MOVES[item.status]:
        decline_rivals(edit, item)
    item.agreed_price, item.agreed_on = price, max(on or edit.today, item.identified_on)
    item.promised_on, item.ended_on, item.deferred_until = promised_on, None, None
    edit.move(item, ItemStatus.AGREED)


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
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        for item in edit.lines(items):
            decline_line(edit, item, reason=reason, note=note)
    return edit.plan


def decline_line(edit: Edit, item: PlanItem, *, reason: RefusalReason, note: str = "") -> None:
    """The refusal within an edit that is under way."""
    _check_kind(reason, ReasonKind.DECLINE)
    _end(edit, item)
    edit.move(item, ItemStatus.DECLINED, reason=reason, note=note)


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
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        for item in edit.lines(items):
            defer_line(edit, item, until=until, reason=reason, note=note)
    return edit.plan


def defer_line(edit: Edit, item: PlanItem, *, until: date, reason: RefusalReason, note: str = "") -> None:
    """The delay within an edit that is under way."""
    _check_kind(reason, ReasonKind.DEFER)
    if until <= edit.today:
        raise PlanError(_("Put off until a day after today."))
    _end(edit, item)
    item.deferred_until = until
    edit.move(item, ItemStatus.DEFERRED, reason=reason, note=note)


def cancel_items(
    plan: TreatmentPlan,
    items: Iterable[PlanItem],
    *,
    reason: RefusalReason | None = None,
    note: str = "",
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """A clinical decision: the lines are not needed any more. They leave every ratio."""
    if reason is None and not note.strip():
        raise PlanError(_("Say why the line is not needed."))
    if reason is not None:
        _check_kind(reason, ReasonKind.CANCEL)
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        for item in edit.lines(items):
            _end(edit, item)
            edit.move(item, ItemStatus.CANCELLED, reason=reason, note=note)
    return edit.plan


def schedule_item(
    item: PlanItem, visit: Visit, *, by: User | None, now: datetime, rule: str = ""
) -> TreatmentPlan:
    """The line will be done at this live booking of the patient."""
    with editing(item.plan, by=by, now=now, rule=rule, visit=visit) as edit:
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
    with editing(item.plan, by=by, now=now, rule=rule, visit=item.booking if rule else None) as edit:
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
        correct_line(edit, line, correction, note=note)
    return edit.plan


def correct_line(
    edit: Edit, line: PlanItem, correction: Correction, *, session: PlanSession | None = None, note: str = ""
) -> None:
    """The correction within an edit that is under way; "not done" takes back `session`, by default the last one."""
    before = line.status
    if not may_correct(correction, before, sessions_done=line.sessions_done):
        raise PlanError(_("Nothing to correct: the line is %s.") % line.get_status_display())
    if correction == Correction.REOPENED:
        refuse_beside_chosen(line)
    if correction == Correction.NOT_REALISED:
        take_back_session(line, session)
    line.status = corrected_status(correction, was_agreed=line.agreed_on is not None)
    line.ended_on = line.deferred_until = line.refusal_reason = line.realised_on = line.booking = None
    line.reason = ""
    if not line.sessions_done:
        line.actual_price = None
    if line.status == ItemStatus.IDENTIFIED:
        line.agreed_on = line.agreed_price = line.promised_on = None
    edit.store(line)
    edit.log(line, before, note=note, correction=correction)
    if correction == Correction.NOT_AGREED:
        reopen_rivals(edit, line)


def change_item(
    item: PlanItem, terms: Terms, *, by: User, now: datetime, seen_version: int | None = None
) -> TreatmentPlan:
    """New terms of an open line. What the patient agreed to keeps its price; a promise is an agreed line's only."""
    with editing(item.plan, by=by, now=now, seen_version=seen_version) as edit:
        (line,) = edit.lines([item])
        if line.status not in OPEN:
            raise PlanError(_("The line is %s: its terms stay.") % line.get_status_display())
        gross, net = terms.gross(), terms.net()
        priced = (line.quantity, line.gross, line.price)
        if line.agreed_on is not None and priced != (terms.quantity, gross, net):
            raise PlanError(_("The patient has agreed to the price. Correct the agreement first."))
        if terms.promised_on is not None and line.status not in OPEN_AGREED:
            raise PlanError(_("Only an agreed line has a promised day."))
        if terms.sessions > 1 and line.source_id is not None:
            raise PlanError(_("The line came by import: it is done as a whole."))
        if terms.sessions <= line.sessions_done:
            raise PlanError(_("More sessions are done already."))
        if priced != (terms.quantity, gross, net):
            refuse_beyond_limit(edit, line.service, quantity=terms.quantity, gross=gross, net=net)
        terms.write_to(line)
        edit.store(line)
        edit.log(line, line.status, note=_("New terms"))
    return edit.plan


def release_dead_bookings(*, now: datetime, visits: Iterable[int] | None = None) -> int:
    """Scheduled lines whose booking was cancelled, missed or held without doing them are agreed again; how many.

    Of these visits, or of all. Where the clinic has switched the rule off, the lines stay scheduled.
    """
    held = PlanItem.objects.filter(status=ItemStatus.SCHEDULED, awaits_review="")
    if visits is not None:
        held = held.filter(booking__in=visits)
    off = PlanRule.objects.filter(rule=AutoRule.BOOKING_GONE, is_on=False)
    dead = held.exclude(booking__status__in=OCCUPYING).exclude(clinic__in=off.values("clinic"))
    lines = list(dead.select_related("plan", "booking").order_by("pk"))
    for item in lines:
        unschedule_item(item, by=None, now=now, rule=AutoRule.BOOKING_GONE)
    return len(lines)


def _end(edit: Edit, item: PlanItem) -> None:
    item.ended_on, item.deferred_until = max(edit.today, item.identified_on), None


def _check_kind(reason: RefusalReason, kind: ReasonKind) -> None:
    if reason.kind != kind:
        raise PlanError(_("This reason is for another kind of answer."))
