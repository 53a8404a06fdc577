"""The one bound on memory that counts everything: real cgroups, where the system gives them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.engine.containment import features, groups
from grader.engine.containment.memory import MemoryBound
from grader.engine.engine import Engine
from grader.engine.limits import Limits
from tests.grader.engine.notebooks import TINY, reference

ROOT = Path(__file__).parents[4]
LIMITS = Limits(cell_seconds=20, memory_mb=300)
# Each of these children is within the limit, all together are beyond it.
FLOOD = """
import os, time
def flood(children, megabytes):
    for _ in range(children):
        if os.fork() == 0:
            kept = bytearray(megabytes << 20)
            kept[::4096] = bytes([1]) * len(kept[::4096])
            time.sleep(60)
    time.sleep(60)
"""
HOLDS = "def cost(X, y, w):\n    kept = bytearray(200 << 20)\n    kept[::4096] = b'x' * 51200\n"
RIGHT = "    return float(((X @ w - y) ** 2).mean() / 2)\n"


PEAKS = ("memory.max_usage_in_bytes", "memory.peak")


@pytest.fixture
def made():
    """Groups of our own."""
    made = groups.make()
    if made is None:
        pytest.skip("this system gives no memory cgroup: it takes root with version 1, or Delegate")
    yield made
    made.remove()
    assert not made.folder.exists()


def test_processes_together_get_no_more_than_their_group_may(made):
    program = f"{FLOOD}\nimport sys\nsys.stdin.read()\nflood(4, 60)"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as process:
        group = made.new(process.pid, 150)
        assert not group.ran_out()
        process.stdin.close()  # it may begin
        while not group.ran_out() and process.poll() is None:
            time.sleep(0.01)
        ran_out = group.ran_out()
        peak = next(path for name in PEAKS if (path := group.folder / name).exists())
        most = int(peak.read_text())
        for member in (group.folder / "cgroup.procs").read_text().split():
            os.kill(int(member), signal.SIGKILL)
    made.let_go(group)
    assert ran_out
    assert 100 << 20 < most <= 150 << 20


def test_a_flood_between_two_looks_ends_the_answer(made, monkeypatch):
    monkeypatch.setattr(MemoryBound, "_used_mb", lambda self: 0.0)
    flood = f"{FLOOD}\ndef cost(X, y, w):\n    flood(8, 100)"
    with Engine() as engine:
        assert [r.points for r in engine.judge(TINY, reference(TINY))] == [5, 5]
        cost, slope = engine.judge(TINY, reference(TINY) | {"cost": flood}, LIMITS)
        assert (cost.points, slope.points) == (0, 5)
        assert cost.message == "The answer used more than 300 MB of memory."
        assert engine.judge(TINY, reference(TINY) | {"cost": HOLDS + RIGHT}, LIMITS)[0].points == 5


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_an_engine_leaves_no_group_behind(made, end):
    program = f"""if True:
        import os
        from grader.engine.engine import Engine
        from tests.grader.engine.notebooks import TINY, reference

        engine = Engine()
        for _ in range(3):
            engine.judge(TINY, reference(TINY))
        print(list(engine._zygotes.values())[0].groups.folder, flush=True)
        os.kill(os.getpid(), {end:d})"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert done.returncode == -end
    folder = Path(done.stdout.strip())
    assert folder.parent == made.folder.parent
    deadline = time.monotonic() + 30
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not folder.exists()


def test_it_is_said_whether_there_is_one():
    (told,) = (f for f in features.available() if f.name == "memory cgroups")
    made = groups.make()
    assert told.in_force == (made is not None)
    assert not told.needed and "Delegate" in told.mend
    if made is not None:
        made.remove()
