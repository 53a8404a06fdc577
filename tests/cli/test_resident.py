"""The grader that stays, as `submit()` starts and asks it: real processes, a real socket."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from cli import resident
from grader import environment
from grader.books.ledger import Ledger
from tests.clones import clone
from tests.residents import end, is_running, staying
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, notebook
from utils import handing_in

SECONDS = 60
TIME = re.compile(r"\d\d \w+ \d{4}, \d\d:\d\d UTC")
SLOW = {**SOLVED, "area": f"import time\n{SOLVED['area']}\ntime.sleep(3)"}


@pytest.fixture
def runtime(tmp_path_factory, monkeypatch):
    """Where the sockets are; whoever listens there is ended."""
    folder = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("COURSE_GRADER_MINUTES", "3")
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    monkeypatch.setenv("JPY_PARENT_PID", str(os.getpid()))
    yield folder / "course"
    end(folder / "course")


@pytest.fixture
def mine(course):
    path = course.root / "course1" / "1_floors" / f"{NAME}.ipynb"
    path.write_text(notebook(WRONG_PRICE))
    return path


def wait_until(holds, what):
    latest = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < latest, f"not after {SECONDS} s: {what}"
        time.sleep(0.05)


def grade(path, said=None):
    return handing_in.grade(path, (said if said is not None else []).append)


def grade_by(root, path):
    """Grade with the code of another clone; return the score and what was said."""
    code = "import sys, utils.handing_in as h; said = []; r = h.grade(sys.argv[1], said.append)"
    command = [sys.executable, "-P", "-c", f"{code}; print(r['score'], said)", path]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout


def without_time(result):
    return {**result, "seconds": 0}


def test_the_first_submission_starts_it_and_the_next_finds_it_warm(runtime, mine, course):
    said = []
    first = grade(mine, said)
    (process,) = staying(runtime)
    assert first["score"] == 6 and first["exercises"][1]["message"] == "6 m² cost 30"
    assert "starting the grader" in said and "exercise 2 of 2: price" in said
    mine.write_text(notebook(SOLVED))
    said.clear()
    assert grade(mine, said)["score"] == 10
    assert "starting the grader" not in said
    assert staying(runtime) == [process]
    with Ledger(course.root) as ledger:
        assert ledger.best("ada")[NAME].score == 10


def test_it_gives_the_same_as_the_command(runtime, mine, course, tmp_path, monkeypatch):
    """Result, page, gradebook's notebook, and the best one that counts."""
    kept = {}
    for minutes in ("3", "0"):
        monkeypatch.setenv("COURSE_GRADER_MINUTES", minutes)
        results = []
        for answers in (WRONG_PRICE, {}):
            mine.write_text(notebook(answers))
            results.append(without_time(grade(mine)))
        page = (course.feedback("ada", NAME) / f"{NAME}.html").read_text()
        autograded = (course.autograded("ada", NAME) / f"{NAME}.ipynb").read_text()
        kept[minutes] = results, TIME.sub("", page), TIME.sub("", autograded)
        for database in course.root.glob("*.db*"):
            database.unlink()
    assert kept["3"][0][1]["best"] == 6
    assert kept["3"] == kept["0"]


@pytest.mark.parametrize(
    ("content", "said"), [("{", "save it again"), (None, "no such file"), ("[]", "not a Jupyter")]
)
def test_what_cannot_be_graded_is_told_in_the_same_words(runtime, mine, content, said, monkeypatch):
    mine.unlink()
    if content:
        mine.write_text(content)
    by_it = grade(mine)
    assert staying(runtime)
    monkeypatch.setenv("COURSE_GRADER_MINUTES", "0")
    assert said in by_it["reason"] and by_it == grade(mine)


def test_a_changed_text_is_graded_by_the_changed_text(runtime, mine, course):
    assert grade(mine)["score"] == 6
    source = course.source(NAME) / f"{NAME}.ipynb"
    source.write_text(source.read_text().replace("area(2, 3) == 6", "area(2, 3) == 60"))
    mine.write_text(notebook({**WRONG_PRICE, "area": "def area(w, h):\n    return 10 * w * h"}))
    assert grade(mine)["score"] == 6
    mine.write_text(notebook(WRONG_PRICE))
    assert grade(mine)["score"] == 0


def test_changed_code_is_not_graded_by_the_old(runtime, mine, tmp_path_factory):
    """As after a `git pull`: another process takes over, and the old one goes."""
    root = clone(tmp_path_factory.mktemp("clone") / "course")
    assert grade_by(root, mine).startswith("6.0")
    (old,) = staying(runtime)
    with (root / "utils" / "checks" / "block.py").open("a") as code:
        code.write("# changed\n")
    mine.write_text(notebook(SOLVED))
    graded = grade_by(root, mine)
    assert graded.startswith("10.0") and "starting the grader" in graded
    wait_until(lambda: not is_running(old), "the old grader goes")
    assert len(staying(runtime)) == 1


