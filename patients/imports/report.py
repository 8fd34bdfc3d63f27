"""The report of a run as a file for a spreadsheet."""

import csv
from collections.abc import Iterable
from typing import IO

from patients.imports.issues import Issue

COLUMNS = ("file", "line", "column", "value", "verdict", "reason")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would compute these


def write_report(issues: Iterable[Issue], stream: IO[str]) -> None:
    """One row per remark, the reason in the active language. Semicolons and the mark of UTF-8, as Excel expects."""
    stream.write("\ufeff")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for issue in issues:
        cells = (issue.file, issue.line or "", issue.column, issue.value, issue.verdict.value, issue.text)
        writer.writerow([inert(str(cell)) for cell in cells])


def inert(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell
