"""What formgrader shows of a course whose work arrives by `course submit`."""

import contextlib
import io
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.apps.nbgraderapp import NbGrader

from grader.books.ledger import Ledger
from grader.books.publisher import LenientPublisher
from grader.course import inbox
from grader.course.folder import CourseFolder
from grader.grading import Here, grade_all, grade_student
from tests.tiny_course import NAME, SOLVED, by_text, hand_in, make_course, notebook

CONFIG = """\
import sys
c = get_config()
c.CourseDirectory.source_directory = "build/source"
if "nbgrader" in sys.modules:
    from grader import autograde, exchange
    autograde.configure(c)
    exchange.configure(c, "carpets")
"""


@pytest.fixture
def class_(tmp_path, new_gradebook):
    """The course with our settings."""
    root = make_course(tmp_path / "course").root
    (root / "nbgrader_config.py").write_text(CONFIG)
    shutil.copy(new_gradebook, root)
    return CourseFolder.read(root)


# Whatever runs says so with this word.
ALIVE = "stolen"
ESSAYS = {
    "script": f"<script>{ALIVE}()</script>\n\nwords, and $a<b$",
    "picture": f'<img src=x onerror="{ALIVE}()">\n\nwords, and $a<b$',
    "link": f"[words](javascript:{ALIVE}\\(\\)), and $a<b$",
    "formula": f"words, and $a<b$ $</p><img src=x onerror={ALIVE}()>$",
    "nothing attached": "![words](attachment:none.png), and $a<b$",
}


def submit(course, student, answers, told=lambda line: None):
    """Do what `course submit` does."""
    path = course.root / f"{NAME}.ipynb"
    path.write_text(notebook(answers))
    inbox.keep(course, student, NAME, path)
    with Ledger(course.root) as ledger, LenientPublisher(course, NAME, ledger, told) as publisher:
        return grade_student(course, student, NAME, Here(by_text), ledger, publisher=publisher)


@contextlib.contextmanager
def formgrader(course):
    """Give nbgrader's interface to formgrader, and what it logs, in the course folder."""
    with contextlib.chdir(course.root):
        app = NbGrader()
        app.load_config_file()
        with contextlib.redirect_stderr(io.StringIO()) as logged:
            yield NbGraderAPI(config=app.config), logged


@contextlib.contextmanager
def served(course):
    """Start a Jupyter server in the course folder; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--port={port}", "--IdentityProvider.token=", "--no-browser", "--allow-root"]
    command = [sys.executable, "-m", "jupyter_server", *options]
    with subprocess.Popen(command, cwd=course.root, stderr=subprocess.DEVNULL) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def read(address):
    """Read a page of a server that may be starting."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address) as page:
                return page.read().decode()
        except urllib.error.URLError as error:
            is_starting = isinstance(error.reason, ConnectionRefusedError)
            if not is_starting or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_an_assignment_that_is_out_is_no_draft_and_no_exchange_is_missed(class_):
    with formgrader(class_) as (api, logged):
        assert api.get_assignment(NAME)["status"] == "released"
        assert not api.exchange_missing
        assert api.course_id == "carpets"
        assert api.collect(NAME)["success"]
        assert api.release_assignment(NAME)["success"]
        assert "take it out of release/" in api.unrelease(NAME)["log"]
        shutil.rmtree(class_.root / "release")
        assert api.get_assignment(NAME)["status"] == "draft"
    assert "xchange" not in logged.getvalue()


def test_what_was_submitted_needs_no_autograding(class_):
    submit(class_, "ada", SOLVED)
    submit(class_, "bob", {})
    submit(class_, "ada", SOLVED)  # the same once more, later
    with formgrader(class_) as (api, _):
        found = {s["student"]: (s["autograded"], s["score"]) for s in api.get_submissions(NAME)}
    assert found == {"ada": (True, 10), "bob": (True, 0)}


def test_the_same_work_with_a_later_time_is_booked_again(class_):
    submit(class_, "ada", SOLVED)
    later = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    (class_.submitted("ada", NAME) / "timestamp.txt").write_text(later)
    with Ledger(class_.root) as ledger:
        assert len(list(grade_all(class_, NAME, Here(by_text), ledger))) == 1
    with formgrader(class_) as (api, _):
        assert api.get_autograded_students(NAME) == {"ada"}


def test_a_gradebook_out_of_reach_costs_the_learner_nothing(class_):
    (class_.root / "gradebook.db").write_bytes(b"no database at all, but long enough to be read")
    told = []
    assert submit(class_, "ada", SOLVED, told.append).score == 10
    assert any("the gradebook" in line for line in told)
    (class_.root / "gradebook.db").unlink()
    with Ledger(class_.root) as ledger:
        list(grade_all(class_, NAME, Here(by_text), ledger))
    with formgrader(class_) as (api, _):
        assert api.get_autograded_students(NAME) == {"ada"}


def test_nothing_that_a_learner_wrote_runs_in_who_grades_it(class_):
    code = f"# </pre><script>{ALIVE}()</script>"

    def repeats_it(assignment, answers):
        results = by_text(assignment, answers)
        for result in results:
            result.message = answers["area"]
        return results

    for student, essay in ESSAYS.items():
        hand_in(class_, student, notebook({"area": code, "why": essay}))
    with Ledger(class_.root) as ledger:
        list(grade_all(class_, NAME, Here(repeats_it), ledger))
    with Gradebook(class_.db_url) as book:
        ids = {s.student.id: s.id for s in book.notebook_submissions(NAME, NAME)}
    assert ids.keys() == ESSAYS.keys()
    with served(class_) as address:
        for id_ in ids.values():
            page = BeautifulSoup(read(f"{address}/formgrader/submissions/{id_}/"), "html.parser")
            assert "words" in page.text and "and $a<b$" in page.text
            assert page.text.count(code) == 3  # as the answer, and under two checks
            assert not [tag for tag in page.find_all() if ALIVE in str(tag.attrs)]
            assert not [tag for tag in page.find_all("script") if ALIVE in tag.text]
