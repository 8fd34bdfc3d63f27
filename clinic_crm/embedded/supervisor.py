"""Several programs as one: named lines of output, the end of one is the end of all, nothing left behind.

Everything happens in the main thread: the children's death signal follows the thread that forked them.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TextIO

from clinic_crm.embedded import children
from clinic_crm.embedded.keeper import Keeper

WATCH = 0.2  # seconds between looks at the children
COLOURS = (36, 32, 35, 33, 34, 31)


@dataclass
class Part:
    """One program. When an essential one ends, all end; `ended` hears the exit code of any other."""

    name: str
    process: subprocess.Popen
    grace: float
    essential: bool = True
    ended: Callable[[int], None] | None = None
    unfinished: bytes = b""


class PartEnded(Exception):  # noqa: N818  # not an error of ours: the news that makes all stop
    """An essential part has ended by itself."""


class Supervisor:
    """Starts the parts in `folder`, prints what they say, watches them and stops them."""

    def __init__(self, out: TextIO, folder: Path) -> None:
        self.out = out
        self.folder = folder
        self.parts: list[Part] = []
        self.selector = selectors.DefaultSelector()
        self.hurry = False
        self.keeper = Keeper()

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        grace: float = 10,
        essential: bool = True,
        ended: Callable[[int], None] | None = None,
    ) -> Part:
        """Start a program whose output is shown line by line under `name`."""
        process = children.spawn(
            command, cwd=self.folder, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.keeper.watch(process.pid)
        part = Part(name, process, grace, essential, ended)
        assert process.stdout  # noqa: S101  # asked for above
        os.set_blocking(process.stdout.fileno(), False)
        self.selector.register(process.stdout, selectors.EVENT_READ, part)
        self.parts.append(part)
        return part

    def adopt(self, name: str, process: subprocess.Popen | None) -> None:
        """Watch an engine that logs into its own file and is stopped by whoever started it."""
        if process:
            self.keeper.watch(process.pid)
            self.parts.insert(0, Part(name, process, grace=30))

    def say(self, text: str) -> None:
        """A line of the supervisor's own."""
        self._print("up", text)

    def watch(self, until: Callable[[], bool] = lambda: False, *, pause: float = WATCH) -> None:
        """Show output until `until()`; PartEnded when an essential part ends first."""
        while not until():
            self._read(pause)
            for part in [p for p in self.parts if p.process.poll() is not None]:
                self._forget(part)

    def stop(self) -> None:
        """Ask all of our programs to end at once, show their last words, kill what stays too long."""
        running = [part for part in self.parts if part.process.stdout]
        began = time.monotonic()
        for part in running:
            if part.process.poll() is None:
                part.process.send_signal(signal.SIGTERM)
        while any(self._waits_for(part, began) for part in running):
            self._read(0.05)
        for part in running:
            children.stop(part.process, by=signal.SIGKILL, grace=0)
            self._drain(part)
        for part in self.parts:
            self.keeper.forget(part.process.pid)  # an engine has its own time to end
        self.keeper.end()

    @contextmanager
    def signals(self) -> Iterator[None]:
        """The first INT, TERM or HUP raises KeyboardInterrupt, the second one makes the stop impatient."""
        seen = 0

        def hear(number: int, frame: FrameType | None) -> None:
            nonlocal seen
            seen += 1
            if seen == 1:
                raise KeyboardInterrupt
            self.hurry = True

        old = {
            number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            yield
        finally:
            for number, handler in old.items():
                signal.signal(number, handler)

    def _waits_for(self, part: Part, began: float) -> bool:
        patient = not self.hurry and time.monotonic() - began < part.grace
        return patient and part.process.poll() is None

    def _forget(self, part: Part) -> None:
        self.parts.remove(part)
        code = part.process.returncode
        if part.process.stdout:
            children.stop(part.process, by=signal.SIGKILL, grace=0)  # what its group left behind
            self._drain(part)
            self.keeper.forget(part.process.pid)
        if part.essential:
            raise PartEnded(f"{part.name} has ended (code {code}): stopping everything")
        if part.ended:
            part.ended(code)

    def _read(self, timeout: float) -> None:
        if not self.selector.get_map():
            time.sleep(timeout)
        for key, _ in self.selector.select(timeout):
            part = key.data
            data = os.read(key.fd, 65536)
            if not data:
                self.selector.unregister(key.fileobj)
            self._show(part, data)

    def _drain(self, part: Part) -> None:
        pipe = part.process.stdout
        if pipe and pipe in self.selector.get_map():
            self.selector.unregister(pipe)
            self._show(part, pipe.read() or b"")
        if part.unfinished:
            self._show(part, b"\n")

    def _show(self, part: Part, data: bytes) -> None:
        *lines, part.unfinished = (part.unfinished + data).split(b"\n")
        for line in lines:
            self._print(part.name, line.decode(errors="replace"))

    def _print(self, name: str, text: str) -> None:
        label = f"{name:>7} |"
        if self.out.isatty():
            label = f"\033[{COLOURS[sum(name.encode()) % len(COLOURS)]}m{label}\033[0m"
        self.out.write(f"{label} {text}\n")
        self.out.flush()


def python(*words: str | Path) -> list[str | Path]:
    """The command line of a Python program in our own environment."""
    return [sys.executable, *words]
