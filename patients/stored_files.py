"""Stored files of this app that may name a person: the files of imports."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from patients.enums import ImportState
from patients.models import ImportFile
from patients.residues import register_files

UNFINISHED = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED, ImportState.IMPORTING)


def register_stored_files() -> None:
    """Called once from `AppConfig.ready()`."""
    register_files("imports", uploads_that_name)


def uploads_that_name(pattern: re.Pattern[str]) -> Iterator[Path]:
    """Uploaded files in which the pattern is found. Of finished imports nothing needs them any more."""
    for file in ImportFile.objects.exclude(path="").exclude(run__state__in=UNFINISHED):
        path = Path(settings.MEDIA_ROOT, file.path)
        if path.exists() and pattern.search(read_any(path)):
            yield path


def read_any(path: Path) -> str:
    """The text of a file of unknown encoding: every reading that a spreadsheet export comes in, one after the other."""
    raw = path.read_bytes()
    if raw[:2] == b"PK":  # a workbook
        return _workbook(path)
    return "\n".join(raw.decode(encoding, errors="ignore") for encoding in ("utf-8-sig", "cp1251", "utf-16"))


def _workbook(path: Path) -> str:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as book:
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return "\n".join(" ".join(map(str, row)) for sheet in sheets for row in sheet)
