"""`manage.py up`: the whole product in the foreground, stopped by Ctrl-C."""

from typing import Any

from django.core.management.base import BaseCommand

from clinic_crm.running import Product, StartRefused


class Command(BaseCommand):
    help = "Run everything here: database, broker, letter catcher, web, worker and beat."
    requires_system_checks = []  # run by the parts themselves; seconds count here

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = Product(self.stdout._out, with_demo=not options["no_demo"]).run()
        except StartRefused as refusal:
            raise SystemExit(str(refusal)) from None
        if code:
            raise SystemExit(code)
