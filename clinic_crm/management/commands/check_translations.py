import re
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOCALE = "ru"
FILE = Path("locale", LOCALE, "LC_MESSAGES", "django.po")
SKIPPED = ("tests", "benchmarks", "static", "var", ".venv", "docs", "node_modules", ".git", "__pycache__")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")


class Command(BaseCommand):
    help = "Fail when a text of the code has no finished Russian translation. Needs GNU gettext."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help=f"bring {FILE} up to date with the code")

    def handle(self, *args: object, **options: bool) -> None:
        if not shutil.which("xgettext"):
            raise CommandError(
                "GNU gettext is needed to read the texts of the code (apt-get install gettext)"
            )
        with tempfile.TemporaryDirectory() as folder:
            fresh = _collect(Path(folder))
            if options["write"]:
                (settings.BASE_DIR / FILE).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(fresh, settings.BASE_DIR / FILE)
                self.stdout.write(f"{FILE} is up to date with the code")
                return
            complaints = _complaints(fresh)
        for complaint in complaints:
            self.stderr.write(complaint)
        if complaints:
            raise CommandError(f"{len(complaints)} texts lack a finished Russian translation")
        self.stdout.write("every text of the code is translated")


def _collect(folder: Path) -> Path:
    """Merge the texts of the code into a copy of the translations: the checkout stays as it is."""
    copy = folder / "copy"
    shutil.copytree(
        settings.BASE_DIR,
        copy,
        ignore=lambda at, names: [
            n for n in names if n in SKIPPED and (Path(at) == settings.BASE_DIR or n[0] in "._")
        ],
    )
    (copy / FILE).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "--locale", LOCALE, "--no-location", "--no-wrap"]
    done = subprocess.run([*command, "--no-obsolete"], cwd=copy, capture_output=True, text=True)
    if done.returncode:
        raise CommandError(done.stderr.strip().splitlines()[-1])
    return copy / FILE


def _complaints(file: Path) -> list[str]:
    """Each text that a Russian reader would see in English, half-guessed or broken."""
    complaints = []
    for entry in polib.pofile(str(file)):
        text = entry.msgid.replace("\n", " ")
        if "fuzzy" in entry.flags:
            complaints.append(f"guessed, not confirmed: {text}")
        elif not entry.translated():
            complaints.append(f"not translated: {text}")
        elif wrong := _placeholders_differ(entry):
            complaints.append(f"{wrong}: {text}")
    return complaints


def _placeholders_differ(entry: polib.POEntry) -> str:
    """A translation must fill in what its text fills in; a plural form may leave the number out."""
    allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    for translation in entry.msgstr_plural.values() or [entry.msgstr]:
        found = set(PLACEHOLDER.findall(translation))
        if found - allowed or (not entry.msgid_plural and allowed - found):
            return "other placeholders in the translation"
    return ""
