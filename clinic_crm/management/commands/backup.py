from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from clinic_crm.backup import dump_database


class Command(BaseCommand):
    help = "Write the whole database into one file."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        dump_database(file)
