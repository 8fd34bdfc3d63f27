"""Checking and importing files: the one way in for the command and for the browser."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from clinics.models import Branch, User
from clinics.selectors import clinic_today, the_clinic
from clinics.services.journal import record_action
from patients.enums import ImportState
from patients.imports.run import SOURCE, Outcome, Source, get_source, read_folder, read_sheets, run_import
from patients.imports.session import Session
from patients.imports.sheet import Sheet
from patients.models import ImportFile, ImportIssue, ImportRun
from patients.services.bookings import settle_bookings
from patients.services.segments import rebuild_all, refresh_dirty
from patients.services.stop_list import hold_erased

log = structlog.get_logger(__name__)
FOLDER = "imports"  # below MEDIA_ROOT
LONGEST_VALUE = 250
SILENCE = timedelta(minutes=3)  # longer than the import of one large file between two signs of life


class ImportRunError(ValueError):
    """The run is not in a state in which this can be done."""


def import_folder(
    folder: Path, *, dry_run: bool, as_of: date | None, source_code: str = SOURCE, now: datetime
) -> Outcome:
    """Import every file of a known kind in the folder; with `dry_run` find everything out and keep nothing."""
    files = read_folder(folder)

    def keep(outcome: Outcome, session: Session) -> None:
        run = ImportRun.objects.create(
            clinic=session.clinic, source=session.source, created_at=now, moved_at=now, as_of=outcome.as_of
        )
        sizes = [(source, source.path.stat().st_size) for source in files]
        ImportFile.objects.bulk_create(
            ImportFile(run=run, name=source.name[:200], size=size) for source, size in sizes
        )
        _keep_findings(run, outcome, state=ImportState.DONE, now=now)

    sheets, issues = read_sheets(files)
    outcome = run_import(
        sheets, issues, source_code=source_code, as_of=as_of, now=now, keep=None if dry_run else keep
    )
    if not dry_run:
        bring_segments_up(outcome, now=now)
    return outcome


def bring_segments_up(outcome: Outcome, *, now: datetime) -> None:
    """After the commit: all history anew for a first load of visits, else the patients whose facts changed.

    Should this be cut off, the marked patients wait for the next tick of the beat.
    """
    clinic = the_clinic()
    if clinic is None or not outcome.touched:
        return
    today = clinic_today(clinic, now)
    settle_bookings(outcome.touched, by=None, now=now)
    hold_erased(outcome.touched)
    if "visits" in outcome.initial:
        rebuild_all(clinic, today=today, now=now)
    else:
        refresh_dirty(today=today, now=now)


@transaction.atomic
def upload_files(files: Iterable[UploadedFile], *, branch: Branch, by: User, now: datetime) -> ImportRun:
    """Store the files under names of our own and queue their check; the new run."""
    run = ImportRun.objects.create(
        clinic=branch.clinic, source=get_source(branch.clinic), branch=branch, created_at=now, moved_at=now,
        created_by=by,
    )  # fmt: skip
    folder = settings.MEDIA_ROOT / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for file in files:
        name = _free_name((file.name or "")[-180:], names)
        path = folder / uuid.uuid4().hex
        with path.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        ImportFile.objects.create(run=run, name=name, path=f"{FOLDER}/{path.name}", size=file.size or 0)
    record_action(by, "uploaded", run, now=now, branch_id=branch.pk)
    return run


def _free_name(name: str, taken: set[str]) -> str:
    """Two files of one name are told apart in the report."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{Path(name).stem} ({number}){Path(name).suffix}"
    taken.add(free)
    return free


def waiting_runs(*, now: datetime) -> list[int]:
    """Runs that a step waits for and whose worker gave no sign of life for minutes."""
    unfinished = ImportRun.objects.filter(
        state__in=[ImportState.UPLOADED, ImportState.CHECKING, ImportState.IMPORTING],
        moved_at__lt=now - SILENCE,
    )
    return list(unfinished.order_by("pk").values_list("pk", flat=True))


def confirm_run(run: ImportRun, *, by: User, now: datetime) -> ImportRun:
    """A person has seen the check and lets the files in; the import itself is the next step's."""
    moved = ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKED).update(
        state=ImportState.IMPORTING, confirmed_by=by, moved_at=now, progress=0, error=""
    )
    if not moved:
        raise ImportRunError(run.state)
    record_action(by, "confirmed", run, now=now, branch_id=run.branch_id)
    run.refresh_from_db()
    return run


