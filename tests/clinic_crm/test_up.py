"""The whole product as a person starts it. One prepared home is copied: migrating an empty one takes seconds."""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from clinic_crm.embedded import broker, postgres

pytestmark = [pytest.mark.engines, pytest.mark.xdist_group("up")]

PATIENCE = 90


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Up:
    """A running `manage.py up` and everything it has started."""

    def __init__(self, home, *words, command=(sys.executable,), env=(), **options):
        self.port = free_port()
        self.log = home.parent / f"{home.name}.log"
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "BROKER_URL", "SECRET_KEY")}
        self.env = kept | {"CLINIC_CRM_HOME": str(home), "PORT": str(self.port)} | dict(env)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, settings.BASE_DIR / "manage.py", "up", *words],
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                **options,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if text in self.log.read_text():
                return self
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(f"no «{text}» in {self.log.read_text()}")

    def wait_until_ready(self):
        return self.wait_for("celery@").wait_for("Clinic CRM is at").wait_for("beat: Starting")

    def get(self, path):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Accept-Language": "en"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def family(self):
        """The process and all that descend from it, with their starting times: numbers are used again."""
        everybody = list(processes())
        family, before = {self.process.pid}, set()
        while family != before:
            before = family
            family = before | {pid for pid, parent, _ in everybody if parent in before}
        return {(pid, started) for pid, _, started in everybody if pid in family}

    def manage(self, *words):
        command = [sys.executable, settings.BASE_DIR / "manage.py", *words]
        return subprocess.run(command, env=self.env, capture_output=True, text=True)


def processes():
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if words[0] != "Z":
            yield int(folder.name), int(words[1]), words[19]


def still_there(family, within):
    end = time.monotonic() + within
    while time.monotonic() < end:
        left = family & {(pid, started) for pid, _, started in processes()}
        if not left:
            return set()
        time.sleep(0.1)
    return left


@pytest.fixture(scope="module")
def home(module_folder):
    """A home whose path has spaces and Cyrillic letters, after a first start that left it without a demo."""
    home = module_folder / "Клиника и K"
    with Up(home, "--no-demo") as up:
        up.wait_until_ready()
        family = up.family()
        assert up.get("/healthz") == (200, "ok\n")
        assert up.get("/readyz") == (200, "ready\n")
        assert up.get("/login/")[0] == 200
        up.process.send_signal(signal.SIGINT)
        assert up.process.wait(30) == 0
        assert len(family) >= 10
        assert still_there(family, within=2) == set()
    return home


def test_second_start_says_where_the_first_one_runs(home):
    with Up(home, "--no-demo") as up:
        up.wait_until_ready()
        with Up(home) as second:
            assert second.process.wait(PATIENCE) == 1
            # the second one was given another port, and wrote into the same log
            assert f"already running at http://127.0.0.1:{up.port}\n" in second.log.read_text()
        said = up.manage("doctor", "--lang", "en")
        assert said.returncode == 0, said.stdout + said.stderr
        lines = [re.sub(r"\s+", " ", line) for line in said.stdout.splitlines()]
        assert lines[0] == f"ok web: runs at http://127.0.0.1:{up.port}"
        assert "ok tables: up to date" in lines
        assert "ok rights: the role clinic_crm_app works and cannot rewrite the journal" in lines
        assert "ok worker: 1 worker answers" in lines
        assert up.manage("shell", "-c", "print('attached')").stdout.endswith("attached\n")
        up.process.terminate()
        assert up.process.wait(30) == 0
    said = up.manage("doctor", "--lang", "en")
    assert said.returncode == 1
    assert "the built-in database is not running: start the product with `make run`" in said.stdout
    assert "the built-in broker is not running: start the product with `make run`" in said.stdout


def test_killed_product_leaves_no_orphan_and_starts_again(home):
    with Up(home, "--no-demo") as up:
        up.wait_until_ready()
        family = up.family()
        up.process.kill()
        up.process.wait()
        assert still_there(family, within=15) == set()
    assert not postgres.is_running(home / "pg")
    assert not broker.is_running(home / "valkey")


def test_end_of_one_part_stops_all_with_code_1(home):
    with Up(home, "--no-demo") as up:
        up.wait_until_ready()
        family = up.family()
        [web] = [pid for pid, _ in family if "granian" in cmdline(pid) and parent_of(pid) == up.process.pid]
        os.kill(web, signal.SIGKILL)
        assert up.process.wait(30) == 1
        assert "web has ended (code -9): stopping everything" in up.log.read_text()
        assert still_there(family, within=2) == set()


def cmdline(pid):
    return Path(f"/proc/{pid}/cmdline").read_text()


def parent_of(pid):
    return next(parent for found, parent, _ in processes() if found == pid)


def test_taken_port_is_named(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Up(home, env={"PORT": str(port)}) as up:
            assert up.process.wait(PATIENCE) == 1
            assert f"port {port} of 127.0.0.1 cannot be used (Address already in use)" in up.log.read_text()


@pytest.fixture
def ordinary_user():
    """The name of a throwaway user."""
    if os.geteuid():
        pytest.skip("only root can become an ordinary user; the other tests of this file ran as one")
    name = f"clinic-test-{os.getpid()}"
    if not (shutil.which("useradd") and shutil.which("setpriv")):
        pytest.skip("no useradd or setpriv here")
    subprocess.run(["useradd", "--no-create-home", "--user-group", name], check=True)
    yield name
    subprocess.run(["userdel", name], check=True)


def test_ordinary_user_starts_it_too(home, ordinary_user):
    entry = pwd.getpwnam(ordinary_user)
    command = [
        "setpriv",
        f"--reuid={entry.pw_uid}",
        f"--regid={entry.pw_gid}",
        "--clear-groups",
        sys.executable,
    ]
    if subprocess.run([*command, settings.BASE_DIR / "manage.py", "version"], capture_output=True).returncode:
        pytest.skip("another user can reach either not this checkout or not its Python")
    own = home.parent / "дом"
    shutil.copytree(home, own, ignore=shutil.ignore_patterns("s"))
    for path in [own, *own.rglob("*")]:
        os.chown(path, entry.pw_uid, entry.pw_gid)
    env = {"HOME": str(own), "PYTHONDONTWRITEBYTECODE": "1"}
    with Up(own, "--no-demo", command=command, env=env) as up:
        up.wait_until_ready()
        family = up.family()
        assert {Path(f"/proc/{pid}").stat().st_uid for pid, _ in family} == {entry.pw_uid}
        assert up.get("/readyz") == (200, "ready\n")
        up.process.send_signal(signal.SIGINT)
        assert up.process.wait(30) == 0
        assert still_there(family, within=2) == set()
