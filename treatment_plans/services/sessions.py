"""Lines are done session by session: days, money and minutes of each. The last one realises the line."""

from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from clinics.models import User
from patients.models import Charge, Visit
from treatment_plans.enums import ItemStatus
from treatment_plans.models import PlanItem, PlanSession, TreatmentPlan
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.states import OPEN_AGREED
from treatment_plans.sums import minutes_left, money_left

KOPECK = Decimal("0.01")


def realise_item(
    item: PlanItem,
    *,
    actual_price: Decimal | None = None,
    on: date | None = None,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
    rule: str = "",
) -> TreatmentPlan:
    """The rest of the line was done `on` a day (today by default).

    `actual_price` is that of the whole line, sessions done before included (the agreed one by default).
    """
    with editing(item.plan, by=by, now=now, seen_version=seen_version, rule=rule) as edit:
        (line,) = edit.lines([item])
        _refuse_undoable(edit, line, on or edit.today)
        left = money_left(line)
        if actual_price is not None:
            left = actual_price - (line.actual_price or 0 if line.sessions_done else 0)
        if left < 0:
            raise PlanError(_("The sessions done before cost more already."))
        for number in range(line.sessions - line.sessions_done, 0, -1):
            share = (left / number).quantize(KOPECK, ROUND_DOWN)
            write_session(edit, line, amount=share, on=on or edit.today)
            left -= share
    return edit.plan


def do_session(
    item: PlanItem,
    *,
    amount: Decimal | None = None,
    on: date | None = None,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """One more session was done; `amount` is an equal share of what is left by default. The last realises the line."""
    with editing(item.plan, by=by, now=now, seen_version=seen_version) as edit:
        (line,) = edit.lines([item])
        write_session(edit, line, amount=amount, on=on or edit.today)
    return edit.plan


def write_session(
    edit: Edit,
    line: PlanItem,
    *,
    amount: Decimal | None = None,
    on: date,
    visit: Visit | None = None,
    charge: Charge | None = None,
) -> None:
    """The next session of a line within an edit. PlanError where the line is not agreed or the day cannot be."""
    _refuse_undoable(edit, line, on)
    left = line.sessions - line.sessions_done
    if amount is None:
        amount = (money_left(line) / left).quantize(KOPECK, ROUND_DOWN) if left > 1 else money_left(line)
    if line.source_id is not None:  # an import knows no sessions: the line is done as a whole
        line.realised_on, line.actual_price = on, amount
        edit.move(line, ItemStatus.REALISED)
        return
    PlanSession.objects.create(
        item=line, number=line.sessions_done + 1, done_on=on, amount=amount,
        minutes=minutes_left(line) // left, visit=visit, charge=charge, rule=edit.rule,
    )  # fmt: skip
    _count(edit, line, amount)


def _refuse_undoable(edit: Edit, line: PlanItem, on: date) -> None:
    if line.status not in OPEN_AGREED:
        raise PlanError(
            _("“%(line)s” is %(state)s: it cannot be done.")
            % {"line": line, "state": line.get_status_display()}
        )
    if on > edit.today:
        raise PlanError(_("What lies in the future is not done yet."))
    if line.agreed_on is not None and on < line.agreed_on:
        raise PlanError(_("The line was agreed later than that day."))


def _count(edit: Edit, line: PlanItem, amount: Decimal) -> None:
    done_before = line.actual_price or Decimal(0) if line.sessions_done else Decimal(0)
    line.sessions_done += 1
    line.actual_price = done_before + amount
    note = ""
    if line.sessions > 1:
        note = _("Session %(k)s of %(n)s") % {"k": line.sessions_done, "n": line.sessions}
    if line.sessions_done == line.sessions:
        line.realised_on = max(line.done_sessions.values_list("done_on", flat=True))
        edit.move(line, ItemStatus.REALISED, note=note)
        return
    before, line.booking = line.status, None
    line.status = ItemStatus.AGREED  # the booking is used up; the next session wants another
    edit.store(line)
    edit.log(line, before, note=note)


def take_back_session(line: PlanItem, session: PlanSession | None = None) -> None:
    """Undo this session of a line (the last one by default); the caller sets the state and stores the line."""
    gone = session or line.done_sessions.order_by("-number").first()
    if gone is None:  # done before it came here, by import
        return
    number = gone.number
    gone.delete()
    for later in line.done_sessions.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])
    line.sessions_done -= 1
    line.actual_price = line.done_sessions.aggregate(sum=Sum("amount"))["sum"]
