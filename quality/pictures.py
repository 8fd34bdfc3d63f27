"""Chart options (ECharts) made from what selectors found."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def score_chart(weeks: list[tuple[date, float, int]]) -> dict[str, Any]:
    """Mean score by the week of the round."""
    return {
        "xAxis": {"type": "category", "data": [date_format(week, "j M") for week, _mean, _count in weeks]},
        "yAxis": {"type": "value", "min": 0, "max": 100},
        "series": [
            {
                "type": "line",
                "name": _("Mean score, %"),
                "data": [round(mean, 1) for _week, mean, _count in weeks],
            }
        ],
    }
