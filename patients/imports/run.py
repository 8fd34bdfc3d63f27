"""One run over a set of files: read, judge and merge in one transaction, all or nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_crm.lib.text import clean
from clinics.models import Branch, Clinic
from clinics.selectors import clinic_today
from patients.imports.issues import Issue, Verdict
from patients.imports.kinds import KINDS
from patients.imports.reading import decode
from patients.imports.session import Session, execute, is_initial, stage
from patients.imports.sheet import Sheet, find_sheet
from patients.models import DataSource

SOURCE = "mis"
_CLINIC_NAME = re.compile(
    r"^\W*(?:ООО|ИП|АО|ЗАО|ОАО|ПАО|АНО|ГБУЗ|МБУЗ|клиника|стоматолог|медицинский центр)\b", re.IGNORECASE
)
LARGEST_FILE = 50 * 1024 * 1024
TEXT_FILES = (".csv", ".tsv", ".txt")
IMPORT_LOCK = 0x494D504F  # one import at a time


@dataclass
class Source:
    """A file to be read: the name that people gave it, and where it lies."""

    name: str
    path: Path


@dataclass
class Outcome:
    """What a run found and did. `totals` is the JSON of the command; `initial` names kinds that came for the first time."""

    as_of: date
    sheets: list[Sheet]
    file_issues: list[Issue]
    totals: dict[str, Any] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    initial: set[str] = field(default_factory=set)

    @property
    def issues(self) -> list[Issue]:
        """Every remark, file by file, in the order of the physical lines."""
        everything = [*self.file_issues, *(issue for sheet in self.sheets for issue in sheet.issues)]
        return sorted(everything, key=lambda issue: (issue.file, issue.line))


Progress = Callable[[int], None]


def read_folder(folder: Path) -> list[Source]:
    """The plain files of a folder, by name."""
    return [Source(path.name, path) for path in sorted(folder.iterdir()) if path.is_file()]


def read_sheets(files: Iterable[Source]) -> tuple[list[Sheet], list[Issue]]:
    """The tables of known kinds, in the order in which they must come in, and remarks on all other files."""
    sheets, issues = [], []
    for file in files:
        sheet, issue = _read_sheet(file)
        if sheet:
            sheets.append(sheet)
        if issue:
            issues.append(issue)
    return sorted(sheets, key=lambda sheet: (sheet.kind.order, sheet.name)), issues


def run_import(
    sheets: list[Sheet],
    file_issues: list[Issue],
    *,
    source_code: str = SOURCE,
    branch: Branch | None = None,
    as_of: date | None = None,
    now: datetime,
    keep: Callable[[Outcome, Session], None] | None,
    progress: Progress = lambda percent: None,
) -> Outcome:
    """Bring the sheets in. `keep` writes the import's own journal in the same transaction; None = only try, keep nothing."""
    with transaction.atomic():
        execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        session = open_session(
            source_code, branch, as_of or _printed_on(sheets), now, name=_clinic_name(sheets)
        )
        session.initial_kinds = {
            sheet.kind.code for sheet in sheets if is_initial(session.source, sheet.kind.code)
        }
        session.sheets = sheets
        for number, sheet in enumerate(sheets):
            progress(100 * number // len(sheets))
            sheet.kind.bring_in(sheet, session)
        outcome = Outcome(
            session.as_of, sheets, file_issues, touched=session.touched, initial=session.initial_kinds
        )
        outcome.totals = _totals(outcome, session)
        _mark_dirty(session)
        if keep is None:
            transaction.set_rollback(True)
        else:
            keep(outcome, session)
    return outcome


def open_session(
    source_code: str, branch: Branch | None, as_of: date | None, now: datetime, *, name: str = ""
) -> Session:
    """The frame of a run; an empty database gets its clinic (called as the files say), branch and source here."""
    clinic = Clinic.objects.order_by("pk").first() or Clinic.objects.create(name=name or _("Clinic"))
    branch = branch or clinic.branches.order_by("pk").first()
    branch = branch or Branch.objects.create(clinic=clinic, name=_("Main branch"))
    return Session(get_source(clinic, source_code), clinic, branch, as_of or clinic_today(clinic, now), now)


def get_source(clinic: Clinic, code: str = SOURCE) -> DataSource:
    """The system whose files these are, made at its first import."""
    name = _("Files of the clinic's system")
    return DataSource.objects.get_or_create(clinic=clinic, code=code, defaults={"name": name})[0]


def _read_sheet(file: Source) -> tuple[Sheet | None, Issue | None]:
    if Path(file.name).suffix.lower() not in TEXT_FILES:
        return None, Issue(file.name, 0, Verdict.IGNORE, "unknown_file")
    if file.path.stat().st_size > LARGEST_FILE:
        limit = {"limit": LARGEST_FILE // 1024 // 1024}
        return None, Issue(file.name, 0, Verdict.IGNORE, "too_large", params=limit)
    text = decode(file.path.read_bytes())
    sheet = find_sheet(file.name, text)
    if sheet is None:
        return None, Issue(file.name, 0, Verdict.IGNORE, "unknown_file")
    if text.damaged:
        return sheet, Issue(file.name, 0, Verdict.FLAG, "damaged_text", params={"count": text.damaged})
    return sheet, None


def _clinic_name(sheets: list[Sheet]) -> str:
    """The name above one of the tables: «ООО "Клиника «Пример»"», «Стоматология Улыбка»."""
    lines = (clean(" ".join(record.cells)) for sheet in sheets for record in sheet.preamble)
    return next((line.strip('"')[:200] for line in lines if _CLINIC_NAME.search(line)), "")


def _printed_on(sheets: list[Sheet]) -> date | None:
    return max((day for sheet in sheets if (day := sheet.printed_on())), default=None)


def _totals(outcome: Outcome, session: Session) -> dict[str, Any]:
    totals: dict[str, Any] = {}
    for kind in sorted(KINDS.values(), key=lambda kind: kind.order):
        if kind.totals:
            totals.update(kind.totals(session))
    verdicts: Counter[Verdict] = Counter()
    for sheet in outcome.sheets:
        if sheet.kind.counts_refusals:
            verdicts.update(sheet.verdicts.values())
    totals["rejected"] = verdicts[Verdict.REJECT]
    totals["duplicates"] = verdicts[Verdict.DUPLICATE]
    totals["changed"] = sum(len(sheet.changed) for sheet in outcome.sheets)
    return totals


def _mark_dirty(session: Session) -> None:
    table = stage("touched", {"patient_id": "bigint"}, ((patient,) for patient in session.touched))
    execute(
        f"""INSERT INTO patients_dirtypatient (patient_id, since) SELECT patient_id, %s FROM {table}
            ON CONFLICT DO NOTHING""",
        [session.now],
    )