def test_a_look_sees_files_and_packages_change(tmp_path, monkeypatch):
    packages = tmp_path / "packages"
    (packages / "numpy-2.dist-info").mkdir(parents=True)
    monkeypatch.setattr(environment.sysconfig, "get_path", lambda _: str(packages))
    folder = tmp_path / "utils"
    folder.mkdir()
    seen = {environment.look([folder])}
    for path in (folder / "a.py", folder / "b.csv", packages / "numpy-2.dist-info" / "RECORD"):
        path.write_text("1")
        seen.add(environment.look([folder]))
        path.write_text("22")
        seen.add(environment.look([folder]))
    assert len(seen) == 7
    (folder / "a.pyc").touch()
    assert environment.look([folder]) in seen


def test_one_that_is_killed_while_it_grades_loses_nothing(runtime, mine, course):
    grade(mine)
    (process,) = staying(runtime)
    mine.write_text(notebook(SLOW))
    said = []
    with ThreadPoolExecutor() as pool:
        result = pool.submit(grade, mine, said)
        wait_until(lambda: any("exercise" in line for line in said), "it grades")
        os.kill(process, signal.SIGKILL)
        assert result.result(SECONDS)["score"] == 10
    wait_until(lambda: process not in staying(runtime), "it is gone")
    with Ledger(course.root) as ledger:
        assert ledger.best("ada")[NAME].score == 10


def test_one_that_does_not_answer_is_done_without(runtime, mine, monkeypatch):
    grade(mine)
    (process,) = staying(runtime)
    monkeypatch.setattr(handing_in, "_SILENT_SECONDS", 1.0)
    os.kill(process, signal.SIGSTOP)
    mine.write_text(notebook(SOLVED))
    assert grade(mine)["score"] == 10


def test_two_labs_at_once(runtime, mine, course):
    """Both start one, one stays, and each gets an answer about its own notebook."""
    other = mine.with_name("in another lab.ipynb")
    other.write_text(notebook(SOLVED))
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(grade, [mine, other]))
    assert [result["score"] for result in results] == [6, 10]
    assert len(staying(runtime)) == 1


def test_it_ends_when_there_is_no_work(runtime, mine, monkeypatch):
    monkeypatch.setenv("COURSE_GRADER_MINUTES", "0.01")
    assert grade(mine)["score"] == 6
    wait_until(lambda: not staying(runtime), "it ends")
    assert not list(runtime.glob("*.sock"))
    mine.write_text(notebook(SOLVED))
    assert grade(mine)["score"] == 10


def test_it_ends_with_the_last_lab(runtime, mine, monkeypatch):
    labs = [subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) for _ in range(2)]
    for lab in labs:
        monkeypatch.setenv("JPY_PARENT_PID", str(lab.pid))
        grade(mine)
    labs[0].communicate(b"\n")
    time.sleep(5)
    assert staying(runtime)
    labs[1].communicate(b"\n")
    wait_until(lambda: not staying(runtime), "it ends")


def test_it_ends_when_it_has_grown_large(runtime, mine, monkeypatch):
    monkeypatch.setattr(handing_in, "_STAY", "from cli import resident; resident.MEGABYTES = 1;"
                        " resident.main()")  # fmt: skip
    assert grade(mine)["score"] == 6
    wait_until(lambda: not staying(runtime), "it ends")


def test_it_stays_where_the_lab_was_large_once(runtime, mine):
    """The system keeps a record of the most that a process took, and of whoever started it."""
    large = f"b'x' * ({resident.MEGABYTES + 200} << 20)"  # taken, and given back
    code = "import utils.handing_in as h, sys; h.grade(sys.argv[1], print)"
    subprocess.run([sys.executable, "-c", f"{large}; {code}", mine], check=True)
    time.sleep(5)
    assert staying(runtime)


def test_where_others_could_answer_it_is_not_used(runtime, mine):
    runtime.mkdir()
    runtime.chmod(0o755)
    assert grade(mine)["score"] == 6
    assert not list(runtime.iterdir())


def test_it_is_for_its_user_alone_and_takes_nothing_but_a_path(runtime, mine, course):
    grade(mine)
    (path,) = runtime.glob("*.sock")
    assert (runtime.stat().st_mode & 0o077, path.stat().st_mode & 0o077) == (0, 0)
    for text in ("", "nonsense\n", '{"run": "rm"}\n', "[1]\n", json.dumps({"lab": 1}) + "\n"):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            line.sendall(text.encode())
            line.shutdown(socket.SHUT_WR)
            line.settimeout(SECONDS)
            assert line.recv(1000).replace(b'{"said": ""}\n', b"") == b""
    assert len(staying(runtime)) == 1 and grade(mine)["score"] == 6
