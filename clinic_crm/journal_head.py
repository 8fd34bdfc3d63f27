"""The journal's last link, kept outside of the database: it shows when the end of the journal was cut off."""

import os
from pathlib import Path

from django.conf import settings

from clinics.selectors.chain import Chain, verify_chain


def _file() -> Path:
    return Path(settings.HOME) / "journal.head"


def examine_journal(newest: int | None = None) -> Chain:
    """Verify the chain (all, or its newest links) against the link that the last look kept; a whole one is kept in its turn."""
    state = verify_chain(_kept(), newest=newest)
    if state.broken is None and state.whole_up_to:
        draft = _file().with_suffix(f".{os.getpid()}")
        draft.write_text(f"{state.whole_up_to} {state.head}\n")
        draft.rename(_file())
    return state


def _kept() -> tuple[int, str] | None:
    try:
        position, link = _file().read_text().split()
        return int(position), link
    except (OSError, ValueError):
        return None
