from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from clinic_crm.backup import load_database
from triggers.services.switching import halt_after_restore


class Command(BaseCommand):
    help = "Fill an empty database from a file that `backup` wrote."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        load_database(file)
        if halt_after_restore(now=timezone.now()):
            self.stdout.write(
                "All sending is stopped until a person lets it go on: what left after the backup is unknown."
            )
