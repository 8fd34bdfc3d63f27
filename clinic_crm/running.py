"""What `manage.py up` does: each engine and each part in its order, until Ctrl-C or until one of them ends."""

import contextlib
import fcntl
import http.client
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clinic_crm import demo_progress, preparing
from clinic_crm.database_roles import grant_app_rights
from clinic_crm.demo.clinic import PASSWORD
from clinic_crm.embedded import broker, engines, places, postgres
from clinic_crm.embedded.supervisor import PartEnded, Supervisor, python
from clinic_crm.lib import environment
from clinics.models import Clinic
from clinics.selectors import demo_logins
from clinics.services.founding import founding_code, is_founded

CELERY = ["-m", "celery", "--quiet", "-A", "clinic_crm"]
PATIENCE = 60  # seconds for the web part to answer
WAIT_FOR_OTHER = 10  # seconds for another command that holds the embedded engines


class StartRefused(Exception):  # noqa: N818  # told to the person as it is
    """Why the product does not start, in one sentence that says what to do."""


class Product:
    """One run of the product in this process."""

    def __init__(self, out: TextIO, *, with_demo: bool) -> None:
        self.home: Path = settings.HOME
        self.folder = self.home / "run"
        self.with_demo = with_demo
        self.supervisor = Supervisor(out, settings.BASE_DIR)
        self.host = environment.host()
        self.port = settings.PORT
        self.address = f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"  # noqa: S104
        self.env = os.environ | {"DATABASE_URL": os.environ["DATABASE_APP_URL"], "PYTHONUNBUFFERED": "1"}
        self.owner_env = self.env | {"DATABASE_OWNER_URL": os.environ["DATABASE_URL"]}
        self.env.pop("DATABASE_OWNER_URL", None)
        # Celery warns of root at each start; who runs this as root has been told in docs/operations.md.
        self.env["PYTHONWARNINGS"] = "ignore::UserWarning:celery.platforms"

    def run(self) -> int:
        """Run until told to stop (0) or until a part ends by itself (1)."""
        with self._alone(), self.supervisor.signals(), contextlib.ExitStack() as started:
            try:
                self._start(started)
                self.supervisor.watch()
            except KeyboardInterrupt:
                self.supervisor.say("stopping")
            except PartEnded as end:
                self.supervisor.say(str(end))
                return 1
            finally:
                self.supervisor.stop()
                demo_progress.end_progress()
        return 0

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One run in one home: two stacks would share a port in silence and beat twice."""
        places.make_engine_folder(self.folder)
        with (self.folder / "up.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise StartRefused(
                    f"already running at {lock.read() or 'an address not yet known'}"
                ) from None
            lock.truncate(0)
            lock.write(self.address)
            lock.flush()
            yield

    def _start(self, started: contextlib.ExitStack) -> None:
        self._refuse_taken_port()
        self._start_collecting()
        self._start_engines(started)
        self._start_letters()
        self._migrate()
        preparing.compile_translations()
        demo = self.with_demo and not Clinic.objects.exists()
        if demo:
            demo_progress.write_progress(0, 100, "")
        else:
            demo_progress.end_progress()
        connection.close()
        self.supervisor.watch(until=self._is_collected, pause=0.05)
        self._start_parts()
        self.supervisor.watch(until=self._answers, pause=0.05)
        if demo:
            self._start_demo()
        self._tell(filling=demo)

    def _refuse_taken_port(self) -> None:
        """The web server shares its port without a word: ask before it does."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise StartRefused(
                    f"port {self.port} of {self.host} cannot be used ({error.strerror}):"
                    " stop what listens there, or choose another, as in PORT=8080"
                ) from None

    def _start_engines(self, started: contextlib.ExitStack) -> None:
        """Start those that are not named by the environment; they stop last."""
        if engines.database_is_embedded(self.home):
            self._own(started, "postgres", lambda: postgres.start(self.home / "pg"))
        if engines.broker_is_embedded(self.home):
            self._own(started, "valkey", lambda: broker.start(self.home / "valkey"))

    def _own(
        self, started: contextlib.ExitStack, name: str, start: Callable[[], postgres.Server | broker.Broker]
    ) -> None:
        """The engine must be ours: one that belongs to another command goes down when that command ends."""
        end = time.monotonic() + WAIT_FOR_OTHER
        while not (engine := start()).process:
            if time.monotonic() > end:
                raise StartRefused(
                    f"another command uses the {name} of {self.home}: wait for its end, then start again"
                )
            time.sleep(0.2)
        started.callback(engine.stop)
        self.supervisor.adopt(name, engine.process)

    def _start_collecting(self) -> None:
        """Static files are collected while the database starts, and only when one of them has changed."""
        self.digest = preparing.static_files_digest()
        self.collected = preparing.static_files_are_collected(self.digest)
        if not self.collected:
            command = python("manage.py", "collectstatic", "--noinput", "--verbosity=0")
            self.supervisor.start(
                "static", command, env=self.env, essential=False, ended=self._note_collected
            )

    def _note_collected(self, code: int) -> None:
        if code:
            raise StartRefused("the static files could not be collected: see the lines above")
        preparing.static_stamp().write_text(self.digest)
        self.collected = True

    def _is_collected(self) -> bool:
        return self.collected

    def _start_letters(self) -> None:
        if not settings.LETTERS_ARE_CAUGHT:
            return
        settings.LETTERS_FOLDER.mkdir(mode=0o700, exist_ok=True)
        port = _free_port(environment.letters_port(self.home), self.port + 1)
        (self.folder / "smtp-port").write_text(str(port))
        program = Path(__file__).parent / "embedded/mailcatcher.py"
        self.supervisor.start(
            "letters", python(program, settings.LETTERS_FOLDER, str(port)), env=self.env, grace=5
        )

    def _migrate(self) -> None:
        connection.settings_dict["OPTIONS"].pop("pool", None)  # no threads in the process that forks
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.supervisor.say("bringing the database up to date")
            call_command("migrate", verbosity=0, interactive=False)
        else:
            grant_app_rights(connection)

    def _start_parts(self) -> None:
        web = [
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
        ]
        where = ["--host", self.host, "--port", str(self.port), "clinic_crm.wsgi:application"]
        worker = ["worker", "-c", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        start = self.supervisor.start
        start("web", python(*web, *where), env=self.env, grace=10)
        start("worker", python(*CELERY, *worker), env=self.env, grace=20)
        start("beat", python(*CELERY, "beat", "--pidfile=", "--loglevel", "INFO"), env=self.env, grace=5)

    def _answers(self) -> bool:
        client = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=5)
        try:
            client.request("GET", "/healthz")
            return client.getresponse().status > 0
        except OSError:
            return False
        finally:
            client.close()

    def _start_demo(self) -> None:
        self.supervisor.say("the database is empty: making a demo clinic")
        self.supervisor.start(
            "demo", python("manage.py", "demo"), env=self.owner_env, essential=False, ended=self._demo_ended
        )

    def _demo_ended(self, code: int) -> None:
        demo_progress.end_progress()
        if code:
            self.supervisor.say(
                "the demo clinic could not be made: see the lines above; the product runs without"
            )
        self._tell()

    def _tell(self, *, filling: bool = False) -> None:
        say = self.supervisor.say
        say("")
        say(f"Clinic CRM is at {self.address}   (Ctrl-C stops it)")
        logins = demo_logins()
        founded = is_founded()
        connection.close()
        if not founded and not filling:
            say(f"nobody can sign in yet: begin at {self.address}/welcome/?code={founding_code()}")
        if logins:
            say(f"the demo clinic; everybody's password is {PASSWORD}")
        for login in logins:
            say(f"    {login['user'].username:<16} {login['role']}")
        say("")


def _free_port(*wanted: int) -> int:
    """The first of the wanted loopback ports that is free, else any."""
    for port in (*wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return probe.getsockname()[1]
    raise StartRefused("no free port on the loopback address")
