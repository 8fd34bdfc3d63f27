"""Real workers killed with -9 again and again, PostgreSQL once: nothing twice, nothing lost, nothing in doubt.

Counted at a provider that keeps a ledger of its own and can be asked by our client id.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import psycopg.conninfo
import pytest
from celery import Celery
from django.db import connection

from clinic_crm.embedded import binaries, broker, postgres

pytestmark = pytest.mark.engines

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = 500
KILLS = 10
PATIENCE = 240


@dataclass
class House:
    """Engines and processes of one test, all its own."""

    folder: Path
    database: postgres.Server
    broker_url: str
    environment: dict[str, str]
    running: list[subprocess.Popen] = field(default_factory=list)

    def run(self, *words: str) -> str:
        """A command to its end."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen:
        """A process that stays until the test ends."""
        log = (self.folder / f"log-{len(self.running)}").open("w")
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
        )
        self.running.append(process)
        return process

    def start_worker(self) -> subprocess.Popen:
        words = (
            "-m",
            "celery",
            "-A",
            "clinic_crm",
            "worker",
            "-c",
            "2",
            "--without-gossip",
            "--without-mingle",
        )
        return self.start(*words, "--loglevel", "info")

    def ask(self, sql: str) -> list[tuple]:
        with closing(psycopg.connect(self.database.url(), autocommit=True)) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def states(self) -> Counter[str]:
        return Counter(dict(self.ask("SELECT state, count(*) FROM triggers_message GROUP BY 1")))

    def crash_database(self) -> None:
        """kill -9 of the postmaster; its successor recovers from the log."""
        pid = int((self.database.folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        if self.database.process:
            self.database.process.wait(10)
        self.database = postgres.start(self.database.folder)

    def stop(self) -> None:
        for process in self.running:
            for pid in [*children_of(process.pid), process.pid]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait(10)


def children_of(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in file.read_text().split()] if file.exists() else []


def copy_schema(database: postgres.Server) -> None:
    """The migrated test database, copied: quicker than to migrate anew."""
    bindir = binaries.postgres_bindir(database.folder / "data")
    source = connection.settings_dict
    names = {"host": source["HOST"], "dbname": source["NAME"], "user": source["USER"]}
    address = psycopg.conninfo.make_conninfo(**names, port=source["PORT"] or 5432)
    words = [bindir / "pg_dump", "--no-owner", "--no-privileges", "-d", address]
    dump = subprocess.run(words, capture_output=True, check=True)
    restore = [bindir / "psql", "--quiet", "-v", "ON_ERROR_STOP=1", "-d", database.url()]
    subprocess.run(restore, input=dump.stdout, check=True, capture_output=True)


@pytest.fixture
def house(tmp_path: Path, db: None) -> Iterator[House]:
    database = postgres.start(tmp_path / "pg")
    copy_schema(database)
    valkey = broker.start(tmp_path / "valkey")
    environment = os.environ | {
        "CLINIC_CRM_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "clinic_crm.settings",
        "DATABASE_URL": database.url(),
        "BROKER_URL": broker.address(tmp_path / "valkey"),
        "EMAIL_CHANNEL": "triggers.channels.http_gateway.HttpGateway",
        "GATEWAY_TIMEOUT": "1",
        "GATEWAY_SETTLE": "1",
        "SENDING_LEASE": "2",
        "SENDING_STUCK_AFTER": "3",
    }
    house = House(tmp_path, database, broker.address(tmp_path / "valkey"), environment)
    try:
        yield house
    finally:
        house.stop()
        house.database.stop()
        valkey.stop()


def start_provider(house: House, *, milliseconds: int) -> str:
    port_file = house.folder / "provider-port"
    house.start("-m", "tests.triggers.provider", str(port_file), str(milliseconds))
    deadline = time.monotonic() + 10
    while not port_file.exists() or not port_file.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return f"http://127.0.0.1:{port_file.read_text()}"


def ledger_of(url: str) -> Counter[str]:
    with urllib.request.urlopen(url + "/ledger") as answer:
        return Counter(json.load(answer)["accepted"])


def tick(house: House, app: Celery) -> None:
    """What beat does each minute, sooner: the rows that let a tick run once a minute are forgotten in between."""
    with suppress(psycopg.OperationalError):
        house.ask("DELETE FROM clinics_jobrun")
    for name in ("triggers.tasks.deliver", "triggers.tasks.deliver_now", "triggers.tasks.settle"):
        app.send_task(name)


def kill_somebody(house: House, worker: subprocess.Popen, number: int) -> subprocess.Popen:
    """A pool child in the middle of its work, and once the whole worker with its children."""
    victims = children_of(worker.pid)
    if number != KILLS // 2:
        with suppress(ProcessLookupError, IndexError):
            os.kill(random.choice(victims), signal.SIGKILL)
        return worker
    for pid in [worker.pid, *victims]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    worker.wait(10)
    return house.start_worker()


def test_nothing_twice_nothing_lost_nothing_in_doubt(house: House) -> None:
    url = start_provider(house, milliseconds=15)
    house.environment["GATEWAY_URL"] = url
    assert house.run("-m", "tests.triggers.kill_seed", str(MESSAGES)).split()[-1] == str(MESSAGES)
    app = Celery(broker=house.broker_url)
    worker = house.start_worker()
    deadline = time.monotonic() + PATIENCE
    kills = 0
    while kills < KILLS or house.states() != {"accepted": MESSAGES}:
        assert time.monotonic() < deadline, (kills, house.states())
        tick(house, app)
        time.sleep(0.4)
        sent = ledger_of(url).total()
        if kills < KILLS and sent > kills * MESSAGES // (KILLS + 1):
            worker = kill_somebody(house, worker, kills)
            kills += 1
            if kills == KILLS // 2:
                house.crash_database()
    ledger = ledger_of(url)
    ours = {str(row[0]) for row in house.ask("SELECT client_id FROM triggers_message")}
    assert (set(ledger) == ours, max(ledger.values()), house.states()) == (True, 1, {"accepted": MESSAGES})


TICKING_APP = """
from pathlib import Path
from clinic_crm.celery import app
from django.utils import timezone

@app.task(name="gated")
def gated():
    from clinics.services.jobs import run_once
    now = timezone.now()
    folder = Path(__file__).parent
    with (folder / "ticks").open("a") as ticks:
        ticks.write("tick\\n")
    if run_once("gated", now=now):
        with (folder / "runs").open("a") as runs:
            runs.write(f"{now:%Y-%m-%d %H:%M}\\n")

app.conf.beat_schedule = {"gated": {"task": "gated", "schedule": 1.0}}
"""


def test_two_beats_let_each_tick_run_once(house: House) -> None:
    """Two real beats tick every second into one worker: the work behind the gate is done once a minute."""
    (house.folder / "ticking.py").write_text(TICKING_APP)
    house.environment["PYTHONPATH"] = f"{house.folder}:{ROOT}"
    house.start("-m", "celery", "-A", "ticking", "worker", "-c", "2", "--without-gossip", "--without-mingle")
    for number in range(2):
        shelf = str(house.folder / f"beat-{number}")
        scheduler = ("--scheduler", "celery.beat.PersistentScheduler", "--schedule", shelf)
        house.start("-m", "celery", "-A", "ticking", "beat", *scheduler)
    deadline = time.monotonic() + PATIENCE
    while len(lines(house.folder / "ticks")) < 12:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    runs = lines(house.folder / "runs")
    assert runs != []
    assert sorted(runs) == sorted(set(runs))


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
