"""Treatment plans in every state, with the moves that led there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from clinic_crm.demo.clinic import Stage
from clinic_crm.demo.visits import Visits
from clinics.models import Service
from patients.models import Visit
from treatment_plans.enums import ItemStatus, ReasonKind
from treatment_plans.models import PlanEvent, PlanItem, RefusalReason, TreatmentPlan
from treatment_plans.services.settling import settle_plans

MOSCOW = ZoneInfo("Europe/Moscow")
REASON_KINDS = {ItemStatus.DECLINED: ReasonKind.DECLINE, ItemStatus.DEFERRED: ReasonKind.DEFER}
OLD_FATES = {
    ItemStatus.REALISED: 46,
    ItemStatus.AGREED: 16,
    ItemStatus.IDENTIFIED: 8,
    ItemStatus.DECLINED: 20,
    ItemStatus.DEFERRED: 5,
    ItemStatus.CANCELLED: 5,
}
FRESH_FATES = {ItemStatus.IDENTIFIED: 45, ItemStatus.AGREED: 40, ItemStatus.REALISED: 15}
CLOSED_FATES = {ItemStatus.REALISED: 72, ItemStatus.DECLINED: 22, ItemStatus.CANCELLED: 6}


@dataclass
class Draft:
    """A plan with its lines, before the keys are known."""

    plan: TreatmentPlan
    items: list[PlanItem]


class Plans:
    """Collects the plans and writes them in bulk."""

    def __init__(self, stage: Stage, visits: Visits, chance: Random, now: datetime) -> None:
        self.stage, self.chance, self.now = stage, chance, now
        self.today = now.date()
        self.first_bills = {bill.visit.patient.pk: bill.visit for bill in visits.bills}
        self.booked = {visit.patient.pk: visit for visit in visits.others if visit.day >= self.today}
        self.reasons = {
            status: list(RefusalReason.objects.filter(kind=kind)) for status, kind in REASON_KINDS.items()
        }
        self.drafts: list[Draft] = []

    def play(self) -> None:
        for visit in self.first_bills.values():
            if self.chance.random() < 0.42:
                age = (self.today - visit.day).days
                closed = self.chance.random() < 0.35
                self._plan(visit, CLOSED_FATES if closed else FRESH_FATES if age < 25 else OLD_FATES)

    def _plan(self, visit: Visit, fates: dict[ItemStatus, int]) -> None:
        branch = next(name for name, row in self.stage.branches.items() if row.pk == visit.branch_id)
        plan = TreatmentPlan(
            clinic=self.stage.clinic,
            branch=visit.branch,
            patient=visit.patient,
            number=f"ПЛ-{len(self.drafts) + 1:04}",
            practitioner=visit.practitioner,
            curator=self.stage.curators[branch],
            identified_on=visit.day,
        )
        items = [self._item(plan, service, fates) for service in self._services()]
        if all(item.status != ItemStatus.IDENTIFIED for item in items) or self.chance.random() < 0.5:
            plan.offered_on = plan.identified_on
        self.drafts.append(Draft(plan, items))

    def _services(self) -> list[Service]:
        priced = [service for row in self.stage.services.values() for service in row[1:]]
        return self.chance.sample(priced, self.chance.randint(1, 5))

    def _item(self, plan: TreatmentPlan, service: Service, fates: dict[ItemStatus, int]) -> PlanItem:
        status = self.chance.choices(list(fates), list(fates.values()))[0]
        if status == ItemStatus.AGREED and plan.patient.pk in self.booked:
            status = ItemStatus.SCHEDULED
        booking = self.booked[plan.patient.pk] if status == ItemStatus.SCHEDULED else None
        price = self.stage.price(service, plan.identified_on)
        item = PlanItem(
            clinic=plan.clinic,
            plan=plan,
            service=service,
            service_name=service.name,
            tooth=str(self.chance.choice([11, 16, 21, 26, 36, 37, 46, 47])),
            minutes=service.minutes,
            status=status,
            price=price,
            booking=booking,
            identified_on=plan.identified_on,
        )
        self._date(item)
        return item

    def _date(self, item: PlanItem) -> None:
        """Days of the moves, never before the day they follow and never in the future."""
        last = item.identified_on
        if item.status in (ItemStatus.AGREED, ItemStatus.SCHEDULED, ItemStatus.REALISED):
            last = item.agreed_on = self._later(last, 0, 12)
            item.agreed_price = item.price if self.chance.random() < 0.8 else item.price * Decimal("0.9")
        if item.status == ItemStatus.REALISED:
            last = item.realised_on = self._later(last, 3, 70)
            item.actual_price = item.agreed_price
        if item.status in (ItemStatus.DECLINED, ItemStatus.DEFERRED, ItemStatus.CANCELLED):
            last = item.ended_on = self._later(last, 1, 40)
            if item.status == ItemStatus.CANCELLED:
                item.reason = "Показания изменились"
            else:
                item.refusal_reason = self.chance.choice(self.reasons[item.status])
        if item.status == ItemStatus.DEFERRED:
            item.deferred_until = self.today + timedelta(days=self.chance.randint(-20, 60))
        item.known_at = _noon(last)

    def _later(self, day: date, least: int, most: int) -> date:
        return min(self.today, day + timedelta(days=self.chance.randint(least, most)))

    def write(self) -> None:
        TreatmentPlan.objects.bulk_create([draft.plan for draft in self.drafts])
        items = [item for draft in self.drafts for item in draft.items]
        PlanItem.objects.bulk_create(items, batch_size=2000)
        PlanEvent.objects.bulk_create(
            (event for item in items for event in self._events(item)), batch_size=2000
        )
        settle_plans(None)

    def _events(self, item: PlanItem) -> list[PlanEvent]:
        curator = self.stage.users["curator"]
        moves: list[tuple[date | None, ItemStatus]] = [
            (item.agreed_on, ItemStatus.AGREED),
            (item.agreed_on if item.status == ItemStatus.SCHEDULED else None, ItemStatus.SCHEDULED),
            (item.realised_on, ItemStatus.REALISED),
            (item.ended_on, ItemStatus(item.status)),
        ]
        events, before = [], ItemStatus.IDENTIFIED
        for day, after in moves:
            if day:
                events.append(
                    PlanEvent(
                        plan=item.plan,
                        item=item,
                        at=_noon(day),
                        from_status=before,
                        to_status=after,
                        by=curator,
                        note=item.reason,
                    )
                )
                before = after
        return events


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), MOSCOW)
