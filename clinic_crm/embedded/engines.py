"""Which engines a command needs, and giving it their addresses through the environment."""

import atexit
import fcntl
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from clinic_crm.embedded import broker, postgres
from clinic_crm.lib import environment

# Commands that read or write no row start nothing: they only get an address that nobody dials.
WITHOUT_ENGINES = {
    "",
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "check",
    "check_translations",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "doctor",
    "findstatic",
    "makemessages",
    "startapp",
    "up",
}
# Commands that change the schema or write an invented past go in as the owner; the others as the app role.
AS_OWNER = {
    "backup",
    "restore",
    "dbshell",
    "demo",
    "flush",
    "migrate",
    "pgtrigger",
    "sqlmigrate",
    "up",
    "write_schema",
}


def provide(arguments: Sequence[str], base: Path) -> None:
    """Check the environment; then fill DATABASE_URL and BROKER_URL where unset, starting what the command needs.

    A server of this home that is running already is used; one started here stops with this process.
    DATABASE_OWNER_URL, where set, is the address for the commands that change the schema.
    """
    home = environment.check(base)
    command = arguments[1] if len(arguments) > 1 else ""
    idle = command in WITHOUT_ENGINES or "--help" in arguments or "-h" in arguments
    _name_database(home / "pg", as_owner=command in AS_OWNER, idle=idle)
    if not os.environ.get("BROKER_URL"):
        os.environ["BROKER_URL"] = broker.address(home / "valkey")
        if not idle:
            _share(home / "valkey", lambda: broker.start(home / "valkey"))


def database_is_embedded(home: Path) -> bool:
    """Whether `provide` named our own server, running or not."""
    return os.environ.get("DATABASE_APP_URL") == postgres.address(home / "pg", postgres.APP)


def broker_is_embedded(home: Path) -> bool:
    """Whether `provide` named our own broker, running or not."""
    return os.environ.get("BROKER_URL") == broker.address(home / "valkey")


def _name_database(folder: Path, *, as_owner: bool, idle: bool) -> None:
    outer = os.environ.get("DATABASE_URL")
    if not outer and not idle:
        _share(folder, lambda: postgres.start(folder))
    app = outer or postgres.address(folder, postgres.APP)
    owner = os.environ.get("DATABASE_OWNER_URL") or outer or postgres.address(folder, postgres.OWNER)
    os.environ["DATABASE_APP_URL"] = app
    if not outer:
        os.environ["DATABASE_IS_EMBEDDED"] = "1"
    os.environ["DATABASE_URL"] = owner if as_owner else app


def _share(folder: Path, start: Callable[[], postgres.Server | broker.Broker]) -> None:
    """Start or join an engine for the life of this command. Whoever started it waits at its end for the others
    that have joined: they would lose their database in the middle of a sentence."""
    engine = start()
    users = (folder / "users").open("w")
    fcntl.flock(users, fcntl.LOCK_SH)
    atexit.register(_leave, engine, users)


def _leave(engine: postgres.Server | broker.Broker, users: IO[str]) -> None:
    try:
        if engine.process and not _take_alone(users, fcntl.LOCK_NB):
            print(
                "another command uses the same database: waiting for its end (Ctrl-C stops it too)",
                file=sys.stderr,
            )
            _take_alone(users, 0)
    except KeyboardInterrupt:
        pass
    finally:
        engine.stop()
        users.close()


def _take_alone(users: IO[str], flag: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | flag)
    except BlockingIOError:
        return False
    return True
