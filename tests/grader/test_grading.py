"""Submissions in a course folder, from the files to the results; the engine is a stand-in."""

import os
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path

import pytest

from grader.books.ledger import Ledger
from grader.course.folder import CourseError, CourseFolder
from grader.course.inbox import is_student_name, keep
from grader.grading import Here, grade_student
from grader.grading import grade_all as grade_class
from grader.scheduler import Scheduler
from tests.tiny_course import NAME, SOLVED, by_text, hand_in, make_course, notebook

NOBODY = 65534


def grade_all(course, judge=by_text):
    with Ledger(course.root) as ledger:
        scheduler = Scheduler(course, NAME, Here(judge), ledger)
        return {r.student: r for r in scheduler.grade(course.students(NAME))}


def test_one_bad_submission_stops_no_other(course):
    hand_in(course, "ada", notebook(SOLVED))
    hand_in(course, "bob", "{")
    hand_in(course, "eve", notebook({**SOLVED, "price": "price = 5"}))
    course.submitted("zoe", NAME).mkdir(parents=True)
    results = grade_all(course)
    assert {name: (r.status, r.score) for name, r in results.items()} == {
        "ada": ("graded", 10),
        "bob": ("rejected", 0),
        "eve": ("graded", 6),
        "zoe": ("rejected", 0),
    }
    assert "not JSON" in results["bob"].reason
    assert "carpet.ipynb is missing" in results["zoe"].reason
    assert results["bob"].max_score == 10


