"""A relationship ends: promised days no longer hold the patient awake; for the dead, open lines are not needed any more."""

from django.utils.translation import gettext_lazy as _

from patients.endings import Ending, on_ending
from patients.enums import EndingKind
from patients.models import Patient
from treatment_plans.enums import ItemStatus
from treatment_plans.models import PlanItem, TreatmentPlan
from treatment_plans.services.editing import editing
from treatment_plans.states import OPEN, OPEN_AGREED

RULE = "relationship_ended"


def register_ending_handlers() -> None:
    """Called once from `AppConfig.ready()`."""
    on_ending("promises", end_promises, title=_("Promised days"))
    on_ending("plan_lines", cancel_lines, title=_("Plan lines"))


def end_promises(patient: Patient, ending: Ending) -> int:
    """The lines stay as agreed; their promised days are taken back."""
    promised = PlanItem.objects.filter(
        plan__patient=patient, status__in=OPEN_AGREED, promised_on__isnull=False, awaits_review=""
    )
    return _edit(list(promised.order_by("plan", "pk")), ending, cancels=False)


def cancel_lines(patient: Patient, ending: Ending) -> int:
    """Only for the dead: after an archive or a refusal of contact the patient may still come and go on."""
    if ending.kind != EndingKind.DECEASED:
        return 0
    lines = PlanItem.objects.filter(plan__patient=patient, status__in=OPEN, awaits_review="")
    return _edit(list(lines.order_by("plan", "pk")), ending, cancels=True)


def _edit(lines: list[PlanItem], ending: Ending, *, cancels: bool) -> int:
    for plan in TreatmentPlan.objects.filter(pk__in={line.plan_id for line in lines}).order_by("pk"):
        with editing(plan, by=ending.by, now=ending.now, rule=RULE) as edit:
            for item in edit.lines([line for line in lines if line.plan_id == plan.pk]):
                item.promised_on = None
                if cancels:
                    item.ended_on, item.deferred_until = max(edit.today, item.identified_on), None
                    edit.move(item, ItemStatus.CANCELLED, note=str(ending.kind.label))
                else:
                    edit.store(item)
                    edit.log(item, item.status, note=str(ending.kind.label))
    return len(lines)
