"""A plan is made, filled, offered, given to a curator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.models import Branch, Clinic, Employee, Service, User
from clinics.selectors import branch_today
from patients.models import Patient
from treatment_plans.enums import ItemStatus
from treatment_plans.models import PlanItem, TreatmentPlan
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError


@dataclass(frozen=True)
class Line:
    """What was found: a service of the price list, or free words with a price and minutes of their own."""

    service: Service | None = None
    name: str = ""
    tooth: str = ""
    price: Decimal | None = None
    minutes: int | None = None


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


def offer_plan(
    plan: TreatmentPlan, *, by: User | None, now: datetime, seen_version: int | None = None
) -> TreatmentPlan:
    """The plan was shown to the patient today: from now on it waits for the answer."""
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        edit.plan.offered_on = edit.today
        edit.log(None, "", note=_("Offered to the patient"))
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
    price = line.price if line.price is not None else (line.service.price if line.service else None)
    if price is None or price < 0:
        raise PlanError(_("Give the price of the line."))
    name = line.name.strip() or (line.service.name if line.service else "")
    if not name:
        raise PlanError(_("Choose a service or name it."))
    item = PlanItem(
        clinic_id=edit.plan.clinic_id,
        plan=edit.plan,
        service=line.service,
        service_name=name[:300],
        tooth=line.tooth,
        minutes=line.minutes or (line.service.minutes if line.service else 30),
        price=price,
        status=ItemStatus.IDENTIFIED,
        identified_on=edit.today,
        known_at=edit.now,
    )
    item.save()
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
