"""How a score with its uncertainty is drawn."""

from decimal import Decimal
from typing import Any

from django import template

from clinic_crm.lib import formatting
from quality.selectors.people import PersonScore

register = template.Library()


@register.filter
def score(value: Decimal | None) -> str:
    """A score from 0 to 100 as per cent: `{{ review.score|score }}` → 92 %."""
    return formatting.percent(None if value is None else value / 100)


@register.inclusion_tag("quality/parts/interval.html")
def interval(score: PersonScore) -> dict[str, Any]:
    """The share of criteria met with its 95 % interval as a bar on a scale from 0 to 100 %; grey when it says little."""
    ends = score.interval
    if ends is None or score.share is None:
        return {"share": None}
    low, high = (round(end * 200, 1) for end in ends)
    return {
        "share": score.share,
        "low": ends[0],
        "high": ends[1],
        "x1": str(low),
        "x2": str(high),
        "x": str(round(score.share * 200, 1)),
        "weak": score.says_little,
        "counted": score.counted,
    }
