"""The report of a run as a file for a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patients.imports.issues import VERDICT_NAMES, Issue

# A header and a verdict that a script can rely on, and the same in the reader's words.
CODES = ("file", "line", "column", "value", "verdict", "reason", "verdict_in_words")
COLUMNS = (
    _("file"),
    _("line"),
    pgettext_lazy("table", "column"),
    pgettext_lazy("table", "value"),
    _("code"),
    _("reason"),
    _("verdict"),
)
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would compute these

_NUMBER = re.compile(r"[+-][\d\s().,-]*")  # a phone or a sum: harmless, and shown as it stands in the file


class _Echo:
    """A stream that hands each written line on."""

    def write(self, line: str) -> str:
        return line


def report_lines(issues: Iterable[Issue], *, header: Sequence[str | Promise] = COLUMNS) -> Iterator[str]:
    """One line per remark, in words of the active language. Semicolons and the mark of UTF-8, as Excel expects."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff"
    yield writer.writerow(header)
    for issue in issues:
        cells = (
            issue.file,
            issue.line or "",
            issue.column,
            issue.value,
            issue.verdict,
            issue.text,
            VERDICT_NAMES[issue.verdict],
        )
        yield writer.writerow([inert(str(cell)) for cell in cells])


def write_report(issues: Iterable[Issue], stream: IO[str]) -> None:
    """The whole report into a text stream, under a header that is the same in every language."""
    stream.writelines(report_lines(issues, header=CODES))


def inert(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_ACTIVE) and not _NUMBER.fullmatch(cell) else cell
