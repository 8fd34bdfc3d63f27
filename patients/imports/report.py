"""The report of a run as a file for a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patients.imports.issues import VERDICT_NAMES, Issue

COLUMNS = (
    _("file"),
    _("line"),
    pgettext_lazy("table", "column"),
    pgettext_lazy("table", "value"),
    _("verdict"),
    _("reason"),
    _("code"),  # of the verdict: the same word in every language, for programs
)
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would compute these

_NUMBER = re.compile(r"[+-][\d\s().,-]*")  # a phone or a sum: harmless, and shown as it stands in the file


class _Echo:
    """A stream that hands each written line on."""

    def write(self, line: str) -> str:
        return line


def report_lines(issues: Iterable[Issue]) -> Iterator[str]:
    """One line per remark, in words of the active language. Semicolons and the mark of UTF-8, as Excel expects."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for issue in issues:
        cells = (
            issue.file,
            issue.line or "",
            issue.column,
            issue.value,
            VERDICT_NAMES[issue.verdict],
            issue.text,
            issue.verdict.value,
        )
        yield writer.writerow([inert(str(cell)) for cell in cells])


def write_report(issues: Iterable[Issue], stream: IO[str]) -> None:
    """The whole report into a text stream."""
    stream.writelines(report_lines(issues))


def inert(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_ACTIVE) and not _NUMBER.fullmatch(cell) else cell
