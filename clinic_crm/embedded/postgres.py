"""The embedded PostgreSQL: a cluster in one folder, on a private Unix socket, tied to the life of its starter."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from clinic_crm.embedded import binaries, children, places

SUPERUSER = "postgres"
OWNER = "clinic_crm"  # the migrator: owns the schema, is no superuser, as in production
APP = "clinic_crm_app"  # web, worker, beat: cannot change or delete journal rows
DATABASE = "clinic_crm"
PATIENCE = 60  # seconds; crash recovery may take long

SETTINGS = {
    "jit": "off",  # our statements are short; compiling them costs more than it saves
    "random_page_cost": "1.1",
    "wal_compression": "on",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "log_min_messages": "warning",
}
TEST_SETTINGS = SETTINGS | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass
class Server:
    """A running cluster: attached to when somebody else started it, else with the process that we own."""

    folder: Path
    process: subprocess.Popen | None = None

    def url(self, role: str = OWNER, database: str = DATABASE) -> str:
        """The address for `role`, with the socket's folder percent-encoded."""
        return address(self.folder, role, database)

    def stop(self) -> None:
        """Stop fast (open transactions are rolled back) if it is ours, else leave it alone."""
        if self.process:
            children.stop(self.process, by=signal.SIGINT, grace=30)


def address(folder: Path, role: str = OWNER, database: str = DATABASE) -> str:
    """The URL of the cluster in `folder`, running or not."""
    return f"postgresql://{role}@/{database}?host={quote(str(places.socket_folder(folder)), safe='')}"


def is_running(folder: Path) -> bool:
    """Whether a server answers on the cluster's socket."""
    try:
        psycopg.connect(address(folder, SUPERUSER, "postgres")).close()
    except psycopg.OperationalError:
        return False
    return True


def start(folder: Path, settings: Mapping[str, str] = SETTINGS) -> Server:
    """Attach to the server of `folder`, or start one (making the cluster first) for the life of this process."""
    places.make_engine_folder(folder)
    with places.locked(folder / "lock"):
        if is_running(folder):
            return Server(folder)
        data = folder / "data"
        _refuse_strangers_data(data)
        bindir = binaries.postgres_bindir(data)
        _sweep_unfinished(folder, data)
        identity = _identity(data, bindir)
        places.make_private(places.socket_folder(folder), data.stat().st_uid, data.stat().st_gid)
        _ensure_cluster(folder, data, bindir, identity)
        server = Server(folder, _launch(folder, bindir, identity, settings))
        _ensure_roles(folder)
        return server


def _refuse_strangers_data(data: Path) -> None:
    if os.geteuid() and data.exists() and data.stat().st_uid != os.geteuid():
        raise SystemExit(
            f"{data} was made by another user: start as that user, or set CLINIC_CRM_HOME to another folder"
        )


def _sweep_unfinished(folder: Path, data: Path) -> None:
    """Throw away a cluster whose making was killed half-way, and begin one where there is none."""
    mark = folder / "initialising"
    if mark.exists() or not data.exists() or not any(data.iterdir()):
        shutil.rmtree(data, ignore_errors=True)
        mark.touch()
        data.mkdir(mode=0o700)


def _identity(data: Path, bindir: Path) -> children.Identity:
    """PostgreSQL refuses root. Root drops to the cluster's owner, for a new one to *nobody*; where *nobody* cannot
    reach the programs or the data (a checkout below a private folder), to a user namespace of its own."""
    if os.geteuid():
        return children.SAME
    owner = data.stat().st_uid
    drop = children.Identity(owner or children.NOBODY, data.stat().st_gid if owner else children.NOBODY)
    fresh = not any(data.iterdir())
    reachable = all(
        children.succeeds(["test", "-x", path], identity=drop) for path in (bindir / "postgres", data.parent)
    )
    if reachable and (fresh or owner):  # one owned by root was made in a namespace: it stays there
        os.chown(data, drop.uid or 0, drop.gid or 0)
        return drop
    namespace = children.Identity(namespace=True)
    if not children.succeeds(["true"], identity=namespace):
        raise SystemExit(
            "PostgreSQL refuses to run as root here: start as an ordinary user, or set DATABASE_URL"
        )
    if owner:
        children.run(["chown", "-R", "0:0", data])
    return namespace


def _ensure_cluster(folder: Path, data: Path, bindir: Path, identity: children.Identity) -> None:
    major = binaries.postgres_major(bindir)
    if not binaries.OLDEST_POSTGRES <= major <= binaries.NEWEST_POSTGRES:
        raise SystemExit(f"{bindir} holds PostgreSQL {major}; this product is made for 15 to 18")
    mark = folder / "initialising"
    if mark.exists():
        _initialise(folder, data, bindir, identity, major)
        mark.unlink()
    elif (kept := binaries.cluster_major(data)) != major:
        raise SystemExit(
            f"{data} is a cluster of PostgreSQL {kept}, the programs in {bindir} are {major}:"
            " dump with the old version, restore with the new (docs/operations.md)"
        )


def _initialise(folder: Path, data: Path, bindir: Path, identity: children.Identity, major: int) -> None:
    # C.UTF-8, not C: with C pg_trgm makes no trigrams from Cyrillic. No wheel has ICU.
    locale = ["--locale=C.UTF-8"]
    if major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command: list[str | Path] = [
        bindir / "initdb",
        "-D",
        data,
        "-U",
        SUPERUSER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        *locale,
    ]
    with (folder / "log").open("ab") as log:
        if children.run(command, identity=identity, cwd="/", stdout=log, stderr=subprocess.STDOUT):
            raise SystemExit(f"initdb failed: {_last_lines(folder)}")


def _launch(
    folder: Path, bindir: Path, identity: children.Identity, settings: Mapping[str, str]
) -> subprocess.Popen:
    """Start the server and wait until it answers. The zombie of a server just killed keeps its pid file
    «alive» for a moment: a start that fails is tried again."""
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command: list[str | Path] = [
        bindir / "postgres",
        "-D",
        folder / "data",
        "-k",
        places.socket_folder(folder),
        "-h",
        "",
        *options,
    ]
    end = time.monotonic() + PATIENCE
    failures = 0
    while time.monotonic() < end and failures < 20:
        with (folder / "log").open("ab") as log:
            process = children.spawn(
                command,
                death_signal=signal.SIGINT,
                identity=identity,
                cwd="/",
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while process.poll() is None and time.monotonic() < end:
            if is_running(folder):
                return process
            time.sleep(0.03)
        children.stop(process, by=signal.SIGINT, grace=5)
        failures += 1
        time.sleep(0.3)
    raise SystemExit(f"PostgreSQL does not start: {_last_lines(folder)}")


def _ensure_roles(folder: Path) -> None:
    """The owner may create databases (tests do); only the superuser of the cluster may create roles."""
    with psycopg.connect(address(folder, SUPERUSER, "postgres"), autocommit=True) as connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in ((OWNER, "LOGIN CREATEDB"), (APP, "LOGIN")):
            if role not in roles:
                connection.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )


def _last_lines(folder: Path) -> str:
    lines = (folder / "log").read_text(errors="replace").strip().splitlines()
    return " | ".join(lines[-3:]) + f" (see {folder / 'log'})"
