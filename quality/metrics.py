"""The figure that quality control brings to the dictionary of `clinics.metrics`."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Avg, Q
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.periods import Period
from clinics.metrics import Extent, Metric, Unit, Value
from quality.enums import ReviewState
from quality.models import Review


def _mean_scores(extent: Extent, periods: Sequence[Period]) -> list[Value]:
    """Mean score by the week in which the case was closed, as a share of one; one query."""
    parts = {
        f"p{i}": Avg("score", filter=Q(sample__round__ends_on__range=(p.first, p.last)))
        for i, p in enumerate(periods)
    }
    found = Review.objects.filter(
        extent.within("sample__branch"), state=ReviewState.SUBMITTED, sample__round__clinic=extent.clinic
    ).aggregate(**parts)
    return [None if found[key] is None else Decimal(found[key]) / 100 for key in parts]


QUALITY_SCORE = Metric(
    key="quality_score",
    name=_("Quality score"),
    definition=_(
        "Mean score of the submitted reviews of the rounds that ended in the period; a failed critical criterion makes a score 0."
    ),
    unit=Unit.SHARE,
    measure=_mean_scores,
)
