"""Starting processes that never outlive their owner, if need be under another identity."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534

_libc: ctypes.CDLL | None
try:
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.prctl, _libc.unshare  # noqa: B018  # looked up now: after a fork nothing should be loaded
except (OSError, AttributeError):  # not Linux: a killed owner may leave children behind
    _libc = None


@dataclass(frozen=True)
class Identity:
    """Who the child is: the caller (all defaults), another user, or *nobody* inside its own user namespace."""

    uid: int | None = None
    gid: int | None = None
    namespace: bool = False


SAME = Identity()


def spawn(
    command: Sequence[str | Path],
    *,
    death_signal: int = signal.SIGTERM,
    identity: Identity = SAME,
    **options: Any,
) -> subprocess.Popen:
    """Start `command` in a session of its own; it gets `death_signal` when the calling process dies.

    Call it from the main thread only: on Linux the death signal follows the thread that forked.
    """
    return subprocess.Popen(
        [str(word) for word in command],
        preexec_fn=_preparation(death_signal, identity),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        **options,
    )


def run(command: Sequence[str | Path], *, identity: Identity = SAME, **options: Any) -> int:
    """Run `command` to its end and return its exit code; killed at once when the caller dies."""
    with spawn(command, death_signal=signal.SIGKILL, identity=identity, **options) as child:
        try:
            return child.wait()
        except BaseException:
            child.kill()
            raise


def succeeds(command: Sequence[str | Path], *, identity: Identity) -> bool:
    """Whether `command` can be run under `identity` and ends well; its output is dropped."""
    try:
        return run(command, identity=identity, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except (OSError, subprocess.SubprocessError):
        return False


def stop(process: subprocess.Popen, *, by: int, grace: float) -> int:
    """Ask the child's main process to end, wait `grace` seconds, then kill whatever is left of its group."""
    if process.poll() is None:
        process.send_signal(by)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _preparation(death_signal: int, identity: Identity) -> Callable[[], None]:
    owner = os.getpid()

    def prepare() -> None:
        """Runs in the child between fork and exec. A change of identity clears the death signal: it comes last."""
        if identity.namespace:
            _enter_namespace_as_nobody()
        elif identity.uid is not None:
            os.setgroups([])
            os.setgid(identity.gid or identity.uid)
            os.setuid(identity.uid)
        if _libc:
            _libc.prctl(PR_SET_PDEATHSIG, death_signal)
            if os.getppid() != owner:  # the owner died before the line above
                os._exit(1)

    return prepare


def _enter_namespace_as_nobody() -> None:
    """Be *nobody* in a new user namespace while outside it still owning root's files."""
    uid, gid = os.geteuid(), os.getegid()
    if _libc is None or _libc.unshare(CLONE_NEWUSER):
        raise OSError("no user namespaces here")
    for file, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {uid} 1"),
        ("gid_map", f"{NOBODY} {gid} 1"),
    ):
        Path("/proc/self", file).write_text(text)
