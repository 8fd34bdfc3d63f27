"""Alternatives A, B… of one question, and what must be done before a line."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinics.models import User
from treatment_plans.enums import ItemStatus
from treatment_plans.models import PlanItem, Prerequisite, TreatmentPlan, Variant
from treatment_plans.services.editing import Edit, editing
from treatment_plans.services.errors import PlanError
from treatment_plans.services.rivals import chosen_reason, reopen, taken_in
from treatment_plans.states import OPEN, UNDECIDED

LETTERS = "ABCDEF"


def open_choice(
    plan: TreatmentPlan, titles: Sequence[str], *, by: User, now: datetime, seen_version: int | None = None
) -> list[Variant]:
    """A new question of the plan with two to six ways to answer it, lettered in this order."""
    if not 2 <= len(titles) <= len(LETTERS):
        raise PlanError(_("A choice has from two to six alternatives."))
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        number = max(edit.plan.variants.values_list("choice", flat=True), default=0) + 1
        variants = [
            Variant(plan=edit.plan, choice=number, letter=letter, title=title.strip()[:80])
            for letter, title in zip(LETTERS, titles, strict=False)
        ]
        edit.log(None, "", note=_("Alternatives: %s") % ", ".join(map(str, variants)))
        return Variant.objects.bulk_create(variants)


def put_in_variant(
    plan: TreatmentPlan,
    items: Iterable[PlanItem],
    variant: Variant | None,
    *,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """These undecided lines belong to the alternative from now on (None: to every way)."""
    with editing(plan, by=by, now=now, seen_version=seen_version) as edit:
        if variant is not None and variant.plan_id != edit.plan.pk:
            raise PlanError(_("The alternative is another plan's."))
        for item in edit.lines(items):
            if item.status not in UNDECIDED:
                raise PlanError(
                    _("Only a line that the patient has not decided about can change its alternative.")
                )
            if variant is not None:
                _refuse_if_other_taken(edit, variant)
            item.variant = variant
            edit.store(item)
            edit.log(item, item.status, note=_("Alternative: %s") % (variant or "—"))
    return edit.plan


def choose_variant(
    variant: Variant, *, by: User | None, now: datetime, seen_version: int | None = None, rule: str = ""
) -> TreatmentPlan:
    """The patient changed the mind: what was agreed of the other ways is declined, this way is open again.

    Nothing is agreed by it: the lines of this way are then answered one by one. PlanError where another is begun.
    """
    with editing(variant.plan, by=by, now=now, seen_version=seen_version, rule=rule) as edit:
        lines = edit.all_lines().filter(variant__choice=variant.choice)
        others, own = lines.exclude(variant=variant), lines.filter(variant=variant)
        for item in map(edit.watch, others):
            if item.sessions_done or item.status == ItemStatus.REALISED:
                raise PlanError(_("“%s” is done or begun already.") % item)
            if item.status in OPEN:
                item.ended_on, item.deferred_until = max(edit.today, item.identified_on), None
                edit.move(item, ItemStatus.DECLINED, reason=chosen_reason())
        for item in map(edit.watch, own.filter(status=ItemStatus.DECLINED, refusal_reason=chosen_reason())):
            reopen(edit, item)
    return edit.plan


def set_prerequisites(
    item: PlanItem,
    needs: Iterable[PlanItem],
    *,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> TreatmentPlan:
    """The line waits for exactly these lines of its plan. A circle is refused (by the database)."""
    with editing(item.plan, by=by, now=now, seen_version=seen_version) as edit:
        (line,) = edit.lines([item])
        wanted = list(needs)
        before = edit.lines(wanted) if wanted else []
        Prerequisite.objects.filter(item=line).exclude(needs__in=before).delete()
        try:
            with transaction.atomic():
                for needed in before:
                    Prerequisite.objects.get_or_create(item=line, needs=needed)
        except IntegrityError as refusal:
            raise PlanError(_("These lines would wait for each other in a circle.")) from refusal
        names = ", ".join(map(str, before))
        edit.log(line, line.status, note=(_("Waits for: %s") % names) if names else _("Waits for nothing"))
    return edit.plan


def _refuse_if_other_taken(edit: Edit, variant: Variant) -> None:
    for other in edit.plan.variants.filter(choice=variant.choice).exclude(pk=variant.pk):
        if taken_in(edit, other.pk):
            raise PlanError(_("Another alternative is chosen. Choose this one instead first."))
