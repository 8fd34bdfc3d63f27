"""Which plans a person sees and works, and what the plan's page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinics.access import Person, reach_of
from clinics.models import Service
from patients.models import Patient
from patients.selectors.assignment import assigned_to
from treatment_plans.enums import ItemStatus, PlanState
from treatment_plans.models import PlanEvent, PlanItem, TreatmentPlan, Variant
from treatment_plans.states import TAKEN
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
    """The counted lines of a plan in one state, with their money: agreed or actual prices where there are some."""

    status: ItemStatus
    items: Sequence[PlanItem]
    money: Decimal
    minutes: int


@dataclass(frozen=True)
class PageLine:
    """A line with the lines that it waits for and that are not done yet."""

    item: PlanItem
    waits: Sequence[PlanItem]


@dataclass(frozen=True)
class Block:
    """The lines of a phase outside any alternative (`variant` None), or those of one alternative."""

    variant: Variant | None
    lines: Sequence[PageLine]
    money: Decimal
    counts: bool
    chosen: bool


@dataclass(frozen=True)
class Phase:
    """One phase of the plan; its sums are of the lines that count."""

    number: int
    blocks: Sequence[Block]
    money: Decimal
    minutes: int


@dataclass(frozen=True)
class PlanPage:
    """Everything that the page of a plan shows."""

    plan: TreatmentPlan
    phases: Sequence[Phase]
    groups: Sequence[ItemGroup]
    variants: Sequence[Variant]
    awaiting: Sequence[PlanItem]
    events: Sequence[PlanEvent]
    identified_sum: Decimal
    agreed_sum: Decimal
    realised_sum: Decimal
    discount: Decimal

    @property
    def done_share(self) -> float | None:
        """Realised lines of all the lines that are not cancelled; None without lines."""
        total = self.plan.lines_total
        return self.plan.lines_realised / total if total else None


def money_of(item: PlanItem) -> Decimal:
    """What the line is worth now: the actual price once done, else the agreed one, else the plan's."""
    return money_done(item) if item.status == ItemStatus.REALISED else price_now(item)


def plan_page(plan: TreatmentPlan) -> PlanPage:
    """The lines by phase and alternative, their sums by state, and the last hundred moves, newest first."""
    related = ("service", "refusal_reason", "booking", "variant", "performer", "identified_by")
    lines = list(plan.planitems.select_related(*related).prefetch_related("waits_for__needs").order_by("pk"))
    reviewed = [item for item in lines if not item.awaits_review]
    counted = [item for item in reviewed if item.counts]
    live = [item for item in counted if item.status != ItemStatus.CANCELLED]
    events = plan.events.select_related("item", "by", "refusal_reason", "undone_by").order_by("-at", "-pk")
    return PlanPage(
        plan=plan,
        phases=_phases(reviewed),
        groups=[group for status in ItemStatus if (group := _group(status, counted)).items],
        variants=list(plan.variants.all()),
        awaiting=[item for item in lines if item.awaits_review],
        events=list(events[:100]),
        identified_sum=_total(item.price for item in live),
        agreed_sum=_total(price_now(item) for item in live if item.agreed_on),
        realised_sum=_total(map(money_done, reviewed)),
        discount=_total(max(item.gross - price_now(item), Decimal(0)) for item in live),
    )


def _phases(items: Sequence[PlanItem]) -> list[Phase]:
    taken = {item.variant_id for item in items if item.status in TAKEN}
    phases = []
    for number in sorted({item.phase for item in items}):
        mine = [item for item in items if item.phase == number]
        counted = [item for item in mine if item.counts and item.status != ItemStatus.CANCELLED]
        ways = {item.variant_id: item.variant for item in mine}
        ordered = sorted(ways.values(), key=lambda v: (v.choice, v.letter) if v else (0, ""))
        blocks = [_block(way, [item for item in mine if item.variant == way], taken) for way in ordered]
        phases.append(
            Phase(number, blocks, _total(map(price_now, counted)), sum(item.minutes for item in counted))
        )
    return phases


def _block(variant: Variant | None, items: Sequence[PlanItem], taken: set[int | None]) -> Block:
    lines = [PageLine(item, waiting_for(item)) for item in items]
    money = _total(price_now(item) for item in items if item.status != ItemStatus.CANCELLED)
    chosen = variant is not None and variant.pk in taken
    return Block(variant, lines, money, any(item.counts for item in items), chosen)


def waiting_for(item: PlanItem) -> list[PlanItem]:
    """The lines that must be done before this one and are not."""
    needs = [prerequisite.needs for prerequisite in item.waits_for.all()]
    return [needed for needed in needs if needed.status != ItemStatus.REALISED]


def _group(status: ItemStatus, items: Sequence[PlanItem]) -> ItemGroup:
    mine = [item for item in items if item.status == status]
    return ItemGroup(status, mine, _total(map(money_of, mine)), sum(item.minutes for item in mine))


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def services_matching(clinic_id: int, words: str) -> QuerySet[Service]:
    """The first dozen services of the price list whose code begins with the words or whose name holds them all."""
    services = Service.objects.filter(clinic=clinic_id, is_active=True)
    named = Q(*(Q(name__icontains=word) for word in words.split()))
    return services.filter(Q(code__istartswith=words.strip()) | named).order_by("code")[:12]
