import json
from argparse import ArgumentParser
from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_crm.demo.build import build_demo
from clinics.models import Clinic


class Command(BaseCommand):
    help = "Put an invented clinic with three years of history into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patients", type=int, default=1500)

    def handle(self, *args: object, **options: int) -> None:
        if Clinic.objects.exists():
            raise CommandError(_("There is a clinic in this database already; the demo needs an empty one."))
        build_demo(now=timezone.now(), patients=options["patients"], tell=self.tell)

    def tell(self, done: int, of: int, text: str) -> None:
        """Progress for the page that waits while the demo fills; replaced whole, so nobody reads half a file."""
        file = settings.HOME / "demo-progress.json"
        draft = file.with_suffix(".tmp")
        draft.write_text(
            json.dumps({"done": done, "of": of, "text": text, "at": datetime.now().astimezone().isoformat()})
        )
        draft.replace(file)
        self.stdout.write(f"{done}/{of} {text}")
