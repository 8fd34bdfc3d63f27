"""A curator's touch: who was called about the plan, what came of it, when to call next."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.selectors import branch_today
from patients.models import FollowUp
from patients.services.follow_ups import record_touch
from treatment_plans.enums import PlanState, Touch
from treatment_plans.models import TreatmentPlan
from treatment_plans.services.editing import touch_origin
from treatment_plans.services.errors import PlanError


@transaction.atomic
def touch_plan(
    plan: TreatmentPlan,
    *,
    outcome: Touch,
    next_on: date | None,
    note: str = "",
    by: User,
    now: datetime,
) -> FollowUp:
    """Log the touch and open the next one. The plan's lines don't change: a call is not an answer.

    An open plan needs the day of the next contact, else it would drop out of sight; a closed one may rest.
    """
    if next_on is None and plan.state == PlanState.ACTIVE:
        raise PlanError(_("Say when to get in touch next."))
    if next_on is not None and next_on < branch_today(plan.branch, now):
        raise PlanError(_("The next contact is in the past."))
    return record_touch(
        plan.patient,
        branch=plan.branch,
        origin=touch_origin(plan),
        reason=_("Treatment plan %s") % plan.number,
        outcome=outcome,
        note=note,
        next_on=next_on,
        by=by,
        now=now,
    )
