"""Chart options (ECharts) made from what selectors found."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clinic_crm.lib import formatting


def score_chart(weeks: list[tuple[date, float, int]]) -> dict[str, Any]:
    """Mean score by the week of the round."""
    return {
        "xAxis": {"type": "category", "data": [formatting.short_day(week) for week, _mean, _count in weeks]},
        "yAxis": {"type": "value", "min": 0, "max": 100},
        "series": [
            {
                "type": "line",
                "name": _("Mean score, %"),
                "data": [round(mean, 1) for _week, mean, _count in weeks],
            }
        ],
    }
