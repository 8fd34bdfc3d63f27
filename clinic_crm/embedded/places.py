"""Where the embedded engines keep their files, and where they listen."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHORT_ROOT = Path("/tmp")  # noqa: S108  # not TMPDIR: two processes with different TMPDIR must find one another
LONGEST_SOCKET_FOLDER = 90  # bytes; the whole address with its file name may hold 107


def socket_folder(folder: Path) -> Path:
    """The folder for an engine's socket: `folder`/s, or a short one when that is too long or not plain ASCII.

    The kernel takes 107 bytes of address, and the broker's client does not unquote its URL.
    """
    inside = folder / "s"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(
        r"[\w./+-]+", str(inside), re.ASCII
    ):
        return inside
    return SHORT_ROOT / f"clinic-crm-{hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]}"


def make_private(folder: Path, uid: int, gid: int) -> None:
    """Make `folder` for `uid` alone; refuse one that somebody else put in our way."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or status.st_uid not in (uid, os.geteuid()):
        raise SystemExit(
            f"{folder} belongs to somebody else: remove it, or set CLINIC_CRM_HOME to another folder"
        )
    if (status.st_uid, status.st_gid) != (uid, gid) and os.geteuid() == 0:
        os.chown(folder, uid, gid)
    folder.chmod(0o700)


def make_engine_folder(folder: Path) -> None:
    """The folder of one engine. Root's must let *nobody* through to the data; what is private lies deeper."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Of several starters one starts, the others wait and then attach."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
