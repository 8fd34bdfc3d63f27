"""PostgreSQL's own programs, run on one of our databases."""

import os
import subprocess

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from clinic_crm.embedded.binaries import postgres_bindir


def run_program(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> str:
    """What the program writes to its standard output; SystemExit with its complaint when it fails."""
    config = connection.settings_dict
    env = os.environ | {"PGPASSWORD": config["PASSWORD"] or ""}
    where = [f"--username={config['USER']}", f"--host={config['HOST']}", f"--dbname={config['NAME']}"]
    if config["PORT"]:
        where.append(f"--port={config['PORT']}")
    path = postgres_bindir(settings.HOME / "pg/data") / program
    done = subprocess.run([path, *where, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{program}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout
