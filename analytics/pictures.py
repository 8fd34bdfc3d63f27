"""Chart options (ECharts) made from what selectors found. Money leaves as roubles without kopecks."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.selectors.overview import ValuePicture
from clinic_crm.lib import formatting
from clinic_crm.lib.periods import Period
from clinics.models import Change
from treatment_plans.selectors.funnel import PlanFunnel


def month_label(day: date) -> str:
    return date_format(day, "M Y")


def revenue_chart(
    months: Sequence[Period], values: Sequence[Decimal], asked: Period, changes: Sequence[Change]
) -> dict[str, Any]:
    """A bar per month, the asked period full, the rest pale; Changes as numbered lines."""
    labels = [month_label(month.first) for month in months]
    bars = [
        {
            "value": round(value),
            "itemStyle": {"color": f"token:{'shade-8' if month.first >= asked.first else 'shade-4'}"},
        }
        for month, value in zip(months, values, strict=True)
    ]
    marks = [
        {"xAxis": month_label(change.day.replace(day=1)), "name": str(number)}
        for number, change in enumerate(changes, 1)
    ]
    return {
        "xAxis": {"type": "category", "data": labels},
        "yAxis": {"type": "value"},
        "series": [
            {
                "type": "bar",
                "name": _("Revenue, ₽"),
                "data": bars,
                "markLine": {
                    "silent": True,
                    "data": marks,
                    "label": {"formatter": "{b}", "position": "end"},
                    "lineStyle": {"color": "token:purple-solid", "type": "dashed"},
                },
            }
        ],
        "grid": {"top": 28},
    }


def funnel_chart(funnel: PlanFunnel) -> dict[str, Any]:
    stages = [
        (_("Identified"), funnel.identified),
        (_("Agreed"), funnel.agreed),
        (_("Realised"), funnel.realised),
    ]
    return {
        "series": [
            {
                "type": "funnel",
                "sort": "none",
                "data": [{"name": name, "value": round(stage.money)} for name, stage in stages],
            }
        ]
    }


def value_chart(picture: ValuePicture) -> dict[str, Any]:
    """LTV at the end of each period; pale where the window begins before the first visit."""
    known = [(point, point.value) for point in picture.points if point.value is not None]
    return {
        "xAxis": {"type": "category", "data": [date_format(point.day, "M Y") for point, _value in known]},
        "yAxis": {"type": "value", "scale": True},
        "series": [
            {
                "type": "line",
                "name": _("Lifetime value, ₽"),
                "data": [
                    {
                        "value": round(value),
                        "itemStyle": {
                            "color": f"token:{'teal-solid' if picture.is_whole(point) else 'shade-3'}"
                        },
                    }
                    for point, value in known
                ],
            }
        ],
    }


def days_chart(days: Sequence[tuple[date, int]], name: str) -> dict[str, Any]:
    return {
        "xAxis": {"type": "category", "data": [formatting.short_day(day) for day, _count in days]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [{"type": "bar", "name": name, "data": [count for _day, count in days]}],
    }
