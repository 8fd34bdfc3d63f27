import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from patients.imports.report import write_report
from patients.imports.run import SOURCE, Outcome
from patients.services.imports import import_folder


class Command(BaseCommand):
    """Import a folder of exported files. The last line of standard output is one JSON object of totals."""

    help = "Import a clinic's exported files: all or nothing, safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--dry-run", action="store_true", help="find everything out, change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write every remark to a CSV file")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day of the export")
        parser.add_argument(
            "--lang", choices=[code for code, _ in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )
        parser.add_argument("--source", default=SOURCE, help="code of the system that the files come from")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder}: not a folder")
        with translation.override(options["lang"]):
            outcome = import_folder(
                folder,
                dry_run=options["dry_run"],
                as_of=options["as_of"],
                source_code=options["source"],
                now=timezone.now(),
            )
            if options["report"]:
                with options["report"].open("w", encoding="utf-8", newline="") as stream:
                    write_report(outcome.issues, stream)
            self._say_files(outcome)
        self.stdout.write(json.dumps(outcome.totals))

    def _say_files(self, outcome: Outcome) -> None:
        for sheet in outcome.sheets:
            self.stdout.write(
                f"{sheet.name}: {sheet.kind.title}, {sheet.text.encoding}, {len(sheet.changed)}"
            )
        for issue in outcome.file_issues:
            self.stdout.write(f"{issue.file}: {issue.text}")
