"""Moves that follow from visits by themselves, each by a rule that the clinic may switch off (`treatment_plans.rules`).

For each changed visit, in this order: sessions whose charge was taken back go, charges realise lines, lines of a lost
booking fall back, bookings schedule lines. **Which line**: one of the patient's with the same service, the oldest
agreed first; for a charge the line that this visit was booked for goes before all. Repeating changes nothing. What a
person took back for a visit and a service is left alone for ever.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Case, F, Q, QuerySet, Value, When

from clinics.models import User
from clinics.selectors import branch_today
from patients.enums import LIVE_BOOKING, VisitStatus
from patients.models import Charge, Visit
from treatment_plans.enums import AutoRule, Correction, ItemStatus
from treatment_plans.models import PlanEvent, PlanItem, PlanSession
from treatment_plans.rules import rules_of
from treatment_plans.services.editing import editing
from treatment_plans.services.errors import PlanError
from treatment_plans.services.moves import (
    agree_line,
    correct_line,
    release_dead_bookings,
    schedule_item,
)
from treatment_plans.services.sessions import KOPECK, write_session
from treatment_plans.states import OPEN, OPEN_AGREED, UNDECIDED


def follow_visits(visit_ids: Sequence[int], by: User | None, now: datetime) -> None:
    """The handler of `patients.visit_handlers`. The moves are the rules' own: `by` does not stand under them."""
    visits = Visit.objects.filter(pk__in=visit_ids, patient__in=_patients_with_lines(visit_ids))
    touched = list(visits.select_related("branch").order_by("day", "pk"))
    if not touched:
        return
    on = rules_of(touched[0].clinic_id)
    for visit in touched:
        if on[AutoRule.CHARGE_GONE]:
            _take_back(visit, now=now)
        if on[AutoRule.CHARGE_REALISES] and visit.status == VisitStatus.COMPLETED:
            _realise(visit, may_agree=on[AutoRule.CHARGE_AGREES], now=now)
    release_dead_bookings(now=now, visits=[visit.pk for visit in touched])
    for visit in touched:
        if visit.status in LIVE_BOOKING and visit.day >= branch_today(visit.branch, now):
            _schedule(visit, on, now=now)


def _patients_with_lines(visit_ids: Sequence[int]) -> QuerySet[PlanItem, int]:
    """Patients of these visits with an open line, or one that a rule has done: only they can be concerned."""
    lines = PlanItem.objects.filter(plan__patient__visits__in=visit_ids, awaits_review="")
    concerned = lines.filter(Q(status__in=OPEN) | Q(done_sessions__visit__in=visit_ids))
    return concerned.values_list("plan__patient", flat=True)


# Charges


def _realise(visit: Visit, *, may_agree: bool, now: datetime) -> None:
    used = PlanSession.objects.filter(charge__visit=visit).values("charge")
    charges = visit.charges.filter(service__isnull=False).exclude(pk__in=used).order_by("pk")
    for charge in charges:
        if not _taken_back(visit, charge.service_id):
            _realise_by(charge, visit, may_agree=may_agree, now=now)


def _realise_by(charge: Charge, visit: Visit, *, may_agree: bool, now: datetime) -> None:
    """One session of a line for each unit of the charge, of as many lines as the units go round."""
    units = left = max(int(charge.quantity), 1)
    for item in _lines_to_realise(charge, visit, may_agree=may_agree):
        needed = item.quantity if item.sessions == 1 else 1
        if needed <= left:
            share = (charge.amount * needed / units).quantize(KOPECK, ROUND_HALF_UP)
            with suppress(PlanError):  # the line cannot take it: a person will decide, the visit stands
                _do(item, charge, visit, share, now=now)
                left -= needed


def _lines_to_realise(charge: Charge, visit: Visit, *, may_agree: bool) -> Iterable[PlanItem]:
    states = (*OPEN_AGREED, *UNDECIDED) if may_agree else OPEN_AGREED
    lines = PlanItem.objects.filter(
        Q(agreed_on=None) | Q(agreed_on__lte=visit.day),
        plan__patient=visit.patient_id,
        service=charge.service_id,
        source=None,
        awaits_review="",
        status__in=states,
        identified_on__lte=visit.day,
    ).exclude(done_sessions__visit=visit.pk)
    booked_here = Case(When(booking=visit.pk, then=Value(0)), default=Value(1))
    return lines.select_related("plan").order_by(booked_here, F("agreed_on").asc(nulls_last=True), "pk")