@pytest.fixture
def nobodys_course():
    """A course in a folder that all can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        course = make_course(Path(folder))
        yield course
        for path in course.root.rglob("*"):
            path.chmod(0o700)


def grade_as_nobody(course):
    """Grade in a process that has no more rights than others; root may read everything."""
    options = {}
    if os.geteuid() == 0:
        options = {"initializer": os.setuid, "initargs": [NOBODY]}
        try:
            for path in (course.root, *course.root.rglob("*")):
                os.chown(path, NOBODY, -1)
        except OSError:
            pytest.skip("this root may not become nobody, and may read everything")
    with ProcessPoolExecutor(1, get_context("fork"), **options) as process:
        return process.submit(grade_all, course).result()


@pytest.mark.parametrize("rights", [0o000, 0o600, 0o300])
@pytest.mark.parametrize("whose", ["student", "assignment"])
def test_a_folder_that_cannot_be_read_stops_nobody(nobodys_course, whose, rights):
    course = nobodys_course
    for student in ("ada", "eve", "zoe"):
        hand_in(course, student, notebook(SOLVED))
    folder = course.submitted("eve", NAME)
    (folder.parent if whose == "student" else folder).chmod(rights)
    results = grade_as_nobody(course)
    assert (results["ada"].score, results["zoe"].score) == (10, 10)
    if (whose, rights) == ("student", 0o300):
        assert results["eve"].score == 10  # what is in it need not be listed
    else:
        assert results["eve"].reason == "the folder cannot be read: Permission denied"


def test_a_fault_of_the_grader_is_told_as_such_and_mended_by_the_next_run(course):
    def broken(assignment, answers):
        raise RuntimeError("no engine")

    hand_in(course, "ada", notebook(SOLVED))
    result = grade_all(course, broken)["ada"]
    assert (result.status, result.score, result.max_score) == ("failed", 0, 10)
    assert result.reason == "the grader failed (no engine): grade it again"
    assert grade_all(course)["ada"].score == 10


def test_a_fault_of_the_grader_costs_no_earlier_result_and_is_told(course):
    def broken(assignment, answers):
        raise RuntimeError("no engine")

    hand_in(course, "ada", notebook(SOLVED))
    assert grade_all(course)["ada"].score == 10
    told = []
    with Ledger(course.root) as ledger:
        (result,) = grade_class(course, NAME, Here(broken), ledger, again=True, tell=told.append)
    assert result.status == "failed"
    assert told == ["ada has to be graded again: no engine"] * 5
    assert result.reason.endswith("grade it again; until then its earlier result counts")
    assert grade_all(course, broken)["ada"].score == 10
    with Ledger(course.root) as ledger:
        assert ledger.best("ada")[NAME].result.status == "graded"


def test_a_link_to_a_peer_or_the_source_is_refused(course):
    hand_in(course, "ada", notebook(SOLVED))
    folder = course.submitted("eve", NAME)
    folder.mkdir(parents=True)
    os.symlink(course.submitted("ada", NAME) / f"{NAME}.ipynb", folder / f"{NAME}.ipynb")
    assert "is a link" in grade_all(course)["eve"].reason


def test_a_folder_that_links_to_a_peers_is_nobody(course):
    hand_in(course, "ada", notebook(SOLVED))
    course.submitted("eve", NAME).parent.mkdir()
    os.symlink(course.submitted("ada", NAME), course.submitted("eve", NAME))
    assert "is a link" in grade_all(course)["eve"].reason


def test_a_single_notebook_of_another_name_is_taken(course):
    folder = course.submitted("ada", NAME)
    folder.mkdir(parents=True)
    (folder / "carpet (1).ipynb").write_text(notebook(SOLVED))
    assert grade_all(course)["ada"].score == 10


def test_feedback_is_written_where_nbgrader_has_it(course):
    hand_in(course, "ada", notebook(SOLVED))
    page = grade_all(course)["ada"].feedback
    assert page == str(course.root / "feedback" / "ada" / NAME / f"{NAME}.html")
    assert "10" in (course.feedback("ada", NAME) / f"{NAME}.html").read_text()


def test_results_are_remembered_and_the_best_counts(course):
    with Ledger(course.root) as ledger:
        for answers in ({}, SOLVED, {"area": SOLVED["area"]}):
            hand_in(course, "ada", notebook(answers))
            grade_student(course, "ada", NAME, Here(by_text), ledger)
        best = ledger.best("ada")[NAME]
        assert (best.score, best.max_score, best.submissions) == (10, 10, 3)
        assert [result.score for result in ledger.all()] == [0, 10, 6]
        assert ledger.all()[-1].exercises[0].status == "passed"


def test_a_kept_submission_replaces_the_earlier_one(course, tmp_path):
    mine = tmp_path / f"{NAME}.ipynb"
    for text in (notebook(), notebook(SOLVED)):
        mine.write_text(text)
        copy = keep(course, "ada", NAME, mine)
    assert copy.read_bytes() == mine.read_bytes()
    from nbgrader.utils import parse_utc

    assert sorted(path.name for path in copy.parent.iterdir()) == [copy.name, "timestamp.txt"]
    assert parse_utc((copy.parent / "timestamp.txt").read_text().strip()) is not None


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", ".hidden", "a+b", "a\n", " a"])
def test_names_that_are_no_folder(name):
    assert not is_student_name(name)


@pytest.mark.parametrize("name", ["ada", "ada.l", "12345", "Ada Lovelace", "ada@school", "Émilie"])
def test_names_of_students(name):
    assert is_student_name(name)


def test_settings_are_read_from_nbgrader_config(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.submitted_directory = "inbox"\n'
        'c.CourseDirectory.directory_structure = "{assignment_id}/{nbgrader_step}/s_{student_id}"\n'
    )
    (tmp_path / "ps1/inbox/s_ada").mkdir(parents=True)
    (tmp_path / "ps1/inbox/other").mkdir(parents=True)
    (tmp_path / "deep/er").mkdir(parents=True)
    course = CourseFolder.find(tmp_path / "deep/er")
    assert course.submitted("ada", "ps1") == tmp_path / "ps1/inbox/s_ada"
    assert list(course.students("ps1")) == ["ada"]
    assert course.source_directory == "source"
    assert course.db_url.endswith("/gradebook.db")


def test_settings_that_fail_are_one_line(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("1 / 0")
    with pytest.raises(CourseError, match=r"nbgrader_config\.py fails: division by zero"):
        CourseFolder.find(tmp_path)


def test_no_course_folder(tmp_path):
    assert CourseFolder.find(tmp_path) is None


@pytest.fixture
def quickstart(tmp_path):
    """The course of nbgrader's documentation, with its sample submissions."""
    docs = files("nbgrader") / "docs" / "source" / "user_guide"
    for name in ("source", "release", "submitted"):
        shutil.copytree(docs / name, tmp_path / name)
    return CourseFolder.read(tmp_path)


def test_generated_tests_are_asked_for(quickstart):
    with pytest.raises(CourseError, match="run `nbgrader generate_assignment ps1_autotest`"):
        quickstart.read_assignment("ps1_autotest")


def test_a_notebook_of_several_belongs_to_its_assignment(quickstart):
    (quickstart.source("ps1_autotest") / "problem2.ipynb").unlink()
    assert quickstart.assignment_of("problem2") == "ps1"
    assert quickstart.assignment_of("problem1") is None
    assert quickstart.assignment_of("problem3") is None
