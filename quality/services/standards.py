from datetime import datetime

from django.db import transaction

from clinics.models import Clinic
from quality.enums import CriterionKind
from quality.models import Criterion, SamplingRule, Standard
from quality.ready import PLAN_CARD, PLAN_CARD_CRITERIA, PLAN_CARD_TEXTS


@transaction.atomic
def install_ready_standard(clinic: Clinic, *, now: datetime) -> Standard:
    """The packaged checklist of plan cards as version 1; the existing one when it is there already."""
    standard, made = Standard.objects.get_or_create(
        clinic=clinic,
        key=PLAN_CARD,
        version=1,
        defaults={"case_kind": PLAN_CARD, "created_at": now, **PLAN_CARD_TEXTS},
    )
    if made:
        Criterion.objects.bulk_create(_criteria(standard))
    return standard


def _criteria(standard: Standard) -> list[Criterion]:
    return [
        Criterion(
            standard=standard,
            position=position,
            kind=CriterionKind.YES_NO_NA if ready.may_not_apply else CriterionKind.YES_NO,
            weight=ready.weight,
            is_critical=ready.is_critical,
            text_ru=ready.text_ru,
            text_en=ready.text_en,
            hint_ru=ready.hint_ru,
            hint_en=ready.hint_en,
        )
        for position, ready in enumerate(PLAN_CARD_CRITERIA, 1)
    ]


@transaction.atomic
def install_default_rule(clinic: Clinic, *, now: datetime) -> SamplingRule:
    """Ten per cent of each person's plan cards a week, at least one; the active rule when there is one already."""
    standard = install_ready_standard(clinic, now=now)
    return SamplingRule.objects.get_or_create(
        clinic=clinic, case_kind=PLAN_CARD, is_active=True, defaults={"standard": standard}
    )[0]
