"""Copying the whole database into one file and back, with the programs that belong to the server."""

from pathlib import Path

from django.db import connection

from clinic_crm.database_roles import grant_app_rights
from clinic_crm.journal_head import forget_journal_head
from clinic_crm.programs import run_program


def dump_database(file: Path) -> None:
    """Write everything into `file`, whole or not at all; readable by its owner only, for it holds patients' data."""
    draft = file.with_name(f"{file.name}.part")
    draft.touch(mode=0o600)
    try:
        run_program(
            connection, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}"
        )
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)


def load_database(file: Path) -> None:
    """Fill an empty database from `file` in one transaction. SystemExit when there are tables already."""
    if connection.introspection.table_names():
        raise SystemExit("this database is not empty: restore into a new one, or into a new CLINIC_CRM_HOME")
    connection.close()
    run_program(
        connection,
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        str(file),
    )
    grant_app_rights(connection)
    forget_journal_head()
