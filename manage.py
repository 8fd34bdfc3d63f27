#!/usr/bin/env python
"""Entry point of every command; starts the embedded engines when no outer ones are named."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_crm.settings")
    from clinic_crm.embedded import engines

    engines.provide(sys.argv, Path(__file__).resolve().parent)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
