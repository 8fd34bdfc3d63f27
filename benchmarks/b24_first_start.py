"""B24: the product from its command to its first page, against initdb and the migrations alone, and a later start."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Row, wall_of
from benchmarks.server import ROOT

OURS = ("CLINIC_CRM_HOME", "DATABASE_URL", "DATABASE_APP_URL", "DATABASE_OWNER_URL", "BROKER_URL", "PORT")
FIRST, LATER = 8, 5  # seconds, on a machine with nothing else to do


def run(patients: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as base:
        limit = wall_of(lambda: _manage(Path(base, "limit"), "migrate", "--step-by-step", "--verbosity=0"))
        first = _first_page(Path(base, "home"))
        later = _first_page(Path(base, "home"))
    return [
        Row(
            "B24 first start / initdb and migrations alone",
            first,
            limit,
            None,
            f"{first:.1f} s, goal {FIRST} s",
        ),
        Row(
            "B24 later start / initdb and migrations alone",
            later,
            limit,
            None,
            f"{later:.1f} s, goal {LATER} s",
        ),
    ]


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in OURS}
    return kept | {"CLINIC_CRM_HOME": str(home)} | more


def _manage(home: Path, *words: str) -> None:
    command = [sys.executable, ROOT / "manage.py", *words]
    subprocess.run(command, env=_environment(home), check=True, stdout=subprocess.DEVNULL)


def _first_page(home: Path) -> float:
    """Seconds from the command to its first page; the stop is not of this measure."""
    began = time.perf_counter()
    with _up(home) as (process, address):
        while not _answers(address):
            if process.poll() is not None:
                raise SystemExit("the product did not start")
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        process.terminate()
    return seconds


@contextmanager
def _up(home: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, ROOT / "manage.py", "up", "--no-demo"]
    with subprocess.Popen(command, env=_environment(home, PORT=port), stdout=subprocess.DEVNULL) as process:
        yield process, f"http://127.0.0.1:{port}/login/"


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
