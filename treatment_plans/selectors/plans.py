"""Which plans a person sees and works, and what the plan's page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinics.access import Person, reach_of
from patients.models import Patient
from patients.selectors.assignment import assigned_to
from treatment_plans.enums import ItemStatus, PlanState
from treatment_plans.models import PlanEvent, PlanItem, TreatmentPlan
from treatment_plans.sums import money_done, price_now


def plans_visible_to(user: Person, *, right: str = "R", obj: str = "plans") -> QuerySet[TreatmentPlan]:
    """Plans on which the person may exercise `right`: by branch, or of assigned patients within own branches."""
    reach = reach_of(user, obj, right)
    if reach.everywhere:
        return TreatmentPlan.objects.all()
    condition = Q(branch__in=reach.branches)
    if reach.assigned:
        condition |= Q(branch__in=reach.assigned) & _assigned(reach.employee)
    return TreatmentPlan.objects.filter(condition)


def items_visible_to(user: Person, *, right: str = "R") -> QuerySet[PlanItem]:
    """Lines of the plans that the person sees."""
    return PlanItem.objects.filter(plan__in=plans_visible_to(user, right=right))


def led_by(employee_id: int) -> Q:
    """The condition on Patient: has an active plan that this employee made or answers for."""
    plans = TreatmentPlan.objects.filter(patient=OuterRef("pk"), state=PlanState.ACTIVE)
    return Q(Exists(plans.filter(curator=employee_id))) | Q(Exists(plans.filter(practitioner=employee_id)))


def _assigned(employee_id: int | None) -> Q:
    if employee_id is None:
        return Q(pk__in=[])
    patients = Patient.objects.filter(assigned_to(employee_id))
    return Q(curator=employee_id) | Q(practitioner=employee_id) | Q(patient__in=patients.values("pk"))


@dataclass(frozen=True)
class ItemGroup:
    """The lines of a plan in one state, with their money: agreed or actual prices where there are some."""

    status: ItemStatus
    items: Sequence[PlanItem]
    money: Decimal
    minutes: int


@dataclass(frozen=True)
class PlanPage:
    """Everything that the page of a plan shows."""

    plan: TreatmentPlan
    groups: Sequence[ItemGroup]
    awaiting: Sequence[PlanItem]
    events: Sequence[PlanEvent]
    identified_sum: Decimal
    agreed_sum: Decimal
    realised_sum: Decimal

    @property
    def done_share(self) -> float | None:
        """Realised lines of all the lines that are not cancelled; None without lines."""
        total = self.plan.lines_total
        return self.plan.lines_realised / total if total else None


def money_of(item: PlanItem) -> Decimal:
    """What the line is worth now: the actual price once done, else the agreed one, else the plan's."""
    return money_done(item) if item.status == ItemStatus.REALISED else price_now(item)


def plan_page(plan: TreatmentPlan) -> PlanPage:
    """The lines grouped by state in the order of a line's life, and the last hundred moves, newest first."""
    lines = list(plan.planitems.select_related("service", "refusal_reason", "booking").order_by("pk"))
    reviewed = [item for item in lines if not item.awaits_review]
    live = [item for item in reviewed if item.counts and item.status != ItemStatus.CANCELLED]
    events = plan.events.select_related("item", "by", "refusal_reason").order_by("-at", "-pk")[:100]
    return PlanPage(
        plan=plan,
        groups=[group for status in ItemStatus if (group := _group(status, reviewed)).items],
        awaiting=[item for item in lines if item.awaits_review],
        events=list(events),
        identified_sum=_total(item.price for item in live),
        agreed_sum=_total(price_now(item) for item in live if item.agreed_on),
        realised_sum=_total(map(money_done, reviewed)),
    )


def _group(status: ItemStatus, items: Sequence[PlanItem]) -> ItemGroup:
    mine = [item for item in items if item.status == status]
    return ItemGroup(status, mine, _total(map(money_of, mine)), sum(item.minutes for item in mine))


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
