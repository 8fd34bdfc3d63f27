"""Offers: the plan as it was shown to the patient, frozen; each answer makes the next version with its own prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, Max
from django.utils.translation import gettext as _

from clinics.models import Clinic, User
from treatment_plans.enums import Answer
from treatment_plans.models import Offer, OfferLine, PlanItem, RefusalReason, TreatmentPlan
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.services.moves import agree_line, decline_line, defer_line
from treatment_plans.services.rivals import refuse_two_ways
from treatment_plans.services.settling import settle_plans
from treatment_plans.states import OPEN
from treatment_plans.sums import price_now

VALID_FOR = timedelta(days=30)


@dataclass(frozen=True)
class LineAnswer:
    """What the patient says to one line. No and later need a reason; later also a day; yes may come at a new price."""

    answer: Answer
    reason: RefusalReason | None = None
    until: date | None = None
    price: Decimal | None = None
    promised_on: date | None = None
    note: str = ""


def make_offer(
    plan: TreatmentPlan,
    *,
    valid_until: date | None = None,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
    rule: str = "",
) -> Offer:
    """Freeze the open lines as the next offer, shown to the patient today; it holds for 30 days by default."""
    with editing(plan, by=by, now=now, seen_version=seen_version, rule=rule) as edit:
        return _freeze(edit, valid_until)


def answer_offer(
    offer: Offer,
    answers: Mapping[int, LineAnswer],
    *,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
    rule: str = "",
) -> Offer:
    """Write the patient's answers (by line id) and make the next version, re-priced; nothing is cancelled.

    The new offer holds as long as the old one. When nothing is left open it holds no undecided line: there is no new
    version then, and the old one is returned. PlanError for an offer that has expired or was replaced.
    """
    if not answers:
        raise PlanError(_("Answer at least one line."))
    with editing(offer.plan, by=by, now=now, seen_version=seen_version, rule=rule) as edit:
        _refuse_dead(edit, offer)
        asked = edit.lines(PlanItem.objects.filter(pk__in=answers))
        agreed = [item for item in asked if answers[item.pk].answer == Answer.YES]
        refuse_two_ways(agreed)
        # Yes comes first: it declines the other alternative, which then needs no answer of its own.
        for item in (*agreed, *(item for item in asked if item not in agreed)):
            (line,) = edit.lines([item])
            if line.status in OPEN:
                _answer(edit, line, answers[line.pk])
        settle_plans([edit.plan.pk])  # which alternative counts decides the new total
        return _freeze(edit, offer.valid_until) if _offerable(edit) else offer


def _answer(edit: Edit, item: PlanItem, said: LineAnswer) -> None:
    if said.answer == Answer.YES:
        agree_line(edit, item, price=said.price, promised_on=said.promised_on)
    elif said.reason is None:
        raise PlanError(_("“%s”: say why.") % item)
    elif said.answer == Answer.NO:
        decline_line(edit, item, reason=said.reason, note=said.note)
    elif said.until is None:
        raise PlanError(_("“%s”: until which day?") % item)
    else:
        defer_line(edit, item, until=said.until, reason=said.reason, note=said.note)


def _refuse_dead(edit: Edit, offer: Offer) -> None:
    latest = edit.plan.offers.aggregate(latest=Max("version"))["latest"]
    if offer.version < latest:
        raise PlanError(_("A later offer has replaced this one: answer that."))
    if offer.valid_until < edit.today:
        raise PlanError(_("The offer has expired: make a new one, with today's prices."))


def _offerable(edit: Edit) -> list[PlanItem]:
    lines = edit.all_lines().filter(status__in=OPEN)
    return list(lines.order_by("phase", F("variant__choice").asc(nulls_first=True), "variant__letter", "pk"))


def _freeze(edit: Edit, valid_until: date | None) -> Offer:
    until = edit.today + VALID_FOR if valid_until is None else valid_until
    lines = _offerable(edit)
    if until < edit.today:
        raise PlanError(_("An offer holds until today at least."))
    if not lines:
        raise PlanError(_("Nothing is open: there is nothing to offer."))
    counted = [item for item in lines if item.counts]
    offer = Offer.objects.create(
        clinic_id=edit.plan.clinic_id,
        plan=edit.plan,
        year=edit.today.year,
        ordinal=_next_ordinal(edit.plan.clinic_id, edit.today.year),
        version=(edit.plan.offers.aggregate(last=Max("version"))["last"] or 0) + 1,
        plan_version=edit.plan.version + 1,
        made_at=edit.now,
        made_on=edit.today,
        by=edit.by,
        valid_until=until,
        total=sum(map(price_now, counted), Decimal(0)),
        discount=sum((item.gross - price_now(item) for item in counted), Decimal(0)),
    )
    OfferLine.objects.bulk_create(_frozen(offer, place, item) for place, item in enumerate(lines, start=1))
    edit.plan.offered_on = edit.today
    edit.log(
        None,
        "",
        note=_("Offer %(number)s, version %(version)s") % {"number": offer.number, "version": offer.version},
    )
    return offer


def _frozen(offer: Offer, place: int, item: PlanItem) -> OfferLine:
    variant, price = item.variant, price_now(item)
    copied = (
        "status",
        "counts",
        "phase",
        "priority",
        "service_name",
        "tooth",
        "quantity",
        "sessions",
        "minutes",
    )
    return OfferLine(
        offer=offer,
        item=item,
        position=place,
        choice=variant.choice if variant else None,
        letter=variant.letter if variant else "",
        variant_title=variant.title if variant else "",
        price=price,
        discount=max(item.gross - price, Decimal(0)),
        **{name: getattr(item, name) for name in copied},
    )


def _next_ordinal(clinic_id: int, year: int) -> int:
    """The clinic's row is the lock."""
    Clinic.objects.select_for_update().get(pk=clinic_id)
    last = Offer.objects.filter(clinic=clinic_id, year=year).aggregate(last=Max("ordinal"))["last"]
    return (last or 0) + 1
