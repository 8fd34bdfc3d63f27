#!/usr/bin/env python
"""Entry point of every command; starts the embedded engines when no outer ones are named."""

import os
import sys
from contextlib import suppress
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_crm.settings")
    from clinic_crm.embedded import engines

    engines.provide(sys.argv, Path(__file__).resolve().parent)
    from django.core.management import execute_from_command_line

    if sys.argv[1:2] == ["import_clinic"]:
        _make_words()
    execute_from_command_line(sys.argv)


def _make_words() -> None:
    """A command that speaks to people may be the first one on a fresh machine: `up` makes them too."""
    from clinic_crm import preparing

    with suppress(OSError):
        preparing.compile_translations()


if __name__ == "__main__":
    main()
