"""The journal's last link, kept outside of the database: it shows when the end of the journal was cut off."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from clinics.selectors.chain import Chain, verify_chain


def _file() -> Path:
    return Path(settings.HOME) / "journal.head"


def examine_journal(newest: int | None = None) -> Chain:
    """Verify the chain (all, or its newest links) against the link that the last look kept; a whole one is kept in its turn."""
    state = verify_chain(_kept(), newest=newest)
    if state.broken is None and state.whole_up_to:
        draft = _file().with_suffix(f".{os.getpid()}")
        draft.write_text(f"{_database()} {state.whole_up_to} {state.head}\n")
        draft.rename(_file())
    return state


def forget_journal_head() -> None:
    """A restored copy ends earlier: what was kept of the database before it says nothing any more."""
    _file().unlink(missing_ok=True)


def _database() -> str:
    """The number of this database on its server: another one has a journal of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        return str(cursor.fetchone()[0])


def _kept() -> tuple[int, str] | None:
    try:
        database, position, link = _file().read_text().split()
        return (int(position), link) if database == _database() else None
    except (OSError, ValueError):
        return None
