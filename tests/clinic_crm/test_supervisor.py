import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clinic_crm.embedded.supervisor import PartEnded, Supervisor

pytestmark = pytest.mark.engines


@pytest.fixture
def supervisor(tmp_path):
    supervisor = Supervisor(io.StringIO(), tmp_path)
    yield supervisor
    supervisor.hurry = True
    supervisor.stop()


def start(supervisor, name, code, **options):
    return supervisor.start(name, [sys.executable, "-uc", code], env=os.environ, **options)


def test_lines_are_named_and_cut_at_their_ends(supervisor):
    start(supervisor, "talker", "print('раз\\nдва'); print('три', end='')", essential=False)
    supervisor.watch(until=lambda: not supervisor.parts, pause=0.01)
    assert supervisor.out.getvalue() == " talker | раз\n talker | два\n talker | три\n"


def test_end_of_an_essential_part_is_the_end_of_all(supervisor):
    start(supervisor, "web", "import sys; sys.exit(3)")
    sleeper = start(supervisor, "worker", "import time; time.sleep(60)")
    with pytest.raises(PartEnded, match=r"web has ended \(code 3\)"):
        supervisor.watch(pause=0.01)
    supervisor.stop()
    assert sleeper.process.returncode == -signal.SIGTERM


def test_end_of_another_part_is_told_with_its_code(supervisor):
    codes = []
    start(supervisor, "demo", "import sys; sys.exit(4)", essential=False, ended=codes.append)
    supervisor.watch(until=lambda: codes, pause=0.01)
    assert codes == [4]


def test_part_that_will_not_end_is_killed_with_its_children(supervisor):
    code = (
        "import os, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True)\n"
        "time.sleep(60)"
    )
    part = start(supervisor, "stubborn", code, grace=0.2)
    supervisor.watch(until=lambda: "|" in supervisor.out.getvalue(), pause=0.01)
    grandchild = int(supervisor.out.getvalue().split("|")[1])
    supervisor.stop()
    assert part.process.returncode == -signal.SIGKILL
    end = time.monotonic() + 10
    while is_alive(grandchild) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_alive(grandchild)


def is_alive(pid):
    """A killed process that nobody has waited for yet is dead all the same."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_first_signal_interrupts_and_the_second_hurries(supervisor):
    with supervisor.signals():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        assert supervisor.hurry is False
        signal.raise_signal(signal.SIGINT)
        assert supervisor.hurry is True


def test_what_outlives_a_killed_owner_is_killed_with_its_children():
    """The owner is a program of its own: it starts a deaf part with a deaf child and is killed with -9."""
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    part = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {deaf!r}]); {deaf}"
    owner = (
        "import subprocess, sys, time\n"
        "from clinic_crm.embedded.keeper import Keeper\n"
        "keeper = Keeper(grace=0.3)\n"
        f"part = subprocess.Popen([sys.executable, '-c', {part!r}], start_new_session=True, stdout=1)\n"
        "keeper.watch(part.pid)\n"
        "print(part.pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", owner], stdout=subprocess.PIPE, text=True) as process:
        said = sorted(process.stdout.readline().strip() for _ in range(3))
        process.kill()
        group = int(said[0])
        end = time.monotonic() + 10
        while members_of(group) and time.monotonic() < end:
            time.sleep(0.05)
    assert (said[1:], members_of(group)) == (["deaf", "deaf"], [])


def members_of(group):
    """The living processes of a group; what nobody has buried yet does not live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found
