"""The forward load as tiles, a chart, rows of cells and the table of the measured curve."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from clinics.models import Branch
from treatment_plans.load.curve import Curve, Curves
from treatment_plans.load.forecast import By, Cell, Load
from treatment_plans.load.links import EMPTY

HOUR = 60
SOON = 8  # weeks; further ahead nobody is booked yet
SHOWN_WEEKS = (1, 2, 4, 8, 13, 26)


@dataclass(frozen=True)
class CellView:
    """A cell as the table shows it; `share` is None in a week without working hours."""

    cell: Cell
    url: str

    @property
    def title(self) -> str:
        return _("%(booked)s h booked, %(expected)s h expected, %(capacity)s h there are") % {
            "booked": hours(self.cell.booked),
            "expected": hours(self.cell.expected),
            "capacity": hours(self.cell.capacity),
        }


def hours(minutes: float) -> str:
    """Minutes as hours with one decimal, in the active language."""
    return formatting.number(minutes / HOUR, 1)


def load_tiles(load: Load) -> list[dict[str, str]]:
    """Weeks of work signed for, the next four weeks, and how many weeks stand half empty."""
    total = load.total
    near = total[:4]
    capacity = sum(cell.capacity for cell in near)
    filled = sum(cell.booked + cell.expected for cell in near)
    empty = sum(1 for cell in total[:SOON] if cell.share is not None and cell.share < EMPTY)
    return [
        {
            "label": _("Weeks of work signed for"),
            "value": formatting.number(load.weeks_signed_for, 1),
            "info": _(
                "Minutes booked and minutes of agreed lines, divided by the working minutes of a week."
            ),
        },
        {
            "label": _("Next four weeks"),
            "value": formatting.percent(filled / capacity if capacity else None),
            "info": _("Booked minutes and minutes expected from agreed lines, of the working minutes."),
        },
        {
            "label": _("Weeks filled less than half"),
            "value": formatting.number(empty),
            "info": _("Of the next eight; a week without working hours is not counted."),
        },
    ]


def load_chart(load: Load) -> dict[str, Any]:
    """Hours per week: booked, expected on top, the capacity as a line."""
    total = load.total
    return {
        "legend": {},
        "xAxis": {"type": "category", "data": [date_format(week, "j M") for week in load.weeks]},
        "yAxis": {"type": "value", "name": _("hours")},
        "series": [
            _series("bar", _("Booked"), [cell.booked for cell in total], stack="load"),
            _series("bar", _("Expected from agreed lines"), [cell.expected for cell in total], stack="load"),
            _series(
                "line", _("Working hours"), [cell.capacity for cell in total], step="middle", symbol="none"
            ),
        ],
    }


def _series(kind: str, name: str, minutes: list[float], **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "data": [round(value / HOUR, 1) for value in minutes]} | more


def table_rows(
    load: Load, names: Mapping[int, str], *, by: By, branch: Branch | None
) -> list[tuple[str, list[CellView]]]:
    """Rows by name, the unnamed last; each cell with the page of what lies behind it."""
    rows = [
        (
            names.get(row.key, names[0]),
            [CellView(cell, _url(by, row.key, cell, branch)) for cell in row.cells],
        )
        for row in sorted(load.rows, key=lambda row: (row.key == 0, names.get(row.key, "")))
    ]
    return [
        row
        for row in rows
        if any(view.cell.share or view.cell.booked or view.cell.expected for view in row[1])
    ]


def _url(by: By, key: int, cell: Cell, branch: Branch | None) -> str:
    page = reverse("plans:load-cell", args=[by, key, cell.week.isoformat()])
    return f"{page}?branch={branch.pk}" if branch else page


def curve_rows(curves: Curves, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The share of agreed minutes done within 1, 2, … weeks: the clinic, then specialties with enough lines."""
    own = sorted(
        ((names[key], curve) for key, curve in curves.specialties.items() if key in names),
        key=lambda row: row[0],
    )
    return [_curve_row(_("The whole clinic"), curves.clinic), *(_curve_row(*row) for row in own)]


def _curve_row(name: str, curve: Curve) -> dict[str, Any]:
    return {"name": name, "shares": [curve.done_by(week) for week in SHOWN_WEEKS], "lines": curve.lines}
