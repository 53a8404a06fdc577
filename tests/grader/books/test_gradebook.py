"""Results in nbgrader's own gradebook, as nbgrader itself would have put them there."""

import contextlib
import json
import shutil
import sqlite3
import threading
from datetime import datetime, timedelta
from importlib.resources import files

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grader.books.ledger import Ledger
from grader.course.folder import CourseFolder
from grader.files import StorageError
from grader.grading import Here, grade_all
from grader.workers.job import Setting
from grader.workers.pool import Pool
from tests.postgres import server
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, by_text, hand_in, make_course, notebook

__all__ = ["server"]


@pytest.fixture(autouse=True)
def _at_hand(new_gradebook, request):
    if "course" in request.fixturenames:
        shutil.copy(new_gradebook, request.getfixturevalue("course").root)


def grade(course, assignment=NAME, workers=None, tell=lambda line: None):
    with Ledger(course.root) as ledger:
        setting = Setting()
        done = grade_all(course, assignment, workers or Here(by_text), ledger, setting, tell=tell)
        return {result.student: result for result in done}


def open_book(course):
    return Gradebook(course.db_url, course.course_id)


def grades(course, student, assignment=NAME):
    """Return each grade's automatic score, and whether it waits for a person."""
    with open_book(course) as book:
        submission = book.find_submission(assignment, student)
        return {
            (nb.name, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for nb in submission.notebooks
            for grade in nb.grades
        }


def test_scores_comments_and_what_waits_for_a_person(course):
    hand_in(course, "ada", notebook(SOLVED))
    hand_in(course, "bob", notebook(WRONG_PRICE | {"why": "YOUR ANSWER HERE"}))
    hand_in(course, "cyd", notebook())
    hand_in(course, "dan", "{")
    grade(course)
    cells = [(NAME, name) for name in ("area_check_1", "price_check_1", "why")]
    found = {name: grades(course, name) for name in ("ada", "bob", "cyd", "dan")}
    assert all(list(found[name]) == cells or set(found[name]) == set(cells) for name in found)
    scores = {name: [found[name][cell] for cell in cells] for name in found}
    assert scores["ada"] == [(6, False), (4, False), (None, True)]
    assert scores["bob"] == [(6, False), (0, False), (None, True)]
    assert scores["cyd"] == [(0, False), (0, False), (0, False)]
    assert scores["dan"] == [(0, False), (0, False), (0, False)]
    with open_book(course) as book:
        assert book.find_submission(NAME, "ada").score == 10
        assert book.find_submission(NAME, "ada").max_score == 12
        assert book.find_comment("area", NAME, NAME, "cyd").comment == "No response."
        assert book.find_comment("area", NAME, NAME, "ada").comment is None


def test_a_new_gradebook_has_the_layout_of_nbgraders_own(course, new_gradebook):
    hand_in(course, "ada", notebook(SOLVED))
    (course.root / new_gradebook.name).unlink()
    grade(course)
    query = "SELECT version_num, group_concat(name) FROM alembic_version, sqlite_schema"
    layouts = []
    for path in (new_gradebook, course.root / new_gradebook.name):
        with contextlib.closing(sqlite3.connect(path)) as database:
            version, names = database.execute(query).fetchone()
            layouts.append((version, sorted(names.split(","))))
    assert layouts[0] == layouts[1]


def test_what_a_person_gave_stands_and_wants_another_look(course):
    hand_in(course, "ada", notebook(SOLVED))
    grade(course)
    with open_book(course) as book:
        for cell, points in (("why", 1.5), ("price_check_1", 3)):
            given = book.find_grade(cell, NAME, NAME, "ada")
            given.manual_score, given.needs_manual_grade = points, False
        book.find_comment("why", NAME, NAME, "ada").manual_comment = "Nearly."
        book.db.commit()
    hand_in(course, "ada", notebook(WRONG_PRICE))
    grade(course)
    with open_book(course) as book:
        assert book.find_submission(NAME, "ada").score == 6 + 3 + 1.5
        assert book.find_grade("price_check_1", NAME, NAME, "ada").auto_score == 0
        assert book.find_grade("price_check_1", NAME, NAME, "ada").needs_manual_grade
        assert book.find_comment("why", NAME, NAME, "ada").comment == "Nearly."


@pytest.mark.parametrize("later", ["yesterday evening", "", None])
def test_what_tells_no_time_is_booked_once(course, later):
    hand_in(course, "ada", notebook(SOLVED))
    stamp = course.submitted("ada", NAME) / "timestamp.txt"
    stamp.write_text("2030-01-02 12:00 UTC" if later is None else "no time")
    grade(course)
    with open_book(course) as book:
        before = book.find_submission(NAME, "ada").timestamp
        given = book.find_grade("price_check_1", NAME, NAME, "ada")
        given.manual_score, given.needs_manual_grade = 3, False
        book.db.commit()
    stamp.unlink()
    if later is not None:
        stamp.write_text(later)
    for _ in range(2):
        grade(course)
        assert grades(course, "ada")[NAME, "price_check_1"] == (4, False)
    with open_book(course) as book:
        assert book.find_submission(NAME, "ada").timestamp == before


LATE = """\
c = get_config()
c.CourseDirectory.source_directory = "build/source"
import sys
if "nbgrader" in sys.modules:
    from nbgrader.plugins import LateSubmissionPlugin
    class OnePointADay(LateSubmissionPlugin):
        def late_submission_penalty(self, student_id, score, total_seconds_late):
            return total_seconds_late / 86400
    c.AssignLatePenalties.plugin_class = OnePointADay
"""


def test_late_work_is_penalized_by_the_rule_of_the_course(course):
    (course.root / "nbgrader_config.py").write_text(LATE)
    course = CourseFolder.read(course.root)
    due = datetime(2030, 1, 1, 12)
    for name, days in (("early", -1), ("late", 2), ("later", 200), ("garbage", 0)):
        hand_in(course, name, notebook(SOLVED))
        when = f"{due + timedelta(days=days)} UTC" if name != "garbage" else "the dog ate it"
        (course.submitted(name, NAME) / "timestamp.txt").write_text(when)
    grade(course)  # the assignment has no date yet
    with open_book(course) as book:
        book.update_or_create_assignment(NAME, duedate=due)
    for path in course.submitted("x", NAME).parent.parent.glob(f"*/{NAME}/*.ipynb"):
        path.write_text(path.read_text() + "\n")
    grade(course)
    with open_book(course) as book:
        late = {
            name: book.find_submission(NAME, name).late_submission_penalty
            for name in ("early", "late", "later", "garbage")
        }
        assert book.find_submission(NAME, "late").timestamp == due + timedelta(days=2)
    assert late == {"early": 0, "late": 2, "later": 10, "garbage": 0}
    copy = course.autograded("late", NAME) / "timestamp.txt"
    assert copy.read_text() == f"{due + timedelta(days=2)} UTC\n"


def test_the_autograded_notebook_is_the_pristine_one_with_the_answers(course):
    hand_in(course, "ada", notebook(WRONG_PRICE))
    hand_in(course, "dan", "{")
    grade(course)
    path = course.autograded("ada", NAME) / f"{NAME}.ipynb"
    filled = nbformat.read(path, as_version=4)
    nbformat.validate(filled)
    cells = {cell.id: cell for cell in filled.cells}
    assert cells["price"].source == WRONG_PRICE["price"]
    assert cells["area_check_1"].outputs == []
    assert cells["price_check_1"].outputs[0].evalue == "price is not the solution"
    assert "hidden" not in json.dumps(cells["price_check_1"].outputs)
    pristine = nbformat.read(course.source(NAME) / f"{NAME}.ipynb", as_version=4)
    assert [c.source for c in filled.cells if c.cell_type == "markdown"][:2] == [
        c.source for c in pristine.cells if c.cell_type == "markdown"
    ][:2]
    rejected = (course.autograded("dan", NAME) / f"{NAME}.ipynb").read_text()
    assert "not JSON" in rejected


def test_what_was_graded_but_not_booked_is_booked_without_grading(course, monkeypatch):
    hand_in(course, "ada", notebook(SOLVED))

    class Refusing(Here):
        def submit(self, job):
            raise AssertionError("graded twice")

    folder = course.autograded("ada", NAME)
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        grade(course)
    folder.unlink()
    assert grade(course, workers=Refusing())["ada"].score == 10
    assert grades(course, "ada")[NAME, "area_check_1"] == (6, False)


def test_a_locked_gradebook_is_waited_for(course):
    hand_in(course, "ada", notebook(SOLVED))
    grade(course)
    hand_in(course, "ada", notebook(WRONG_PRICE))
    holder = sqlite3.connect(
        course.root / "gradebook.db", isolation_level=None, check_same_thread=False
    )
    holder.execute("BEGIN EXCLUSIVE")
    told = []

    def tell(line):
        told.append(line)
        holder.close()

    grade(course, tell=tell)
    assert told == ["the gradebook is held by another program or out of reach: waiting"]
    assert grades(course, "ada")[NAME, "price_check_1"] == (0, False)


def test_a_gradebook_that_cannot_be_opened_is_one_line_and_results_are_kept(course):
    config = course.root / "nbgrader_config.py"
    text = config.read_text()
    config.write_text(text + 'c.CourseDirectory.db_url = "nosuch://gradebook"\n')
    hand_in(course, "ada", notebook(SOLVED))
    with pytest.raises(StorageError, match=r"the gradebook at nosuch://gradebook cannot .*db_url"):
        grade(CourseFolder.read(course.root))
    config.write_text(text)
    assert grade(course)["ada"].score == 10
    assert grades(course, "ada")[NAME, "area_check_1"] == (6, False)


def test_a_gradebook_in_postgresql(course, server):
    config = course.root / "nbgrader_config.py"
    url = server.new_database().replace("postgresql://", "postgresql+psycopg://")
    config.write_text(config.read_text() + f'c.CourseDirectory.db_url = "{url}"\n')
    course = CourseFolder.read(course.root)
    hand_in(course, "ada", notebook(SOLVED))
    hand_in(course, "n" * 129, notebook(SOLVED))
    told = []
    assert len(grade(course, tell=told.append)) == 2
    assert grades(course, "ada")[NAME, "price_check_1"] == (4, False)
    assert told == [f"the gradebook has no room for the name {'n' * 20}…"]


def stock(root, *assignments):
    """Autograde with nbgrader's own judge; return its gradebook's grades."""
    config = Config()
    config.CourseDirectory.root = str(root)
    api = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    found = {}
    for assignment in assignments:
        done = api.generate_assignment(assignment, force=True)
        assert done["success"], done.get("error") or done.get("log")
        for student in api.get_submitted_students(assignment):
            done = api.autograde(assignment, student)
            assert done["success"], done.get("error") or done.get("log")
            found[student] = grades(CourseFolder.read(root), student, assignment)
    return found


def quickstart(root):
    """Make the course of nbgrader's documentation, with its sample submissions."""
    docs = files("nbgrader") / "docs" / "source" / "user_guide"
    shutil.copytree(docs / "source" / "ps1", root / "source" / "ps1")
    for student in ("bitdiddle", "hacker"):
        shutil.copytree(docs / "submitted" / student / "ps1", root / "submitted" / student / "ps1")
    return CourseFolder.read(root)


def test_a_foreign_course_has_the_scores_of_stock_nbgrader(tmp_path):
    """The course of nbgrader's documentation; its hacker cheats by overwriting a check."""
    course = quickstart(tmp_path / "ours")
    with Pool(2) as pool:
        results = grade(course, "ps1", pool)
    ours = {student: grades(course, student, "ps1") for student in results}
    theirs = stock(quickstart(tmp_path / "stock").root, "ps1")
    assert ours == theirs
    assert {name: r.score for name, r in results.items()} == {"bitdiddle": 1.5, "hacker": 3}


def test_honest_submissions_have_the_scores_of_stock_nbgrader(tmp_path):
    """Of our own kind of assignment, where one mistake is paid for once."""
    kinds = {"right": SOLVED, "price": WRONG_PRICE, "blank": {"why": "YOUR ANSWER HERE"}}
    found = []
    for name in ("ours", "stock"):
        course = make_course(tmp_path / name)
        (course.root / "nbgrader_config.py").unlink()
        (course.root / "build" / "source").rename(course.root / "source")
        shutil.rmtree(course.root / "release")  # nbgrader writes its own
        course = CourseFolder.read(course.root)
        for kind, answers in kinds.items():
            hand_in(course, kind, notebook(answers))
        if name == "stock":
            found.append(stock(course.root, NAME))
        else:
            with Pool(2) as pool:
                grade(course, workers=pool)
            found.append({kind: grades(course, kind) for kind in kinds})
    assert found[0] == found[1]


def test_two_runs_at_once_write_one_after_the_other(course):
    for number in range(20):
        hand_in(course, f"s{number}", notebook(SOLVED))
    threads = [threading.Thread(target=grade, args=[course]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_book(course) as book:
        assert sorted(s.score for s in book.assignment_submissions(NAME)) == [10] * 20
