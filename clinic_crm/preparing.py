"""What must be made from the sources before the first start: compiled translations, collected static files."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def compile_translations() -> list[Path]:
    """Compile each of our .po files that is newer than its .mo; the ones compiled.

    In Python, because GNU gettext is on few fresh machines. Two starters may do it at once: the result is renamed.
    """
    stale = [file for folder in settings.LOCALE_PATHS for file in Path(folder).glob("*/LC_MESSAGES/*.po")]
    stale = [file for file in stale if not _is_fresh(file.with_suffix(".mo"), file)]
    for file in stale:
        draft = file.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(file)).save_as_mofile(str(draft))
        draft.rename(file.with_suffix(".mo"))
    return stale


def _is_fresh(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def static_files_digest() -> str:
    """What the static files of all apps are by name, size and time: equal digests need no collecting."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for line in sorted(_static_files()):
        digest.update(line.encode())
    return digest.hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            status = Path(storage.path(name)).stat()
            yield f"{name} {status.st_size} {status.st_mtime_ns}\n"


def static_stamp() -> Path:
    return settings.STATIC_ROOT / ".collected"


def static_files_are_collected(digest: str) -> bool:
    """Whether the last collecting saw exactly these files."""
    return static_stamp().is_file() and static_stamp().read_text() == digest
