"""Finding the table inside a file: its delimiter, header, kind, and which of its rows carry data."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from clinic_crm.lib.dates import parse_day
from clinic_crm.lib.text import clean, fold
from patients.imports.issues import Issue, Verdict
from patients.imports.kinds import FEWEST_COLUMNS, KINDS, FileKind
from patients.imports.reading import DELIMITERS, Record, Text, header_key, records

HEADER_WITHIN = 60  # records
FOOTER = 5  # physical lines
_TOTALS = re.compile(r"^(?:итого|итог|всего|подытог|subtotal|grand total|total)\b")
_PRINTED_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} [а-я]+ \d{4}")
_PRINTED_WORDS = re.compile(
    r"выгруз|период|состояни|сформир|отч[её]т|экспорт|печат|создан|export|date|дата|\bна\b"
)
_NUMBER_ALONE = re.compile(r"[№#]?\s*[a-zа-яё]{0,4}[-/ ]?\d+(?:[.,]0+)?", re.IGNORECASE)
FEW = 3  # filled cells; a line below the totals with more of them is a row cut short, not a signature


@dataclass
class Row:
    """A record that carries data; cells are read by field name."""

    line: int
    cells: list[str]
    positions: dict[str, list[int]]

    def get(self, name: str) -> str:
        """The first non-empty cell of the field, cleaned; empty where the file has no such column."""
        for position in self.positions.get(name, ()):
            if text := clean(self.cells[position]):
                return text
        return ""

    def all(self, name: str) -> list[str]:
        """Every non-empty cell of the field, in the order of its captions."""
        return [text for position in self.positions.get(name, ()) if (text := clean(self.cells[position]))]


@dataclass
class Sheet:
    """The table of one file."""

    name: str
    kind: FileKind
    text: Text
    delimiter: str
    header: Record
    positions: dict[str, list[int]]
    preamble: list[Record]
    issues: list[Issue] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)  # lines whose record changed anything
    last_totals: int = 0  # line of the last totals row

    def say(
        self, row: Row | int, verdict: Verdict, reason: str, column: str = "", value: str = "", **params
    ) -> None:
        """Remark on a record; the strongest verdict of a record stays."""
        line = self.mention(row, verdict, reason, column, value, **params)
        if line and verdict.strength > self.verdicts.get(line, Verdict.OK).strength:
            self.verdicts[line] = verdict

    def mention(
        self, row: Row | int, verdict: Verdict, reason: str, column: str = "", value: str = "", **params
    ) -> int:
        """Remark on a record whose own verdict stays what it is; its line."""
        line = row if isinstance(row, int) else row.line
        self.issues.append(
            Issue(
                self.name,
                line,
                verdict,
                reason,
                self.caption(column),
                value or self._cell(row, column),
                params,
            )
        )
        return line

    def caption(self, column: str) -> str:
        """The column as the file calls it."""
        places = self.positions.get(column)
        return clean(self.header.cells[places[0]]) if places else ""

    def printed_on(self) -> date | None:
        """The export date that the file says about itself, in its preamble or footer."""
        texts = [" ".join(record.cells) for record in self.preamble]
        texts += [line for line in self.text.lines[-FOOTER:] if not self._is_wide(line)]
        telling = [text for text in texts if _PRINTED_WORDS.search(text.lower())]
        days = list(_days_in(telling))
        return max(days, default=None)

    def rows(self) -> Iterator[Row]:
        """The records that carry data; the others are remarked on and left out."""
        for record in self.preamble:
            self.say(
                record.line, Verdict.IGNORE, "blank" if record.is_blank else "preamble", value=_shown(record)
            )
        body = self._without_footer([r for r in self._body() if self._is_data(r)])
        narrow, wide = self._usual_widths(body)
        width = len(self.header.cells)
        for record in body:
            cells = len(record.cells)
            if cells < narrow or (cells > wide and not self._fits_without_tail(record)):
                reason = "cut_short" if cells < narrow else "shifted"
                self.say(record.line, Verdict.REJECT, reason, value=_shown(record), cells=cells, width=width)
                continue
            record.cells = record.cells[:width] + [""] * (width - cells)
            self.verdicts.setdefault(record.line, Verdict.OK)
            yield Row(record.line, record.cells, self.positions)

    def _cell(self, row: Row | int, column: str) -> str:
        if isinstance(row, int) or not column:
            return ""
        return "; ".join(row.all(column))

    def _body(self) -> Iterable[Record]:
        everything = records(self.text.lines, self.delimiter, len(self.header.cells))
        return (record for record in everything if record.line > self.header.line)

    def _is_data(self, record: Record) -> bool:
        filled = [cell for cell in record.cells if cell.strip()]
        reason = None
        if not filled:
            reason = "blank"
        elif self._is_header(filled):
            reason = "header_repeated"
        elif _TOTALS.match(fold(filled[0])):
            reason, self.last_totals = "totals", record.line
        elif len(filled) == 1 and record.cells[0].strip() and not _NUMBER_ALONE.fullmatch(clean(filled[0])):
            reason = "remark"
        if reason:
            self.say(record.line, Verdict.IGNORE, reason, value=_shown(record))
        return reason is None

    def _is_header(self, filled: list[str]) -> bool:
        ours = self._captions
        return len(filled) == len(ours) and all(header_key(c) == o for c, o in zip(filled, ours, strict=True))

    @cached_property
    def _captions(self) -> list[str]:
        return [key for cell in self.header.cells if (key := header_key(cell))]

    def _is_wide(self, line: str) -> bool:
        """Whether a physical line looks like a row of the table: its days are data."""
        return line.count(self.delimiter) * 2 >= len(self.header.cells) - 1

    def _without_footer(self, body: list[Record]) -> list[Record]:
        """Dates and signatures of a few cells below the last totals row are no rows cut short."""
        width = len(self.header.cells)
        last_whole = max((r.line for r in body if len(r.cells) >= width), default=0)
        if last_whole > self.last_totals:
            return body
        kept = []
        for record in body:
            few = sum(bool(cell.strip()) for cell in record.cells) <= FEW
            if record.line > self.last_totals > 0 and few:
                self.say(record.line, Verdict.IGNORE, "remark", value=_shown(record))
            else:
                kept.append(record)
        return kept

    def _fits_without_tail(self, record: Record) -> bool:
        """Superfluous empty cells at the end harm nobody where every cell before them stands in its column."""
        width = len(self.header.cells)
        if any(cell.strip() for cell in record.cells[width:]) or self.kind.fits is None:
            return False
        return self.kind.fits(Row(record.line, record.cells, self.positions))

    def _usual_widths(self, body: list[Record]) -> tuple[int, int]:
        """Programs that drop or add trailing delimiters do it in most rows: then that width is right too."""
        width = len(self.header.cells)
        usual, count = Counter(len(r.cells) for r in body).most_common(1)[0] if body else (width, 0)
        if count * 2 <= len(body):
            return width, width
        if usual > width and any(any(r.cells[width:]) for r in body if len(r.cells) == usual):
            return width, width
        return min(width, usual), max(width, usual)


def find_sheet(name: str, text: Text) -> Sheet | None:
    """The table whose header names most columns of a known kind, under the delimiter that shows most of them."""
    best: tuple[int, Sheet] | None = None
    for delimiter in DELIMITERS:
        for record, preamble in _first_records(text, delimiter):
            if len(record.cells) < FEWEST_COLUMNS:
                continue
            captions = [header_key(cell) for cell in record.cells]
            if "verdict" in captions:
                continue  # an answer key, never an export of a clinic
            for kind in KINDS.values():
                positions = kind.match(captions)
                if positions and (best is None or len(positions) > best[0]):
                    best = len(positions), Sheet(name, kind, text, delimiter, record, positions, preamble)
    return best[1] if best else None


def _first_records(text: Text, delimiter: str) -> Iterator[tuple[Record, list[Record]]]:
    seen: list[Record] = []
    for record in records(text.lines, delimiter):
        if len(seen) == HEADER_WITHIN:
            return
        yield record, seen.copy()
        seen.append(record)


def _days_in(texts: Iterable[str]) -> Iterator[date]:
    for text in texts:
        for found in _PRINTED_DAY.findall(text.lower()):
            try:
                day = parse_day(found, latest=date(2100, 1, 1))
            except ValueError:
                continue
            if day:
                yield day


def _shown(record: Record) -> str:
    return "; ".join(clean(cell) for cell in record.cells if cell.strip())[:200]
