"""Lines that came in doubtful wait here until a person decides; until then they count nowhere."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.models import User
from treatment_plans.enums import ItemStatus
from treatment_plans.models import DISCARDED, PlanItem, TreatmentPlan
from treatment_plans.services.editing import editing
from treatment_plans.services.errors import PlanError

ACCEPTABLE = (
    ItemStatus.IDENTIFIED,
    ItemStatus.AGREED,
    ItemStatus.REALISED,
    ItemStatus.DECLINED,
    ItemStatus.CANCELLED,
)
_ENDED = (ItemStatus.DECLINED, ItemStatus.DEFERRED, ItemStatus.CANCELLED)


@dataclass(frozen=True)
class Verdict:
    """How the line really stands. Days that the state needs must be given."""

    status: ItemStatus
    price: Decimal
    agreed_on: date | None = None
    agreed_price: Decimal | None = None
    realised_on: date | None = None
    actual_price: Decimal | None = None
    ended_on: date | None = None


def accept_line(item: PlanItem, verdict: Verdict, *, by: User, now: datetime) -> TreatmentPlan:
    """The line counts from now on, as the verdict says."""
    with editing(item.plan, by=by, now=now) as edit:
        line = edit.watch(_awaiting(item))
        _check(verdict, line, today=edit.today)
        before, why = line.status, line.awaits_review
        line.status, line.price, line.awaits_review = verdict.status, verdict.price, ""
        line.agreed_on, line.agreed_price = verdict.agreed_on, verdict.agreed_price
        line.realised_on, line.actual_price = verdict.realised_on, verdict.actual_price
        line.ended_on = verdict.ended_on
        edit.store(line)
        edit.log(line, before, note=_("Accepted after review: %s") % why)
    return edit.plan


def discard_line(item: PlanItem, *, by: User, now: datetime) -> TreatmentPlan:
    """The line was an error of the source: it stays on record, as it came, and counts nowhere for ever.

    It is not deleted, or the next import of the same file would bring it back.
    """
    with editing(item.plan, by=by, now=now) as edit:
        line = edit.watch(_awaiting(item))
        why, line.awaits_review = line.awaits_review, DISCARDED
        edit.store(line)
        edit.log(line, line.status, note=_("Discarded after review: %s") % why)
    return edit.plan


def _awaiting(item: PlanItem) -> PlanItem:
    line = PlanItem.objects.get(pk=item.pk)
    if line.awaits_review in ("", DISCARDED):
        raise PlanError(_("Somebody has decided about this line already."))
    return line


def _check(verdict: Verdict, line: PlanItem, *, today: date) -> None:
    days = [line.identified_on, verdict.agreed_on, verdict.realised_on]
    if verdict.status not in ACCEPTABLE:
        raise PlanError(_("A line cannot be accepted as %s.") % verdict.status.label)
    known = [day for day in days if day is not None]
    if known != sorted(known) or max([*known, verdict.ended_on or today]) > today:
        raise PlanError(_("The days must follow each other: identified, agreed, done; none in the future."))
    needs_agreed = verdict.status in (ItemStatus.AGREED, ItemStatus.REALISED)
    if needs_agreed and verdict.agreed_on is None:
        raise PlanError(_("Say when the patient agreed."))
    if verdict.status == ItemStatus.REALISED and verdict.realised_on is None:
        raise PlanError(_("Say when the line was done."))
    if verdict.status in _ENDED and verdict.ended_on is None:
        raise PlanError(_("Say when the line was declined or cancelled."))