def retry_run(run: ImportRun, *, by: User, now: datetime) -> ImportRun:
    """Begin again after a failure: from the check."""
    moved = ImportRun.objects.filter(pk=run.pk, state=ImportState.FAILED).update(
        state=ImportState.UPLOADED, moved_at=now, progress=0, error=""
    )
    if not moved:
        raise ImportRunError(run.state)
    record_action(by, "retried", run, now=now, branch_id=run.branch_id)
    run.refresh_from_db()
    return run


def work_on_run(run_id: int, *, now: datetime) -> None:
    """Do what the run waits for: the check of new files, or the import of confirmed ones. Safe to repeat.

    All that the files bring is one transaction: a step cut off anywhere leaves nothing, and may be begun again.
    """
    run = ImportRun.objects.select_related("branch", "source").get(pk=run_id)
    if run.state == ImportState.UPLOADED:
        ImportRun.objects.filter(pk=run_id, state=ImportState.UPLOADED).update(
            state=ImportState.CHECKING, moved_at=now
        )
    elif run.state not in (ImportState.CHECKING, ImportState.IMPORTING):
        return
    try:
        _work(run, now=now)
    except Exception as error:
        log.exception("import_failed", run=run_id)
        ImportRun.objects.filter(pk=run_id).update(
            state=ImportState.FAILED, error=type(error).__name__, moved_at=now
        )


def _work(run: ImportRun, *, now: datetime) -> None:
    files = [
        Source(file.name, settings.MEDIA_ROOT / file.path)
        for file in run.files.exclude(path="").order_by("pk")
    ]
    sheets, issues = read_sheets(files)
    importing = run.state == ImportState.IMPORTING

    def keep(outcome: Outcome, session: Session) -> None:
        _keep_findings(run, outcome, state=ImportState.DONE, now=now)

    with _progress_of(run.pk) as progress:
        outcome = run_import(
            sheets, issues, source_code=run.source.code, branch=run.branch, as_of=run.as_of if importing else None,
            now=now, keep=keep if importing else None, progress=progress,
        )  # fmt: skip
    if importing:
        bring_segments_up(outcome, now=now)
    else:
        with transaction.atomic():
            _keep_findings(run, outcome, state=ImportState.CHECKED, now=now)


@contextmanager
def _progress_of(run_id: int) -> Iterator[Callable[[int], None]]:
    """Tells how far a step is over a connection of its own: the step's transaction is seen by nobody until its end."""
    beside = connection.copy()

    def tell(percent: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE patients_importrun SET progress = %s, moved_at = %s WHERE id = %s",
                [percent, timezone.now(), run_id],
            )

    try:
        yield tell
    finally:
        beside.close()


def _keep_findings(run: ImportRun, outcome: Outcome, *, state: str, now: datetime) -> None:
    """Write what a step found: totals, remarks, and the counts of each file. They replace those of the step before."""
    ImportRun.objects.filter(pk=run.pk).update(
        state=state, as_of=outcome.as_of, totals=outcome.totals, progress=100, moved_at=now,
        finished_at=now if state == ImportState.DONE else None,
    )  # fmt: skip
    sheets = {sheet.name[:200]: sheet for sheet in outcome.sheets}
    for file in run.files.all():
        if sheet := sheets.get(file.name):
            ImportFile.objects.filter(pk=file.pk).update(**_facts(sheet))
    run.issues.all().delete()
    ImportIssue.objects.bulk_create(
        (
            ImportIssue(
                run=run,
                file=issue.file[:200],
                line=issue.line,
                column=issue.column[:100],
                value=issue.value[:LONGEST_VALUE],
                verdict=issue.verdict.value,
                reason=issue.reason,
                params=issue.params,
            )
            for issue in outcome.issues
        ),
        batch_size=2000,
    )


def _facts(sheet: Sheet) -> dict[str, Any]:
    return {
        "kind": sheet.kind.code,
        "encoding": sheet.text.encoding,
        "verdicts": dict(Counter(verdict.value for verdict in sheet.verdicts.values())),
        "changed": len(sheet.changed),
    }
