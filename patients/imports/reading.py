"""A file of unknown make → records of text, each with the physical line on which it starts."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from clinic_crm.lib.text import fold

DELIMITERS = ";,\t|"
LONGEST_QUOTED = 200  # lines; a quoted field longer than this is a stray quote
_COMMON_LETTERS = frozenset("оеаинтсрвлкмдпу")
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ№«»—–\u00a0")
_UTF16_HIGH = (0, 4)  # the high bytes of Latin and Cyrillic letters
csv.field_size_limit(10_000_000)


@dataclass(slots=True)
class Record:
    """One record of the file: physical line of its start (from 1) and its cells as they stand."""

    line: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass
class Text:
    """A decoded file."""

    lines: list[str] = field(repr=False)
    encoding: str
    damaged: int = 0  # characters that the encoding could not read


def decode(content: bytes) -> Text:
    """Find the encoding by its mark, by validity, else by how Russian the text looks in each candidate."""
    encoding = _encoding(content)
    text = content.decode(encoding, errors="replace").replace("\x00", "").removeprefix("\ufeff")
    return Text(_physical_lines(text), encoding, text.count("\ufffd"))


def records(lines: list[str], delimiter: str, width: int | None = None) -> Iterator[Record]:
    """The records of the file. With the header's `width` a stray quote cannot swallow the rows after it."""
    position = 0
    while position < len(lines):
        line = lines[position]
        if '"' not in line:
            yield Record(position + 1, line.split(delimiter))
            position += 1
            continue
        cells, taken = _quoted_record(lines, position, delimiter, width)
        yield Record(position + 1, cells)
        position += taken


def _physical_lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _quoted_record(
    lines: list[str], position: int, delimiter: str, width: int | None
) -> tuple[list[str], int]:
    """The cells of the record at `position` and the number of physical lines that it takes."""
    reader = csv.reader(
        (line + "\n" for line in lines[position : position + LONGEST_QUOTED]), delimiter=delimiter
    )
    cells = [cell.rstrip("\n") for cell in next(reader)]
    taken = reader.line_num
    if taken == 1:
        return cells, 1
    inner = lines[position + 1 : position + taken]
    swallowed = width is not None and any(line.count(delimiter) == width - 1 for line in inner)
    if swallowed or (taken == LONGEST_QUOTED and len(cells) != width):
        return [cell.strip('"') for cell in lines[position].split(delimiter)], 1
    return cells, taken


def _encoding(content: bytes) -> str:
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    for mark, encoding in marks.items():
        if content.startswith(mark):
            return encoding
    head = content[:4000]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if high and sum(map(high.count, _UTF16_HIGH)) > 0.95 * len(high):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return max(
            ("cp1251", "koi8-r", "cp866", "mac-cyrillic"), key=lambda name: _russianness(content, name)
        )
    return "utf-8"


def _russianness(content: bytes, encoding: str) -> float:
    """How Russian the text looks: common small letters most of all; wrong tables give rare ones, capitals and signs."""
    letters = [c for c in content[:20_000].decode(encoding, errors="replace") if ord(c) > 127]
    marks = (2 if c in _COMMON_LETTERS else 1 if c in _RUSSIAN else -1 for c in letters)
    return sum(marks) / max(len(letters), 1)


def header_key(cell: str) -> str:
    """A column's caption for comparison: «№ карты», «No карты:» and «N карты» are one."""
    bare = fold(cell).replace("№", "n").replace("no.", "n").strip(" *\"'")
    return " ".join(bare.replace(".", " ").replace(":", " ").replace("_", " ").split())
