import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from patients.imports.report import write_report
from patients.imports.run import SOURCE, Outcome
from patients.services.imports import import_folder


class Command(BaseCommand):
    """Import a folder of exported files. The last line of standard output is one JSON object of totals.

    An empty database is prepared first: its tables, then the clinic, called as the files say.
    """

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
        with translation.override(options["lang"]):
            try:
                self._import(**options)
            except (OSError, DatabaseError) as error:
                reason = str(error).strip().splitlines()[0]
                raise CommandError(_("Nothing was imported: %(reason)s") % {"reason": reason}) from error

    def _import(self, **options: Any) -> None:
        folder, report = options["folder"], options["report"]
        if not folder.is_dir():
            raise CommandError(_("%(folder)s is not a folder") % {"folder": folder})
        _prepare_tables()
        if report:
            report.touch()  # a place that cannot be written is told before the import, not after it
        outcome = import_folder(
            folder,
            dry_run=options["dry_run"],
            as_of=options["as_of"],
            source_code=options["source"],
            now=timezone.now(),
        )
        if report:
            with report.open("w", encoding="utf-8", newline="") as stream:
                write_report(outcome.issues, stream)
        self._say_files(outcome)
        self.stdout.write(json.dumps(outcome.totals))
        self.stdout.flush()

    def _say_files(self, outcome: Outcome) -> None:
        for sheet in outcome.sheets:
            self.stdout.write(
                f"{sheet.name}: {sheet.kind.title}, {sheet.text.encoding}, {len(sheet.changed)}"
            )
        for issue in outcome.file_issues:
            self.stdout.write(f"{issue.file}: {issue.text}")


def _prepare_tables() -> None:
    """An empty database gets its tables; one that is behind the program is left to whoever runs it."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations:
        raise CommandError(_("The database is older than the program: run `manage.py migrate` first."))
    # In a process of its own: tables belong to the owner of the database, rows are written as the app's role.
    environment = dict(os.environ)
    if environment.get("DATABASE_OWNER_URL"):
        environment["DATABASE_URL"] = environment["DATABASE_OWNER_URL"]
    elif environment.get("DATABASE_IS_EMBEDDED"):
        del environment["DATABASE_URL"]
    connection.close()
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity", "0"],
        env=environment, stdout=sys.stderr, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CommandError(_("The tables could not be made: see above."))
