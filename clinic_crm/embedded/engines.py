"""Which engines a command needs, and giving it their addresses through the environment."""

import atexit
import os
from collections.abc import Sequence
from pathlib import Path

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
AS_OWNER = {"dbshell", "demo", "flush", "migrate", "pgtrigger", "sqlmigrate", "up"}


def provide(arguments: Sequence[str], base: Path) -> None:
    """Check the environment; then fill DATABASE_URL and BROKER_URL where unset, starting what the command needs.

    A server of this home that is running already is used; one started here stops with this process.
    """
    home = environment.check(base)
    command = arguments[1] if len(arguments) > 1 else ""
    idle = command in WITHOUT_ENGINES or "--help" in arguments or "-h" in arguments
    role = postgres.OWNER if command in AS_OWNER else postgres.APP
    if not os.environ.get("DATABASE_URL"):
        if not idle:
            atexit.register(postgres.start(home / "pg").stop)
        os.environ["DATABASE_URL"] = postgres.address(home / "pg", role)
    if not os.environ.get("BROKER_URL"):
        if not idle:
            atexit.register(broker.start(home / "valkey").stop)
        os.environ["BROKER_URL"] = broker.address(home / "valkey")