def _do(item: PlanItem, charge: Charge, visit: Visit, amount: Decimal, *, now: datetime) -> None:
    """The session, after the agreement where the line was only found. PlanError where the line has moved on."""
    fresh = PlanItem.objects.get(pk=item.pk)
    if fresh.status in UNDECIDED:
        with editing(item.plan, by=None, now=now, rule=AutoRule.CHARGE_AGREES, visit=visit) as edit:
            (line,) = edit.lines([item])
            agree_line(edit, line, on=visit.day)
    with editing(item.plan, by=None, now=now, rule=AutoRule.CHARGE_REALISES, visit=visit) as edit:
        (line,) = edit.lines([item])
        write_session(edit, line, amount=amount, on=visit.day, visit=visit, charge=charge)


def _take_back(visit: Visit, *, now: datetime) -> None:
    """Sessions of the rule whose charge is gone: written anew in a corrected bill they only change their sum."""
    done = PlanSession.objects.filter(visit=visit, rule=AutoRule.CHARGE_REALISES).select_related("item__plan")
    for session in done.order_by("-number"):
        if visit.status == VisitStatus.COMPLETED and session.charge_id is not None:
            continue
        with suppress(PlanError):  # a line that was ended meanwhile keeps what was done of it
            _take_back_session(session, visit, now=now)


def _take_back_session(session: PlanSession, visit: Visit, *, now: datetime) -> None:
    anew = _written_anew(session, visit)
    with editing(session.item.plan, by=None, now=now, rule=AutoRule.CHARGE_GONE, visit=visit) as edit:
        (line,) = edit.lines([session.item])
        if anew is None:
            correct_line(edit, line, Correction.NOT_REALISED, session=session)
            return
        line.actual_price = (line.actual_price or Decimal(0)) - session.amount + anew.amount
        PlanSession.objects.filter(pk=session.pk).update(charge=anew, amount=anew.amount)
        edit.store(line)
        edit.log(line, line.status)


def _written_anew(session: PlanSession, visit: Visit) -> Charge | None:
    if visit.status != VisitStatus.COMPLETED:
        return None
    used = PlanSession.objects.filter(charge__visit=visit).values("charge")
    same = visit.charges.filter(service=session.item.service_id).exclude(pk__in=used)
    return same.order_by("pk").first()


# Bookings


def _schedule(visit: Visit, on: dict[str, bool], *, now: datetime) -> None:
    """One line for one booking. A line whose prerequisite is not done yet waits."""
    if visit.plan_items.filter(status=ItemStatus.SCHEDULED).exists():
        return
    lines = PlanItem.objects.filter(
        plan__patient=visit.patient_id, status=ItemStatus.AGREED, awaits_review="", counts=True
    ).exclude(waits_for__needs__in=PlanItem.objects.exclude(status=ItemStatus.REALISED))
    if visit.service_id is not None and on[AutoRule.BOOKING_SCHEDULES]:
        rule, lines = AutoRule.BOOKING_SCHEDULES, lines.filter(service=visit.service_id)
    elif visit.service_id is None and visit.specialty_id is not None and on[AutoRule.BOOKING_OF_SPECIALTY]:
        rule, lines = AutoRule.BOOKING_OF_SPECIALTY, lines.filter(service__specialty=visit.specialty_id)
    else:
        return
    line = lines.select_related("plan").order_by("agreed_on", "pk").first()
    if line is not None and not _taken_back(visit, line.service_id):
        with suppress(PlanError):
            schedule_item(line, visit, by=None, now=now, rule=rule)


def _taken_back(visit: Visit, service_id: int | None) -> bool:
    """A person has undone what a rule made of this service in this visit."""
    return PlanEvent.objects.filter(visit=visit, item__service=service_id, undone_at__isnull=False).exists()
