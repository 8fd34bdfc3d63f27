"""Figures written out for a person."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from analytics.access import SMALLEST_SHOWN
from analytics.rows import ROWS
from analytics.selectors.overview import Asked, Figure
from analytics.selectors.segments import SegmentCount
from clinic_crm.lib import formatting
from clinics.metrics import Unit
from patients.enums import Segment
from patients.looks import SEGMENTS as SEGMENT_LOOKS


def tile_of(figure: Figure, question: Asked, *, before: str, with_rows: bool) -> dict[str, Any]:
    """The arguments of the `tile` tag."""
    metric = figure.metric
    url = ""
    if with_rows and metric.key in ROWS:
        url = f"{reverse('analytics:rows')}?metric={metric.key}&period={question.kind}&at={question.period.last}"
    delta = _delta(figure)
    return {
        "label": metric.name,
        "value": metric.written(figure.value),
        "info": metric.definition,
        "delta": delta,
        "note": (formatting.day(question.before.last) if metric.at_day else before) if delta else "",
        "trend": _trend(figure),
        "good": figure.is_good,
        "points": figure.points if any(figure.points) else [],
        "url": url,
    }


def _delta(figure: Figure) -> str:
    """The change: percentage points of a share, a number of people, per cent of everything else."""
    if figure.value is None or figure.before is None:
        return ""
    change = float(figure.value) - float(figure.before)
    if figure.metric.unit == Unit.SHARE or (figure.metric.unit == Unit.COUNT and figure.metric.at_day):
        digits, scale = (1, 100) if figure.metric.unit == Unit.SHARE else (0, 1)
        return _signed(formatting.number(change * scale, digits), change)
    return _signed(formatting.percent(change / float(figure.before)), change) if figure.before > 0 else ""


def _signed(text: str, change: float) -> str:
    return f"+{text}" if change > 0 else text


def _trend(figure: Figure) -> str:
    if figure.value is None or figure.before is None or figure.value == figure.before:
        return ""
    return "up" if figure.value > figure.before else "down"


@dataclass(frozen=True)
class SegmentRow:
    """One line of the table of segments, written out; small groups hidden where the role may not see people."""

    segment: Segment
    tone: str
    icon: str
    share: float | None
    patients: str
    entered: str
    left: str


def segment_rows(counts: list[SegmentCount], *, hide_small: bool) -> list[SegmentRow]:
    everybody = sum(count.patients for count in counts)
    return [
        SegmentRow(
            count.segment,
            *SEGMENT_LOOKS[count.segment],
            count.patients / everybody if everybody else None,
            *(hidden_if_small(n, hide=hide_small) for n in (count.patients, count.entered, count.left)),
        )
        for count in counts
    ]


def hidden_if_small(count: int, *, hide: bool) -> str:
    """The count, or "<5" of one to four people."""
    if hide and 0 < count < SMALLEST_SHOWN:
        return f"<{SMALLEST_SHOWN}"
    return formatting.number(count)
