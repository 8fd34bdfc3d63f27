"""The embedded broker: Valkey on a private Unix socket, tied to the life of its starter."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from clinic_crm.embedded import binaries, children, places

PATIENCE = 15  # seconds; loading the append-only file


@dataclass
class Broker:
    """A running broker: attached to when somebody else started it, else with the process that we own."""

    folder: Path
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return address(self.folder)

    def stop(self) -> None:
        """Stop it if it is ours; what is queued is kept in its append-only file."""
        if self.process:
            children.stop(self.process, by=signal.SIGTERM, grace=10)


def socket_file(folder: Path) -> Path:
    return places.socket_folder(folder) / "valkey.sock"


def address(folder: Path) -> str:
    """The URL of the broker in `folder`, running or not."""
    return f"redis+socket://{socket_file(folder)}"


def is_running(folder: Path) -> bool:
    """Whether a broker answers PING on its socket."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(socket_file(folder)))
            client.sendall(b"PING\r\n")
            return client.recv(7).startswith(b"+PONG")
        except OSError:
            return False


def start(folder: Path) -> Broker:
    """Attach to the broker of `folder`, or start one for the life of this process."""
    places.make_engine_folder(folder)
    with places.locked(folder / "lock"):
        if is_running(folder):
            return Broker(folder)
        places.make_private(places.socket_folder(folder), os.geteuid(), os.getegid())
        return Broker(folder, _launch(folder))


def _launch(folder: Path) -> subprocess.Popen:
    options = {
        "--port": "0",
        "--unixsocket": str(socket_file(folder)),
        "--dir": str(folder),
        "--save": "",
        "--appendonly": "yes",
        "--daemonize": "no",
        "--loglevel": "warning",
    }
    command: list[str | Path] = [
        binaries.valkey_server(),
        *(word for pair in options.items() for word in pair),
    ]
    end = time.monotonic() + PATIENCE
    with (folder / "log").open("ab") as log:
        process = children.spawn(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    while process.poll() is None and time.monotonic() < end:
        if is_running(folder):
            return process
        time.sleep(0.01)
    children.stop(process, by=signal.SIGTERM, grace=5)
    raise SystemExit(f"the embedded broker does not start: see {folder / 'log'}")
