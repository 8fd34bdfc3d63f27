"""Copying the whole database into one file and back, with the programs that belong to the server."""

import os
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection

from clinic_crm.database_roles import grant_app_rights
from clinic_crm.embedded.binaries import postgres_bindir


def dump_database(file: Path) -> None:
    """Write everything into `file`, whole or not at all; readable by its owner only, for it holds patients' data."""
    draft = file.with_name(f"{file.name}.part")
    draft.touch(mode=0o600)
    try:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)


def load_database(file: Path) -> None:
    """Fill an empty database from `file` in one transaction. SystemExit when there are tables already."""
    if connection.introspection.table_names():
        raise SystemExit("this database is not empty: restore into a new one, or into a new CLINIC_CRM_HOME")
    connection.close()
    _run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(file))
    grant_app_rights(connection)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on our database; its complaint becomes ours."""
    config = connection.settings_dict
    env = os.environ | {"PGPASSWORD": config["PASSWORD"] or ""}
    where = [f"--username={config['USER']}", f"--host={config['HOST']}", f"--dbname={config['NAME']}"]
    if config["PORT"]:
        where.append(f"--port={config['PORT']}")
    path = postgres_bindir(settings.HOME / "pg/data") / program
    done = subprocess.run([path, *where, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{program}: {done.stderr.strip().splitlines()[-1]}")
