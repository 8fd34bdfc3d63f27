"""A board as a grid for the page: columns, rows of five minutes, and every visit and free time placed by numbers.

The places become CSS classes (static/css/calendar-places.css); the content security policy allows no style attributes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from patients.enums import VisitStatus
from patients.looks import VISITS
from patients.models import Visit
from patients.schedule import Interval, lanes, starts_within, without
from patients.selectors.calendar import Board, Line, until
from patients.visit_states import Move, next_move

STEP = 5
MOST_COLUMNS = 32
MOST_LANES = 4
SHORTEST_FREE = 15
USUAL = (9, 18)  # shown while nobody has said when the branch works


@dataclass(frozen=True)
class Place:
    """Column, first row and rows; `classes` is what the stylesheet knows."""

    column: int
    row: int
    span: int

    @property
    def classes(self) -> str:
        return f"in-{self.column + 2} at-{self.row} len-{max(self.span, 1)}"


@dataclass
class Block:
    """A visit on the grid. `is_hidden`: only that the time is taken."""

    visit: Visit
    place: Place
    starts: str
    ends: str
    tone: str
    icon: str
    is_hidden: bool
    is_short: bool
    where: str
    move: Move | None
    lane: int = 0
    width: int = 1

    @property
    def classes(self) -> str:
        lane = f" lane-{self.lane + 1}-of-{self.width}" if self.width > 1 else ""
        return self.place.classes + lane


@dataclass(frozen=True)
class Gap:
    """A free time that can be booked by one click; `is_first` begins a stretch that is free until `until`."""

    place: Place
    starts: str
    until: str
    minutes: int
    line: Line
    is_first: bool


@dataclass
class Grid:
    heads: list[Line]
    marks: list[tuple[str, str]]
    items: list[tuple[str, Any]]
    closed: list[Place]
    now_row: int | None
    has_more: bool = False
    columns: int = field(init=False)

    def __post_init__(self) -> None:
        self.columns = len(self.heads)


def grid_of(board: Board, *, now: datetime, may_book: bool, may_change: bool) -> Grid:
    """The lines of the board as columns, in their order; past times are shown and not offered."""
    zone, lines = ZoneInfo(board.branch.time_zone), board.lines[:MOST_COLUMNS]
    axis = _Axis(lines, zone)
    items: list[tuple[str, Any]] = []
    for column, line in enumerate(lines):
        day = axis.of(line)
        items += [
            ("visit", block) for block in _blocks(board, line, column, day, now=now, may_change=may_change)
        ]
        if may_book and line.key is not None:
            items += [("gap", gap) for gap in _gaps(line, column, day)]
    items.sort(key=lambda item: (item[1].place.row, item[1].place.column))
    today = now.astimezone(zone).date()
    return Grid(
        heads=lines,
        marks=axis.marks(),
        items=items,
        closed=[place for column, line in enumerate(lines) for place in axis.of(line).closed(column)],
        now_row=axis.row_of(now) if any(line.day == today for line in lines) else None,
        has_more=len(board.lines) > MOST_COLUMNS,
    )


class _Axis:
    """Whole hours of the clock from the first to the last that anything of the lines touches."""

    def __init__(self, lines: Sequence[Line], zone: ZoneInfo) -> None:
        self.zone = zone
        touched = [hours for line in lines for hours in _hours(line, zone)]
        self.first = min((first for first, _ in touched), default=USUAL[0])
        self.last = max((last for _, last in touched), default=USUAL[1])

    def of(self, line: Line) -> "_Day":
        midnight = datetime.combine(line.day, datetime.min.time(), self.zone)
        return _Day(
            line, midnight + timedelta(hours=self.first), midnight + timedelta(hours=self.last), self.zone
        )

    def marks(self) -> list[tuple[str, str]]:
        """(label, place) of each full hour."""
        rows = 60 // STEP
        return [
            (f"{hour % 24:02}:00", f"at-{(hour - self.first) * rows + 1} len-{rows}")
            for hour in range(self.first, self.last)
        ]

    def row_of(self, moment: datetime) -> int | None:
        local = moment.astimezone(self.zone)
        row = (local.hour * 60 + local.minute - self.first * 60) // STEP + 1
        return row if 1 <= row <= (self.last - self.first) * 60 // STEP else None


def _hours(line: Line, zone: ZoneInfo) -> Iterable[tuple[int, int]]:
    """First and last full hour of each open interval and visit of the day."""
    times = [*line.open, *((v.starts_at, until(v)) for v in line.visits if v.starts_at)]
    for start, end in times:
        a, b = start.astimezone(zone), end.astimezone(zone)
        last = 24 if b.date() > line.day else -(-(b.hour * 60 + b.minute) // 60)
        yield a.hour, max(last, a.hour + 1)


@dataclass(frozen=True)
class _Day:
    """One column: instants become rows."""

    line: Line
    begins: datetime
    ends: datetime
    zone: ZoneInfo

    def place(self, column: int, start: datetime, end: datetime) -> Place:
        start, end = max(start, self.begins), min(end, self.ends)
        first = self._row(start)
        return Place(column, first + 1, -(-self._minutes(end) // STEP) - first)

    def closed(self, column: int) -> list[Place]:
        gaps = without([(self.begins, self.ends)], self.line.open)
        return [self.place(column, start, end) for start, end in gaps]

    def clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%H:%M}"

    def _row(self, moment: datetime) -> int:
        return self._minutes(moment) // STEP

    def _minutes(self, moment: datetime) -> int:
        return int((moment - self.begins).total_seconds()) // 60


def _blocks(
    board: Board, line: Line, column: int, day: _Day, *, now: datetime, may_change: bool
) -> list[Block]:
    timed = [(visit, visit.starts_at, until(visit)) for visit in line.visits if visit.starts_at]
    today = now.astimezone(day.zone).date()
    blocks = []
    for (visit, start, end), (lane, width) in zip(timed, lanes([(s, e) for _, s, e in timed]), strict=True):
        tone, icon = VISITS[VisitStatus(visit.status)]
        is_hidden = visit.pk in board.hidden
        other = visit.practitioner if board.by == "chair" else visit.chair
        blocks.append(
            Block(
                visit=visit,
                place=day.place(column, start, end),
                starts=day.clock(start),
                ends=day.clock(end),
                tone="grey" if is_hidden else tone,
                icon="lock" if is_hidden else icon,
                is_hidden=is_hidden,
                is_short=visit.minutes < 30,
                where=str(other or ""),
                move=next_move(visit.status, visit.day, today=today)
                if may_change and not is_hidden
                else None,
                lane=min(lane, MOST_LANES - 1),
                width=min(width, MOST_LANES),
            )
        )
    return blocks


def _gaps(line: Line, column: int, day: _Day) -> Iterable[Gap]:
    for start, end in line.free:
        begins = starts_within((_next_step(start), end), length=SHORTEST_FREE)
        for index, at in enumerate(begins):
            stop = min(begins[index + 1] if index + 1 < len(begins) else end, end)
            yield Gap(
                place=day.place(column, at, stop),
                starts=day.clock(at),
                until=day.clock(end),
                minutes=int((end - at).total_seconds()) // 60,
                line=line,
                is_first=index == 0,
            )


def _next_step(moment: datetime) -> datetime:
    """The next time that a desk would say: full five minutes."""
    late = timedelta(minutes=moment.minute % STEP, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not late else moment - late + timedelta(minutes=STEP)


@dataclass(frozen=True)
class Strip:
    """A day of one chair or practitioner as a bar from 0 to `length` minutes; `bars`: (x, width, tone, title)."""

    line: Line
    open: list[tuple[int, int]]
    bars: list[tuple[int, int, str, str]]
    visits: int


@dataclass(frozen=True)
class Week:
    """Rows of seven strips, the free minutes of each row and day (None: over), and the whole."""

    days: list[tuple[Any, str, int | None]]
    rows: list[tuple[Line, list[Strip], int]]
    length: int


def week_of(board: Board) -> Week:
    """The board of a week as one bar per line and day: what is taken, what is open, how much is free."""
    zone = ZoneInfo(board.branch.time_zone)
    axis = _Axis(board.lines, zone)
    size = len(board.days)
    rows = []
    for n in range(0, len(board.lines), size):
        lines = board.lines[n : n + size]
        rows.append(
            (lines[0], [_strip(board, line, axis) for line in lines], sum(x.free_minutes for x in lines))
        )
    days = []
    for day in board.days:
        ahead = [line for line in board.lines if line.day == day and line.ahead and line.key]
        free = sum(line.free_minutes for line in ahead) if ahead else None
        days.append((day, board.notes.get(day, ""), free))
    return Week(days, rows, (axis.last - axis.first) * 60)


def _strip(board: Board, line: Line, axis: _Axis) -> Strip:
    day = axis.of(line)

    def span(interval: Interval) -> tuple[int, int]:
        start = day._minutes(max(interval[0], day.begins))
        return start, day._minutes(min(interval[1], day.ends)) - start

    bars = []
    for visit in line.visits:
        if visit.starts_at:
            tone = "grey" if visit.pk in board.hidden else VISITS[VisitStatus(visit.status)][0]
            words = f"{day.clock(visit.starts_at)}–{day.clock(until(visit))}"
            if visit.pk not in board.hidden:
                words += f" {visit.patient} · {visit.get_status_display()}"
            bars.append((*span((visit.starts_at, until(visit))), tone, words))
    return Strip(line, [span(interval) for interval in line.open], bars, len(bars))
