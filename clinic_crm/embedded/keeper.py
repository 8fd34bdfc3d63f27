"""Ends what a killed product leaves behind: a small program beside the product, run as `python -I -S keeper.py GRACE`.

The death signal asks each part to end when the product dies, but a part may be unable to (a worker that waits for a
broker which has died with it), and the death signal does not reach grandchildren. The keeper reads the process groups
from a pipe that only the product holds: when the pipe closes, what is still there after GRACE seconds is killed.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time

GRACE = 8.0  # seconds; a part that ends by itself needs two or three
LOOK = 0.1  # seconds between looks


class Keeper:
    """The product's end of the pipe."""

    def __init__(self, grace: float = GRACE) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, str(grace)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is not for it
            text=True,
        )

    def watch(self, group: int) -> None:
        """From now on this process group ends with us."""
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        """The group has ended: its number may soon be somebody else's."""
        self._tell(f"-{group}")

    def end(self) -> None:
        """Let the keeper go once nothing that it watches is left."""
        self.process.communicate()

    def _tell(self, line: str) -> None:
        pipe = self.process.stdin
        assert pipe  # noqa: S101  # asked for above
        if not pipe.closed:
            with contextlib.suppress(
                BrokenPipeError
            ):  # a keeper that somebody killed does not stop the product
                print(line, file=pipe, flush=True)


def _is_there(group: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, 0)
        return True
    return False


def _keep(grace: float) -> None:
    groups: set[int] = set()
    for line in sys.stdin:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    end = time.monotonic() + grace
    while (groups := {group for group in groups if _is_there(group)}) and time.monotonic() < end:
        time.sleep(LOOK)
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    _keep(float(sys.argv[1]))
