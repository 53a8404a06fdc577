"""What strangers' code can reach: nothing; as root and as an ordinary user."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from grader.engine.containment import features
from grader.engine.engine import Engine
from grader.engine.limits import Limits
from tests.grader.engine.containment.reaches import REACHES, attack
from tests.grader.engine.notebooks import TINY, exercise, reference

ROOT = Path(__file__).parents[3]
LIMITS = Limits(cell_seconds=5, total_seconds=60, patience=200, memory_mb=300, scratch_mb=16)
# The learner's function says whether it got out; a check that it did not is the judge's.
ESCAPE = exercise("def reached():\n    return True", "assert reached() is True")


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """Things that must not be reached, and an engine started in sight of them."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "gradebook.db").write_text("grades")
    os.chmod(folder / "gradebook.db", 0o666)
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(folder / "socket"))
        unix.listen()
        tcp.setblocking(False)
        os.environ["GRADER_TEST_SECRET"] = "key"
        with Engine() as engine:
            del os.environ["GRADER_TEST_SECRET"]
            places = {
                "secret": folder / "gradebook.db",
                "folder": folder,
                "port": tcp.getsockname()[1],
                "unix_socket": folder / "socket",
                "repository": ROOT,
            }
            yield engine, places, tcp


@pytest.mark.parametrize("name", REACHES)
def test_out_of_reach(outside, name):
    engine, places, tcp = outside
    result = engine.judge(ESCAPE, {"task": attack(REACHES[name], **places)}, LIMITS)[0]
    assert result.points == 0, f"{name}: reached"
    assert places["secret"].read_text() == "grades"
    with pytest.raises(BlockingIOError):
        tcp.accept()
    assert [r.points for r in engine.judge(TINY, reference(TINY))] == [5, 5]


def test_honest_attempt_would_be_seen(outside):
    """The suite above can fail: what is allowed counts as reached."""
    engine, places, _ = outside
    result = engine.judge(ESCAPE, {"task": attack("return os.listdir('.') == []", **places)})[0]
    assert result.points == 1


def test_limits_can_be_read(engine):
    body = "__import__('resource').getrlimit(7)[0] == 256"  # descriptors
    assert judged(engine, f"def reached():\n    return {body}") == 1


def test_a_course_in_tmp_can_be_read_and_files_can_be_written():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        Path(folder, "houses.csv").write_text("3")
        read = f"open('{folder}/houses.csv').read() == '3'"
        with Engine([folder]) as engine:
            body = f"return {read} and not _writes('{folder}/more.csv')"
            assert judged(engine, f"{_WRITES}def reached():\n    {body}") == 1
            body = "return os.listdir('.') == [] and _writes('more.csv') and _writes('/tmp/mine')"
            body += " and _writes(tempfile.mktemp())"
            assert judged(engine, f"{_WRITES}def reached():\n    {body}") == 1
        assert not os.path.exists("/tmp/mine") and os.listdir(folder) == ["houses.csv"]


def test_files_in_tmp_are_the_submission_s_own(engine):
    assert judged(engine, f"{_WRITES}def reached():\n    return _writes('/tmp/mine')") == 1
    assert not os.path.exists("/tmp/mine")


_WRITES = """\
import os
import tempfile
def _writes(path):
    try:
        open(path, "w").close()
    except OSError:
        return False
    return True
"""


def judged(engine, answer):
    result = engine.judge(ESCAPE, {"task": answer}, LIMITS)[0]
    return result.points or result.message


def test_nothing_outlives_its_submission(outside):
    engine, places, _ = outside
    engine.judge(ESCAPE, reference(ESCAPE))
    before = _descendants(os.getpid())
    body = """\
for _ in range(5):
    if _forks() and os.fork() == 0:
        os.setsid()
        while True:
            pass
return False"""
    engine.judge(ESCAPE, {"task": attack(body, **places)}, LIMITS)
    deadline = time.monotonic() + 10
    while (left := _descendants(os.getpid()) - before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


def test_scratch_folder_is_fresh(outside):
    engine, places, _ = outside
    body = "old = os.path.exists('/tmp/mark')\nopen('/tmp/mark', 'w').close()\nreturn old"
    for _ in range(2):
        result = engine.judge(ESCAPE, {"task": attack(body, **places)}, LIMITS)[0]
        assert result.points == 0


def test_containment_is_told_part_by_part():
    found = features.available()
    assert {f.name for f in found if f.needed} >= {"seccomp"}
    assert all(f.in_force or f.mend for f in found)
    assert all(f.in_force for f in found if f.needed)


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests have run as an ordinary user")
def test_ordinary_user():
    """The same without root: engine, verdicts and walls."""
    script = Path(__file__).parent / "as_ordinary_user.py"
    done = subprocess.run(
        [sys.executable, script, str(ROOT)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["uid"] == 12345
    assert told["honest"] == [5, 5]
    assert told["reached"] == []


def test_without_containment_strangers_are_refused():
    """Where the system forbids namespaces, the engine says so and `available` says what to do."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "without_namespaces.py"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "no containment" in told["error"]
    assert told["missing"] == ["namespaces and a closed file view"]
    assert "user.max_user_namespaces" in told["mend"]
    assert told["own"] == [5, 5]


def _descendants(pid):
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(n) for n in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found |= {child, *_descendants(child)}
    return found
