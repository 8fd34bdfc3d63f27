"""Imported plan lines into the database. Only lines about which the source says something new come here."""

from collections.abc import Iterable
from datetime import date, datetime

from clinic_crm.lib.text import fold, person_key
from patients.imports.session import Session
from treatment_plans.enums import ItemStatus
from treatment_plans.import_lines import PlanLine
from treatment_plans.models import DISCARDED, PlanEvent, PlanItem, TreatmentPlan
from treatment_plans.services.settling import settle_plans

RULE = "import"
ENDED = (ItemStatus.DECLINED, ItemStatus.DEFERRED, ItemStatus.CANCELLED)
FACTS = (
    "service_id", "service_name", "tooth", "status", "price", "agreed_price", "actual_price", "agreed_on",
    "realised_on", "ended_on", "reason", "awaits_review",
)  # fmt: skip


def merge_lines(lines: list[PlanLine], session: Session, *, initial: bool) -> set[int]:
    """Add and correct the lines, tell their moves, settle their plans; the physical lines that changed anything."""
    plans = _plans_of(lines, session)
    services = session.services({x.code: x.service for x in lines if x.code})
    keys = [line.key for line in lines]
    known = PlanItem.objects.filter(source=session.source, external_key__in=keys).in_bulk(field_name="id")
    by_key = {item.external_key: item for item in known.values()}
    new, corrected, events, changed = [], [], [], set()
    for line in lines:
        item = by_key.get(line.key)
        before = item.status if item else None
        facts = _facts(line, services.get(line.code), item, session.as_of)
        if item is None:
            item = _new_item(line, plans[line.number], session, facts, initial=initial)
            new.append(item)
            events += _told_moves(item, session)
        elif any(getattr(item, name) != value for name, value in facts.items()):
            _correct(item, facts, session.now)
            corrected.append(item)
            if before != item.status:
                events.append(_event(item, before or "", item.status, session.now))
        else:
            continue
        changed.add(line.line)
    PlanItem.objects.bulk_create(new, batch_size=1000)
    PlanItem.objects.bulk_update(corrected, [*FACTS, "known_at"], batch_size=500)
    PlanEvent.objects.bulk_create(sorted(events, key=lambda event: event.at), batch_size=1000)
    settle_plans({plan.pk for plan in plans.values()})
    return changed


def _plans_of(lines: list[PlanLine], session: Session) -> dict[str, TreatmentPlan]:
    """Number → plan; a new plan is led by whom its first line names, and begins with its earliest line."""
    numbers = {line.number for line in lines}
    known = TreatmentPlan.objects.filter(source=session.source, number__in=numbers)
    plans = {plan.number: plan for plan in known}
    curators = session.employees({x.curator for x in lines if x.curator}, role="is_curator")
    doctors = session.employees({x.practitioner for x in lines if x.practitioner}, role="is_practitioner")
    branches = session.branches({x.branch for x in lines if x.branch})
    new: dict[str, TreatmentPlan] = {}
    for line in lines:
        if line.number in plans:
            continue
        plan = new.setdefault(line.number, TreatmentPlan(
            clinic=session.clinic, source=session.source, number=line.number, patient_id=line.patient_id,
            branch_id=branches.get(fold(line.branch), session.branch.pk), identified_on=line.identified,
        ))  # fmt: skip
        plan.curator_id = plan.curator_id or curators.get(person_key(line.curator))
        plan.practitioner_id = plan.practitioner_id or doctors.get(person_key(line.practitioner))
        plan.identified_on = min(plan.identified_on, line.identified)
    TreatmentPlan.objects.bulk_create(new.values(), batch_size=1000)
    return plans | new


def _facts(line: PlanLine, service_id: int | None, item: PlanItem | None, as_of: date) -> dict:  # type: ignore[type-arg]
    """What the file says of the line; what a person decided here about a doubtful or booked line stays."""
    ended = line.ended
    if line.status in ENDED and ended is None:
        ended = item.ended_on if item and item.status == line.status and item.ended_on else as_of
    status, review = line.status, line.review
    if item and item.status == ItemStatus.SCHEDULED and status == ItemStatus.AGREED:
        status = item.status
    if item and item.awaits_review == DISCARDED:
        review = DISCARDED
    return {
        "service_id": service_id, "service_name": line.service, "tooth": line.tooth, "status": status,
        "price": line.price, "agreed_price": line.agreed_price, "actual_price": line.actual_price,
        "agreed_on": line.agreed, "realised_on": line.realised, "ended_on": ended, "reason": line.reason,
        "awaits_review": review,
    }  # fmt: skip


def _new_item(
    line: PlanLine, plan: TreatmentPlan, session: Session, facts: dict, *, initial: bool
) -> PlanItem:  # type: ignore[type-arg]
    known_at = session.instant(min(line.identified, session.as_of)) if initial else session.now
    return PlanItem(
        clinic=session.clinic, plan=plan, source=session.source, external_key=line.key,
        identified_on=line.identified, known_at=known_at, **facts,
    )  # fmt: skip


def _correct(item: PlanItem, facts: dict, now: datetime) -> None:  # type: ignore[type-arg]
    for name, value in facts.items():
        setattr(item, name, value)
    item.known_at = max(now, item.known_at)


def _told_moves(item: PlanItem, session: Session) -> Iterable[PlanEvent]:
    """The moves of a new line on the days that the file gives; a doubtful line tells none."""
    if item.awaits_review:
        return
    status: str = ItemStatus.IDENTIFIED
    for day, move in ((item.agreed_on, ItemStatus.AGREED), (item.realised_on, ItemStatus.REALISED)):
        if day:
            yield _event(item, status, move, session.instant(day))
            status = move
    if item.status in ENDED and item.ended_on:
        yield _event(item, status, item.status, session.instant(item.ended_on))


def _event(item: PlanItem, before: str, after: str, at: datetime) -> PlanEvent:
    note = item.reason if after in ENDED else ""
    return PlanEvent(
        plan=item.plan, item=item, at=at, from_status=before, to_status=after, rule=RULE, note=note
    )
