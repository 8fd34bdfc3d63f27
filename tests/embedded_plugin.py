"""Loaded by `-p tests.embedded_plugin` before pytest-django reads the settings (a conftest.py would be too late).

Each run gets a home of its own, `test/0`, `test/1`... in the home folder: kept between runs, so that the cluster
is made once, and never shared by two runs at a time. xdist's workers inherit it. Without DATABASE_URL an embedded
PostgreSQL is started there for the life of the run; it dies with the run, even with kill -9.
"""

import atexit
import fcntl
import os
from itertools import count
from pathlib import Path

from clinic_crm.embedded import places, postgres

MARK = "CLINIC_CRM_TEST_HOME"


def _free_home(base: Path) -> Path:
    for number in count():
        home = base / str(number)
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        atexit.register(lock.close)  # held until then: the lock lives as long as the run
        return home
    raise AssertionError


def _provide() -> None:
    root = Path(__file__).resolve().parent.parent
    base = Path(os.environ.get("CLINIC_CRM_HOME") or root / "var").expanduser().resolve()
    places.make_engine_folder(base)
    home = _free_home(base / "test")
    os.environ[MARK] = os.environ["CLINIC_CRM_HOME"] = str(home)
    # Services are called, not sent: what no worker takes stays in this process's memory.
    os.environ.setdefault("BROKER_URL", "memory://")
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
    if "DATABASE_URL" not in os.environ:
        server = postgres.start(home / "pg", postgres.TEST_SETTINGS)
        atexit.register(server.stop)
        os.environ["DATABASE_URL"] = server.url()


if MARK not in os.environ:
    _provide()
