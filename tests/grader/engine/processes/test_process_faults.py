"""What is not the learner's fault costs the learner nothing."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from grader.engine.engine import Engine
from grader.engine.faults import EngineError
from grader.engine.limits import Limits
from tests.grader.engine.notebooks import COST, SLOPE, TINY, reference

ROOT = Path(__file__).parents[4]
SLOW = {"cost": "import time\ntime.sleep(1)\n" + COST, "slope": SLOPE}


def children(pid):
    """Return the child processes of a process."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@pytest.fixture
def own_engine():
    """An engine that may be harmed."""
    with Engine() as engine:
        engine.judge(TINY, reference(TINY))
        (zygote,) = children(launcher())
        while any(children(stage) for stage in children(zygote)):
            time.sleep(0.01)
        yield engine


def start(engine, answers):
    """Judge in the background; return the thread and where its results go."""
    results = []

    def judge():
        try:
            results.append([r.points for r in engine.judge(TINY, answers)])
        except EngineError as error:
            results.append(error)

    thread = threading.Thread(target=judge)
    thread.start()
    return thread, results


def launcher():
    """Return the first process of the youngest zygote of this process."""
    zygotes = (pid for pid in children(os.getpid()) if b"zygote" in cmdline(pid))
    # Not the highest number: those begin anew one day.
    return max(zygotes, key=lambda pid: psutil.Process(pid).create_time())


def cmdline(pid):
    """Return the command line of a process."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def at_work():
    """Return the zygote, its two stages, and the worker and the judge forked from them."""
    (zygote,) = children(launcher())
    stages = sorted(children(zygote))
    while not all(children(stage) for stage in stages):
        time.sleep(0.01)
    return zygote, *stages, *(children(stage)[0] for stage in stages)


def runs(pid):
    """Return whether a process is there, and not only its exit code."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("which", [3, 4], ids=["worker", "judge"])
def test_killed_process_is_replaced(own_engine, which):
    thread, results = start(own_engine, SLOW)
    os.kill(at_work()[which], signal.SIGKILL)
    thread.join()
    assert results == [[5, 5]]


@pytest.mark.parametrize("which", [0, 1, 2], ids=["zygote", "workers' stage", "judges' stage"])
def test_killed_warm_process_is_an_error_of_ours_and_replaced(own_engine, which):
    thread, results = start(own_engine, SLOW)
    processes = at_work()
    os.kill(processes[which], signal.SIGKILL)
    thread.join()
    assert isinstance(results[0], EngineError)
    assert [r.points for r in own_engine.judge(TINY, reference(TINY))] == [5, 5]
    assert not any(map(runs, processes))


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits can be set")
def test_a_process_that_the_system_refuses_is_an_error_of_ours_and_ends_nothing():
    script = Path(__file__).parent / "without_room.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    before, *meanwhile, after, unstaged = told["told"]
    assert (before, after, unstaged) == ([5, 5], [5, 5], [1])
    assert all("could not be started and contained: [Errno 11]" in error for error in meanwhile)
    assert told["survived"]


def test_many_side_by_side(engine):
    right = reference(TINY)
    wrong = right | {"cost": "def cost(X, y, w):\n    return 0.0"}
    jobs = [start(engine, wrong if n % 3 else right) for n in range(12)]
    for thread, _ in jobs:
        thread.join()
    assert [results for _, results in jobs] == [[[0 if n % 3 else 5, 5]] for n in range(12)]


def test_time_for_the_whole_notebook_is_bounded(engine):
    loop = {"cost": "def cost(X, y, w):\n    while True:\n        pass", "slope": SLOPE}
    limits = Limits(cell_seconds=20, total_seconds=2, patience=200)
    results = engine.judge(TINY, loop, limits)
    assert [r.points for r in results] == [0, 0]
    assert "2 seconds in all" in results[1].message


def test_without_containment_ones_own_work_is_judged():
    with Engine(contain=False) as engine:
        assert [r.points for r in engine.judge(TINY, reference(TINY))] == [5, 5]
        loop = {"cost": "while True: pass", "slope": SLOPE}
        results = engine.judge(TINY, loop, Limits(cell_seconds=2, patience=200))
        assert [r.points for r in results] == [0, 5]
        assert "longer than 2 seconds" in results[0].message


@pytest.mark.parametrize("contain", [True, False])
def test_a_killed_engine_leaves_no_folder_behind(tmp_path, contain):
    program = f"""if True:
        import os
        from grader.engine.engine import Engine
        from tests.grader.engine.notebooks import TINY, reference

        Engine(contain={contain}).judge(TINY, reference(TINY))
        os.kill(os.getpid(), {signal.SIGKILL:d})"""
    environ = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environ)
    assert done.returncode == -signal.SIGKILL
    for _ in range(500):
        if not any(tmp_path.iterdir()):
            return
        time.sleep(0.02)
    assert list(tmp_path.iterdir()) == []
