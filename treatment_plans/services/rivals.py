"""Lines of alternatives within an edit: agreeing to one way declines the other, and back."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from treatment_plans.enums import Correction, ItemStatus, ReasonKind
from treatment_plans.models import PlanItem, RefusalReason
from treatment_plans.services.editing import Edit
from treatment_plans.services.errors import PlanError
from treatment_plans.states import OPEN, TAKEN

CHOSEN_CODE = "alternative"


def chosen_reason() -> RefusalReason:
    """The product's own entry of the catalogue: another alternative was chosen. No refusal of treatment."""
    reason, _made = RefusalReason.objects.get_or_create(
        code=CHOSEN_CODE,
        defaults={
            "kind": ReasonKind.DECLINE,
            "name_ru": "Выбран другой вариант",
            "name_en": "Another alternative was chosen",
        },
    )
    return reason


def decline_rivals(edit: Edit, item: PlanItem) -> None:
    """The patient agrees to a line of one alternative: the open lines of the others are declined.

    What was agreed there is declined too (the patient changed the mind); what was begun there stops the move.
    """
    for rival in _rivals(edit, item):
        if rival.sessions_done or rival.status == ItemStatus.REALISED:
            raise PlanError(
                _("“%(line)s” of alternative %(letter)s is done or begun: the other cannot be agreed to.")
                % {"line": rival, "letter": rival.variant.letter if rival.variant else ""}
            )
        if rival.status in OPEN:
            rival.ended_on, rival.deferred_until = max(edit.today, rival.identified_on), None
            edit.move(rival, ItemStatus.DECLINED, reason=chosen_reason())


def reopen_rivals(edit: Edit, item: PlanItem) -> None:
    """The agreement was an error and nothing of that alternative is taken any more: the others are open again."""
    if item.variant_id is None or taken_in(edit, item.variant_id):
        return
    for rival in _rivals(edit, item):
        if rival.status == ItemStatus.DECLINED and _was_unchosen(rival):
            reopen(edit, rival)


def reopen(edit: Edit, rival: PlanItem) -> None:
    """A line that was declined because another alternative was chosen is identified again."""
    before = rival.status
    rival.status = ItemStatus.IDENTIFIED
    rival.refusal_reason = rival.ended_on = rival.agreed_on = rival.agreed_price = rival.promised_on = None
    rival.reason = ""
    edit.store(rival)
    edit.log(rival, before, correction=Correction.REOPENED)


def taken_in(edit: Edit, variant_id: int) -> bool:
    return edit.all_lines().filter(variant=variant_id, status__in=TAKEN).exists()


def refuse_beside_chosen(item: PlanItem) -> None:
    """PlanError where another alternative of the line's choice is taken: choosing this one is a step of its own."""
    if item.variant is None:
        return
    others = PlanItem.objects.filter(
        plan=item.plan_id, variant__choice=item.variant.choice, awaits_review="", status__in=TAKEN
    ).exclude(variant=item.variant_id)
    if others.exists():
        raise PlanError(_("Another alternative is chosen. Choose this one instead first."))


def refuse_two_ways(items: Iterable[PlanItem]) -> None:
    """PlanError where the patient would agree to two alternatives of one choice at once."""
    ways = {(item.variant.choice, item.variant_id) for item in items if item.variant is not None}
    if len(ways) > len({choice for choice, _way in ways}):
        raise PlanError(_("The patient can agree to one alternative only."))


def _rivals(edit: Edit, item: PlanItem) -> list[PlanItem]:
    if item.variant is None:
        return []
    rivals = edit.all_lines().filter(variant__choice=item.variant.choice).exclude(variant=item.variant_id)
    return [edit.watch(rival) for rival in rivals]


def _was_unchosen(item: PlanItem) -> bool:
    return item.refusal_reason is not None and item.refusal_reason.code == CHOSEN_CODE
