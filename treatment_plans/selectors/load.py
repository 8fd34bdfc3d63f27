"""What the pages of the forward load show: rows with their names, the warnings, and what lies behind one cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from clinics.access import Person
from clinics.models import Branch, Chair, Employee, LeadTimeLink, Specialty
from patients.models import Visit
from patients.selectors.visits import visits_visible_to
from treatment_plans.load.capacity import WEEK, capacity_by_specialty
from treatment_plans.load.curve import Curves
from treatment_plans.load.forecast import (
    VISIT_KEYS,
    By,
    Cell,
    Load,
    coming_weeks,
    read_specialties,
    shares_of,
    waiting_lines,
)
from treatment_plans.load.links import EmptyWeek, Lag, empty_weeks, lag_of, measure_lags
from treatment_plans.load.visits import booked_visits, usual_chairs, worked_minutes
from treatment_plans.models import PlanItem
from treatment_plans.selectors.plans import items_visible_to

LONGEST_LINK = 52  # weeks behind us that may still feed the coming ones


def names_of(by: By, keys: Sequence[int]) -> dict[int, str]:
    """What the rows are called; 0 is what nobody has named."""
    rows: QuerySet
    match by:
        case By.SPECIALTY:
            rows = Specialty.objects.filter(pk__in=keys)
        case By.PRACTITIONER:
            rows = Employee.objects.filter(pk__in=keys)
        case By.CHAIR:
            rows = Chair.objects.filter(pk__in=keys).select_related("branch")
    unknown = {
        By.SPECIALTY: _("no specialty"),
        By.PRACTITIONER: _("no practitioner"),
        By.CHAIR: _("no chair"),
    }
    return {0: str(unknown[by])} | {row.pk: _name(row) for row in rows}


def _name(row: Specialty | Employee | Chair) -> str:
    """Every branch has its chair 1."""
    return f"{row.branch} · {row}" if isinstance(row, Chair) else str(row)


@dataclass(frozen=True)
class LinkRow:
    """A lead-time link with the lag that counts and what was measured for it."""

    link: LeadTimeLink
    weeks: int
    measured: Lag | None


def link_rows(clinic_id: int) -> list[LinkRow]:
    """The clinic's lead-time links beside what its history says of them."""
    measured = measure_lags(clinic_id)
    links = LeadTimeLink.objects.filter(before__clinic=clinic_id).select_related("before", "after")
    return [
        LinkRow(link, lag_of(link, measured), measured.get((link.before_id, link.after_id)))
        for link in links.order_by("before__name", "after__name")
    ]


def warnings_of(
    branches: Sequence[Branch], rows: Sequence[LinkRow], ahead: Load, *, today: date
) -> list[EmptyWeek]:
    """Which fed specialty will stand empty, and when; `ahead` is the load by specialty."""
    if not rows:
        return []
    measured = {(row.link.before_id, row.link.after_id): row.measured for row in rows if row.measured}
    behind = _worked_cells(branches, max(row.weeks for row in rows), today=today)
    cells = {row.key: row.cells for row in ahead.rows}
    return empty_weeks([row.link for row in rows], measured, cells, behind)


def _worked_cells(branches: Sequence[Branch], weeks: int, *, today: date) -> Mapping[int, list[Cell]]:
    """The weeks up to this one: what was worked, and in this one what is booked besides."""
    last = coming_weeks(today, 1)[0] - WEEK
    mondays = [last - n * WEEK for n in reversed(range(min(weeks, LONGEST_LINK) + 1))]
    worked = worked_minutes(branches, mondays)
    capacity = capacity_by_specialty(branches, mondays)
    return {
        key: [Cell(week, worked[key][week], 0.0, capacity[key][week]) for week in mondays]
        for key in worked.keys() & capacity.keys()
    }


@dataclass(frozen=True)
class ExpectedLine:
    """A line that may be done in the asked week, and the minutes it brings there on average."""

    line: PlanItem
    chance: float
    minutes: float


@dataclass(frozen=True)
class CellRows:
    """What lies behind one cell: visits of the week, the most likely lines, and the sums over all of them."""

    visits: Sequence[Visit]
    lines: Sequence[ExpectedLine]
    booked: int
    expected: float
    lines_total: int

    @property
    def is_empty(self) -> bool:
        return not self.booked and not self.lines_total

    @property
    def patient_ids(self) -> set[int]:
        """Whom the page names."""
        return {visit.patient_id for visit in self.visits} | {row.line.plan.patient_id for row in self.lines}


def cell_rows(
    user: Person,
    branches: Sequence[Branch],
    curves: Curves,
    *,
    by: By,
    key: int,
    week: date,
    today: date,
    limit: int = 200,
) -> CellRows:
    """The rows of a cell as far as the person sees them; the sums are of the whole cell."""
    visits = booked_visits(branches, week, week + WEEK - timedelta(days=1)).filter(
        **({VISIT_KEYS[by]: key} if key else {f"{VISIT_KEYS[by]}__isnull": True})
    )
    seen = visits.filter(pk__in=visits_visible_to(user).values("pk"))
    ranked, expected = _ranked(branches, curves, by=by, key=key, week=week, today=today)
    shown = (
        items_visible_to(user)
        .select_related("plan__patient", "service")
        .in_bulk([pk for pk, *_r in ranked[:limit]])
    )
    return CellRows(
        visits=list(
            seen.select_related("patient", "practitioner", "chair").order_by("day", "starts_at", "pk")[:limit]
        ),
        lines=[
            ExpectedLine(shown[pk], chance, minutes) for pk, chance, minutes in ranked[:limit] if pk in shown
        ],
        booked=visits.aggregate(total=Sum("minutes"))["total"] or 0,
        expected=expected,
        lines_total=len(ranked),
    )


def _ranked(
    branches: Sequence[Branch], curves: Curves, *, by: By, key: int, week: date, today: date
) -> tuple[list[tuple[int, float, float]], float]:
    """(line, chance, minutes) with any chance in that week, the most minutes first, and the sum of minutes."""
    monday = coming_weeks(today, 1)[0]
    nth = (week - monday).days // 7 + 1
    chairs = usual_chairs(branches, today=today) if by == By.CHAIR else {}
    found = []
    specialties = read_specialties(branches[0].clinic_id)
    columns = ("pk", "service", "worker", "age", "left")
    for pk, service, worker, age, minutes in waiting_lines(branches, monday).values_list(*columns):
        specialty = specialties.of(service, worker)
        share = shares_of(by, specialty, worker or 0, chairs).get(key, 0.0)
        chance = curves.of(specialty).chance(age, nth) if share else 0.0
        if chance:
            found.append((pk, chance, minutes * share * chance))
    found.sort(key=lambda row: (-row[2], row[0]))
    return found, sum(minutes for _pk, _chance, minutes in found)
