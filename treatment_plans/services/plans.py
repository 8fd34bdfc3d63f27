"""A plan is made, filled, given to a curator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.models import Branch, Clinic, Employee, Service, User
from clinics.selectors import branch_today
from patients.models import Patient
from treatment_plans.enums import ItemStatus, Priority
from treatment_plans.models import PlanItem, TreatmentPlan, Variant
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.services.pricing import refuse_beyond_limit
from treatment_plans.services.rivals import refuse_beside_chosen
from treatment_plans.services.terms import Terms


@dataclass(frozen=True)
class Line:
    """What was found: a service of the price list, or free words with a price and minutes of their own.

    `price` is that of one (the price list's by default), `discount` that of the whole line; `minutes` of all
    sessions, the service's for each unit by default. `found_by` is the plan's doctor by default.
    """

    service: Service | None = None
    name: str = ""
    tooth: str = ""
    price: Decimal | None = None
    minutes: int | None = None
    quantity: int = 1
    discount: Decimal = Decimal(0)
    phase: int = 1
    priority: str = Priority.PLANNED
    performer: Employee | None = None
    found_by: Employee | None = None
    sessions: int = 1
    variant: Variant | None = None

    def terms(self) -> Terms:
        """PlanError without a usable price."""
        price = self.price if self.price is not None else (self.service.price if self.service else None)
        if price is None or price < 0:
            raise PlanError(_("Give the price of the line."))
        return Terms(
            price=price,
            minutes=self.minutes or (self.service.minutes if self.service else 30) * self.quantity,
            tooth=self.tooth,
            quantity=self.quantity,
            discount=self.discount,
            phase=self.phase,
            priority=self.priority,
            performer=self.performer,
            sessions=self.sessions,
        )


@transaction.atomic
def create_plan(
    patient: Patient,
    *,
    branch: Branch | None = None,
    practitioner: Employee | None,
    curator: Employee | None = None,
    lines: Sequence[Line] = (),
    by: User | None,
    now: datetime,
) -> TreatmentPlan:
    """A new plan of the patient with the lines identified today; the curator is the patient's own by default."""
    branch = branch or patient.branch
    today = branch_today(branch, now)
    plan = TreatmentPlan.objects.create(
        clinic_id=patient.clinic_id,
        branch=branch,
        patient=patient,
        number=_next_number(patient.clinic_id, today.year),
        practitioner=practitioner,
        curator=curator or patient.curator,
        identified_on=today,
        version=0,
    )
    with editing(plan, by=by, now=now) as edit:
        for line in lines:
            _add(edit, line)
    return edit.plan


def add_item(
    plan: TreatmentPlan, line: Line, *, by: User | None, now: datetime, seen_version: int | None = None
) -> TreatmentPlan:
    """One more line, identified today."""
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        _add(edit, line)
    return edit.plan


def assign_curator(
    plan: TreatmentPlan,
    curator: Employee | None,
    *,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """From now on `curator` (nobody, if None) answers for the plan."""
    if curator is not None and not curator.is_curator:
        raise PlanError(_("%s does not lead plans.") % curator)
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        edit.plan.curator = curator
        edit.log(None, "", note=_("Curator: %s") % (curator or "—"))
    return edit.plan


def _add(edit: Edit, line: Line) -> None:
    terms = line.terms()
    name = line.name.strip() or (line.service.name if line.service else "")
    if not name:
        raise PlanError(_("Choose a service or name it."))
    refuse_beyond_limit(edit, line.service, quantity=terms.quantity, gross=terms.gross(), net=terms.net())
    item = PlanItem(
        clinic_id=edit.plan.clinic_id,
        plan=edit.plan,
        variant=line.variant,
        service=line.service,
        service_name=name[:300],
        identified_by=line.found_by or edit.plan.practitioner,
        status=ItemStatus.IDENTIFIED,
        identified_on=edit.today,
        known_at=edit.now,
    )
    terms.write_to(item)
    if line.variant is not None and line.variant.plan_id != edit.plan.pk:
        raise PlanError(_("The alternative is another plan's."))
    refuse_beside_chosen(item)
    item.save()
    edit.watch(item)
    edit.log(item, "")


def _next_number(clinic_id: int, year: int) -> str:
    """`2026-0001` and so on among the plans made here; the clinic's row is the lock."""
    Clinic.objects.select_for_update().get(pk=clinic_id)
    start = f"{year}-"
    numbers = TreatmentPlan.objects.filter(
        clinic_id=clinic_id, source=None, number__startswith=start
    ).values_list("number", flat=True)
    taken = [int(tail) for number in numbers if (tail := number.removeprefix(start)).isdecimal()]
    return f"{start}{max(taken, default=0) + 1:04}"
