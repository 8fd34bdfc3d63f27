"""A person takes an automatic move back; the rules leave that visit's service alone from then on."""

from datetime import datetime

from django.utils.translation import gettext as _

from clinics.models import User
from treatment_plans.enums import AutoRule, Correction, ItemStatus
from treatment_plans.models import PlanEvent, PlanItem, TreatmentPlan
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.services.moves import correct_line

SCHEDULING = (AutoRule.BOOKING_SCHEDULES, AutoRule.BOOKING_OF_SPECIALTY)
UNDOABLE = (*SCHEDULING, AutoRule.CHARGE_REALISES, AutoRule.CHARGE_AGREES)


def undo_move(event: PlanEvent, *, by: User, now: datetime, seen_version: int | None = None) -> TreatmentPlan:
    """Undo the line's latest move, if a rule made it. With a session the agreement that the same charge made goes too."""
    with editing(event.plan, by=by, now=now, seen_version=seen_version) as edit:
        latest = last_move(event.item_id)
        if latest is None or latest.pk != event.pk or event.rule not in UNDOABLE or event.undone_at:
            raise PlanError(_("Only the latest move of a line can be undone, and only if a rule made it."))
        _undo(edit, event)
        before = last_move(event.item_id)
        came_with = (AutoRule.CHARGE_AGREES, event.visit_id)
        if event.rule == AutoRule.CHARGE_REALISES and before and (before.rule, before.visit_id) == came_with:
            _undo(edit, before)
    return edit.plan


def last_move(item_id: int | None) -> PlanEvent | None:
    """The latest event of the line that stands: neither undone nor an undoing."""
    standing = PlanEvent.objects.filter(item=item_id, undone_at=None, undoes=None)
    return standing.order_by("-at", "-pk").first() if item_id else None


def undoable(item: PlanItem) -> PlanEvent | None:
    """The move of the line that a person may take back, if there is one."""
    latest = last_move(item.pk)
    return latest if latest is not None and latest.rule in UNDOABLE else None


def _undo(edit: Edit, event: PlanEvent) -> None:
    if event.item is None:
        raise PlanError(_("There is no line to this move."))
    (line,) = edit.lines([event.item])
    if event.rule in SCHEDULING:
        edit.move(line, ItemStatus.AGREED)
    elif event.rule == AutoRule.CHARGE_REALISES:
        correct_line(edit, line, Correction.NOT_REALISED)
    else:
        correct_line(edit, line, Correction.NOT_AGREED)
    edit.events[-1].undoes = event
    PlanEvent.objects.filter(pk=event.pk).update(undone_at=edit.now)
