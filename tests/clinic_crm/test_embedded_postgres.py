import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import psycopg
import pytest
from django.conf import settings

from clinic_crm.embedded import binaries, children, places, postgres

pytestmark = pytest.mark.engines

STARTER = """
import sys, time, pathlib
from clinic_crm.embedded import postgres
server = postgres.start(pathlib.Path(sys.argv[1]), postgres.TEST_SETTINGS)
print("started" if server.process else "attached", flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def folder(folder):
    """Where a cluster goes."""
    return folder / "pg"


@pytest.fixture
def start():
    """Start (or attach) and stop at the end whatever came of it."""
    servers = []

    def start(folder, settings=postgres.TEST_SETTINGS):
        servers.append(postgres.start(folder, settings))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def ask(server, question, role=postgres.OWNER):
    with psycopg.connect(server.url(role), autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone() if cursor.description else None


def starter(folder):
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, folder],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def gone(folder, within=5.0):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not postgres.is_running(folder):
            return True
        time.sleep(0.05)
    return False


def test_start_makes_a_cluster_for_russian_search_and_keeps_it(folder, start):
    server = start(folder)
    assert server.process
    assert ask(server, "SELECT 'ИВАНОВ' ILIKE 'иванов', lower('ЁЖ')") == (True, "ёж")
    ask(server, "CREATE TABLE kept AS SELECT 1 AS n")
    ask(server, "CREATE EXTENSION pg_trgm")
    assert ask(server, "SELECT cardinality(show_trgm('Ива')) > 0, current_setting('listen_addresses')") == (
        True,
        "",
    )
    assert ask(server, "SELECT session_user, current_user", role=postgres.APP) == (postgres.APP, postgres.APP)
    server.stop()
    assert ask(start(folder), "SELECT n FROM kept") == (1,)


def test_of_several_starters_one_starts_and_the_others_attach(folder):
    starters = [starter(folder) for _ in range(3)]
    said = [process.stdout.readline().strip() for process in starters]
    for process in starters:
        process.communicate()
    assert sorted(said) == ["attached", "attached", "started"]
    assert gone(folder)


def test_server_ends_when_its_owner_is_killed(folder):
    owner = starter(folder)
    assert owner.stdout.readline() == "started\n"
    owner.kill()
    owner.communicate()
    assert gone(folder)


def test_cluster_whose_making_was_killed_is_made_anew(folder, start):
    places.make_engine_folder(folder)
    (folder / "initialising").touch()
    (folder / "data").mkdir()
    (folder / "data/PG_VERSION").write_text("18")
    assert ask(start(folder), "SELECT 1") == (1,)
    assert not (folder / "initialising").exists()


def test_server_killed_a_moment_ago_starts_again_with_its_data(folder, start):
    server = start(folder, postgres.SETTINGS)
    ask(server, "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(server.process.pid, signal.SIGKILL)
    Timer(0.5, server.process.wait).start()  # a zombie until then, which keeps its pid file alive
    assert ask(start(folder), "SELECT n FROM kept") == (7,)


@pytest.mark.parametrize("name", ["Клиника «Улыбка» и K", "длинное имя " * 9])
def test_path_with_spaces_and_cyrillic_gets_a_short_socket(folder, start, name):
    place = folder / name.strip() / "pg"
    server = start(place)
    assert ask(server, "SELECT 1") == (1,)
    assert len(os.fsencode(places.socket_folder(place))) <= places.LONGEST_SOCKET_FOLDER
    assert places.socket_folder(place).stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_below_a_private_folder_uses_a_namespace(folder, start):
    if not children.succeeds(["true"], identity=children.Identity(namespace=True)):
        pytest.skip("no user namespaces here")
    private = folder / "private"
    private.mkdir(parents=True)
    private.chmod(0o700)
    server = start(private / "pg")
    assert ask(server, "SELECT 1") == (1,)
    assert (private / "pg/data").stat().st_uid == 0
    server.stop()
    assert ask(start(private / "pg"), "SELECT 2") == (2,)


def test_cluster_of_another_major_version_is_refused(folder, monkeypatch):
    bindir = binaries.postgres_bindir(folder / "data")
    monkeypatch.setattr(binaries, "_postgres_candidates", lambda: iter([bindir]))
    places.make_engine_folder(folder)
    (folder / "data").mkdir()
    (folder / "data/PG_VERSION").write_text("14\n")
    if os.geteuid() == 0:
        os.chown(folder / "data", children.NOBODY, children.NOBODY)
    with pytest.raises(SystemExit, match=r"is a cluster of PostgreSQL 14, the programs in .* are 1[5-8]"):
        postgres.start(folder)


def test_system_postgresql_serves_too(folder, start, monkeypatch):
    found = sorted(Path("/usr/lib/postgresql").glob("1[5-8]/bin"))
    if not found:
        pytest.skip("no system PostgreSQL 15 to 18")
    monkeypatch.setenv("PG_BINDIR", str(found[-1]))
    server = start(folder)
    assert ask(server, "SELECT lower('ЁЖ'), current_setting('server_version') ~ '^1[5-8]'") == ("ёж", True)
    monkeypatch.delenv("PG_BINDIR")
    server.stop()
    assert ask(start(folder), "SELECT 1") == (1,)  # its own version is found again without being named


def test_named_folder_without_programs_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(SystemExit, match="no program `postgres` there"):
        binaries.postgres_bindir(tmp_path)


def test_somebody_elses_socket_folder_is_refused(tmp_path):
    (tmp_path / "s").symlink_to("/etc")
    with pytest.raises(SystemExit, match="belongs to somebody else"):
        places.make_private(tmp_path / "s", os.geteuid(), os.getegid())
