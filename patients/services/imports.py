"""Checking and importing files: the one way in for the command and for the browser."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

from clinics.selectors import clinic_today, the_clinic
from patients.enums import ImportState
from patients.imports.run import SOURCE, Outcome, Source, read_folder, read_sheets, run_import
from patients.imports.session import Session
from patients.models import ImportFile, ImportIssue, ImportRun
from patients.services.segments import rebuild_all, refresh_dirty

LONGEST_VALUE = 250


def import_folder(
    folder: Path, *, dry_run: bool, as_of: date | None, source_code: str = SOURCE, now: datetime
) -> Outcome:
    """Import every file of a known kind in the folder; with `dry_run` find everything out and keep nothing."""
    files = read_folder(folder)

    def keep(outcome: Outcome, session: Session) -> None:
        run = ImportRun(
            clinic=session.clinic, source=session.source, created_at=now, moved_at=now, as_of=outcome.as_of
        )
        keep_journal(run, files, outcome, now=now)

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
    if "visits" in outcome.initial:
        rebuild_all(clinic, today=today, now=now)
    else:
        refresh_dirty(today=today, now=now)


def keep_journal(run: ImportRun, files: list[Source], outcome: Outcome, *, now: datetime) -> None:
    """Write down that the run is done: its files, totals and remarks."""
    run.state, run.as_of, run.totals, run.finished_at = ImportState.DONE, outcome.as_of, outcome.totals, now
    run.save()
    sheets = {sheet.name: sheet for sheet in outcome.sheets}
    ImportFile.objects.bulk_create(
        ImportFile(run=run, name=file.name, size=file.path.stat().st_size, **_facts(sheets.get(file.name)))
        for file in files
    )
    keep_issues(run, outcome)


def keep_issues(run: ImportRun, outcome: Outcome) -> None:
    """Replace the remarks of the run by those of its newest step."""
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


def _facts(sheet) -> dict:  # type: ignore[no-untyped-def, type-arg]
    if sheet is None:
        return {}
    return {
        "kind": sheet.kind.code,
        "encoding": sheet.text.encoding,
        "verdicts": dict(Counter(verdict.value for verdict in sheet.verdicts.values())),
        "changed": len(sheet.changed),
    }
