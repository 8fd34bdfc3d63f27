"""The parts of the design system as template tags; docs/design-system.md shows each with an example."""

import math
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clinic_crm.lib import formatting
from clinic_crm.lib.clock import write_hours
from clinics.lists import ListPage, replaced

register = template.Library()

TONES = {"green", "amber", "red", "blue", "purple", "brown", "teal", "grey"}
AVATAR_TONES = 6


@register.filter
def money(amount: Decimal | int | None) -> str:
    """`{{ plan.total|money }}` → 12 345,50 ₽."""
    return formatting.money(amount)


@register.filter
def number(value: float | Decimal | None, digits: int = 0) -> str:
    """`{{ check|number:1 }}` → 1 234,5."""
    return formatting.number(value, digits)


@register.filter
def percent(share: float | Decimal | None, digits: int = 0) -> str:
    """`{{ 0.684|percent:1 }}` → 68,4 %."""
    return formatting.percent(share, digits)


@register.filter
def days(count: int | None) -> str:
    """`{{ 5|days }}` → 5 days."""
    return formatting.days(count)


@register.filter
def phone(value: str | None) -> str:
    """`{{ "+79211234567"|phone }}` → 8 (921) 123-45-67."""
    return formatting.phone(value, settings.PHONENUMBER_DEFAULT_REGION)


@register.filter
def day(value: date | datetime | None) -> str:
    """`{{ visit.day|day }}` → 21.11.2026."""
    return formatting.day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ message.sent_at|moment }}` → 21.11.2026 14:05, in the active time zone."""
    return formatting.moment(value)


@register.filter
def stretches(hours: Sequence[tuple[time, time]]) -> str:
    """`{{ run.stretches|stretches }}` → 9:00–13:00, 14:00–20:00."""
    return write_hours(hours)


@register.filter
def step5(share: float | Decimal | None) -> int:
    """A share of one as the nearest width class: 0.72 → 70. What is not nothing never looks like nothing."""
    width = min(max(round(float(share or 0) * 20) * 5, 0), 100)
    return 5 if share and share > 0 and width == 0 else width


@register.filter
def shade(share: float | None) -> str:
    """A share of one as a cohort shade class, `shade-1` … `shade-10`; nothing for None."""
    return "" if share is None else f"shade-{min(max(math.ceil(share * 10), 1), 10)}"


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """`{% icon "phone" %}`; with a label when it stands alone, else hidden from screen readers. `size`: small or large."""
    css = f"icon icon-{size}" if size else "icon"
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, href)


@register.simple_tag
def badge(text: Any, tone: str = "grey", icon_name: str = "", title: str = "") -> SafeString:
    """`{% badge _("Overdue") "red" "alert-triangle" %}`: colour, icon and words together."""
    css = tone if tone in TONES else "grey"
    hint = format_html(' title="{}"', title) if title else ""
    mark = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge badge-{}"{}>{}{}</span>', css, hint, mark, text)


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Initials on a colour that stays with the name. Decorative: the name stands beside it."""
    tone = zlib.crc32(str(name).encode()) % AVATAR_TONES
    css = f"avatar avatar-{tone}" + (f" avatar-{size}" if size else "")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, formatting.initials(str(name)))


@register.inclusion_tag("components/progress.html")
def progress(share: float | Decimal | None, label: str, tone: str = "teal") -> dict[str, Any]:
    """`{% progress plan.realised_share _("Realised") %}`: a bar and its percent."""
    return {
        "share": share,
        "width": step5(share),
        "label": label,
        "tone": tone,
        "text": formatting.percent(share),
    }


@register.inclusion_tag("components/tile.html")
def tile(
    label: str,
    value: str,
    *,
    url: str = "",
    delta: str = "",
    trend: str = "",
    good: bool | None = None,
    note: str = "",
    info: str = "",
    points: Sequence[float] = (),
) -> dict[str, Any]:
    """A figure: `value` already written out; `trend` up/down/"" draws the arrow, `good` True/False/None its colour."""
    tone = {True: "good", False: "bad", None: "plain"}[good]
    return {
        "label": label,
        "value": value,
        "url": url,
        "delta": delta,
        "trend": trend,
        "tone": tone,
        "note": note,
        "info": info,
        "points": points,
    }


@register.simple_tag
def sparkline(points: Sequence[float], tone: str = "plain") -> SafeString:
    """A line of the last values as inline SVG, scaled to its own range; decorative, the figure stands beside it."""
    if len(points) < 2:
        return SafeString("")
    low, spread = min(points), (max(points) - min(points)) or 1
    step = 100 / (len(points) - 1)
    path = " L".join(
        f"{i * step:.1f} {30 - (float(p) - float(low)) / float(spread) * 26:.1f}"
        for i, p in enumerate(points)
    )
    return format_html(
        '<svg class="spark spark-{}" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="area" d="M{} L100 32 L0 32 Z"/><path class="line" d="M{}"/></svg>',
        tone,
        path,
        path,
    )


@register.inclusion_tag("components/sort_header.html")
def sort_header(page: ListPage, key: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A `<th>` that sorts by `key`; the second click turns the order round. The filter stays in the URL."""
    is_current = page.sort == key
    target = f"-{key}" if is_current and not page.descending else key
    return {
        "label": label,
        "numeric": numeric,
        "is_current": is_current,
        "descending": page.descending,
        "query": replaced(page.params, sort=target),
    }


@register.simple_tag(takes_context=True)
def query_string(context: template.Context, **changes: Any) -> str:
    """`{% query_string status="open" page=None %}`: this page's query string with parameters replaced, None removing."""
    request = context.get("request")
    return replaced(request.GET if request else QueryDict(), **changes)


@register.inclusion_tag("components/chart.html")
def chart(chart_id: str, option: dict[str, Any], label: str, size: str = "") -> dict[str, Any]:
    """An ECharts option drawn by static/js/chart.js; `label` says in words what the picture shows. `size`: small or large."""
    categories = _axis(option.get("xAxis")) or _axis(option.get("yAxis"))
    series = (
        [s for s in option.get("series", ()) if len(s.get("data", ())) == len(categories)]
        if categories
        else []
    )
    table = (
        [(name, [_cell(s["data"][i]) for s in series]) for i, name in enumerate(categories)]
        if series
        else _named(option)
    )
    heads = [s.get("name", "") for s in series] if series else [label]
    return {"id": chart_id, "option": option, "label": label, "size": size, "heads": heads, "table": table}


def _axis(axis: Any) -> list[Any]:
    return list(axis.get("data", ())) if isinstance(axis, dict) else []


def _cell(point: Any) -> Any:
    value = point.get("value") if isinstance(point, dict) else point
    return (
        formatting.number(value, 0 if float(value).is_integer() else 1)
        if isinstance(value, int | float)
        else value
    )


def _named(option: dict[str, Any]) -> list[tuple[Any, list[Any]]]:
    points = [
        p for s in option.get("series", ()) for p in s.get("data", ()) if isinstance(p, dict) and "name" in p
    ]
    return [(p["name"], [_cell(p)]) for p in points if "value" in p]
