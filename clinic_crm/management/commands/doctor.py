from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone, translation

from clinic_crm import doctor, preparing


class Command(BaseCommand):
    help = "Say in plain words what is wrong here, and what to do; ends with 1 when anything is."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lang", choices=[code for code, _ in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )

    def handle(self, *args: object, **options: str) -> None:
        connection.settings_dict["OPTIONS"].pop("pool", None)  # one connection, and an answer soon
        connection.settings_dict["OPTIONS"]["connect_timeout"] = 3
        preparing.compile_translations()
        styles = {
            doctor.State.FINE: self.style.SUCCESS,
            doctor.State.NOTE: self.style.WARNING,
            doctor.State.WRONG: self.style.ERROR,
        }
        findings = []
        with translation.override(options["lang"]):
            for finding in doctor.examine(timezone.now()):
                findings.append(finding)
                state = styles[finding.state](f"{finding.state!s:<8}")
                self.stdout.write(f"{state} {finding.subject + ':':<13} {finding.text}")
        if doctor.worst(findings) is doctor.State.WRONG:
            raise SystemExit(1)
