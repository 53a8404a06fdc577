"""After grading by hand there is one page, ours, whoever writes it anew."""

import contextlib
import json
import shutil

import pytest
from nbgrader.api import Gradebook
from nbgrader.tests import run_nbgrader

from grader.books.ledger import Ledger
from grader.course.folder import CourseFolder
from grader.grading import Here, grade_all
from grader.workers.job import Setting
from tests.tiny_course import (
    AUTOGRADE_CONFIG,
    NAME,
    SOLVED,
    WRONG_PRICE,
    by_text,
    hand_in,
    make_course,
    notebook,
)

SECRETS = ("hidden_canary", "715", "BEGIN HIDDEN", "It covers", "assert")


def grade(course, again=False):
    with Ledger(course.root) as ledger:
        return list(grade_all(course, NAME, Here(by_text), ledger, again=again))


def again(course):
    """Grade again; of what a person gave it is no longer said that it is to come."""
    waiting = {result.student: result.by_hand for result in grade(course, again=True)}
    assert waiting == {"ada": 0, "bob": 2, "cyd": 2}


def nbgrader(course, *words):
    """Run a command of nbgrader's in the course folder; in this process, which spares seconds."""
    with contextlib.chdir(course.root):
        run_nbgrader(list(words))


def give(course, student, points, said, corrected=None):
    """Grade as a person does in formgrader."""
    with Gradebook(course.db_url) as book:
        grade = book.find_grade("why", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.find_comment("why", NAME, NAME, student).manual_comment = said
        if corrected is not None:
            book.find_grade("price_check_1", NAME, NAME, student).manual_score = corrected
            book.find_comment("price", NAME, NAME, student).manual_comment = "Nearly <b>so</b>."
        book.db.commit()


def page(course, student):
    text = (course.feedback(student, NAME) / f"{NAME}.html").read_text()
    assert not any(secret in text for secret in SECRETS)
    return " ".join(text.split())


@pytest.fixture(scope="module")
def graded(tmp_path_factory, new_gradebook):
    """A class that was graded, before anything is given by a person."""
    course = make_course(tmp_path_factory.mktemp("class") / "course")
    (course.root / "nbgrader_config.py").write_text(AUTOGRADE_CONFIG)
    shutil.copy(new_gradebook, course.root)
    hand_in(course, "ada", notebook(WRONG_PRICE))
    hand_in(course, "bob", notebook({"area": SOLVED["area"], "price": SOLVED["price"]}))
    hand_in(course, "cyd", "{")
    grade(course)
    return course


def test_until_a_person_has_graded_the_page_says_so(graded):
    assert "<b>6</b> <span>of 10 points" in page(graded, "ada")
    assert "2 more points are given by a person" in page(graded, "ada")
    assert "<b>10</b> <span>of 12 points" in page(graded, "bob")  # who left the essay out


def test_every_way_to_write_it_anew_shows_what_the_person_gave_and_said(graded):
    automatic = page(graded, "ada")
    give(graded, "ada", 1.5, "Why <script>so</script>?", corrected=3)
    assert page(graded, "ada") == automatic  # nothing is told before the person says so
    shown = []
    for write in (
        lambda: nbgrader(graded, "generate_feedback", NAME),
        lambda: again(graded),
        lambda: nbgrader(graded, "generate_feedback", NAME, "--force"),
    ):
        write()
        shown.append(page(graded, "ada"))
        assert "<b>10.5</b> <span>of 12 points" in shown[-1]
        assert "more points are given" not in shown[-1]
        assert "<blockquote>Why &lt;script&gt;so&lt;/script&gt;?</blockquote>" in shown[-1]
        assert "<blockquote>Nearly &lt;b&gt;so&lt;/b&gt;.</blockquote>" in shown[-1]
        assert "3 / 4 by a person" in shown[-1]
        assert "price is not the solution" in shown[-1]
        assert "Two sides" not in shown[-1]
    give(graded, "ada", 2, "Now I see.")
    nbgrader(graded, "generate_feedback", NAME)  # also without --force
    assert "<b>11</b> <span>of 12 points" in page(graded, "ada")
    assert "<blockquote>Now I see.</blockquote>" in page(graded, "ada")


def test_what_could_not_be_read_has_a_page_that_says_so(graded):
    nbgrader(graded, "generate_feedback", NAME, "--student", "cyd")
    assert "<b>0</b> <span>of 10 points" in page(graded, "cyd")
    assert "not JSON" in page(graded, "cyd")


def test_the_page_after_nbgraders_own_commands(tmp_path, new_gradebook):
    course = make_course(tmp_path / "course")
    (course.root / "nbgrader_config.py").write_text(AUTOGRADE_CONFIG)
    shutil.copy(new_gradebook, course.root)
    shutil.rmtree(course.root / "release")
    hand_in(course, "ada", notebook(WRONG_PRICE))
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        nbgrader(course, command, NAME)
    assert "<b>6</b> <span>of 10 points" in page(course, "ada")
    assert "6 m² cost 30" in page(course, "ada")


def test_what_stock_nbgrader_has_judged_has_our_page_too(graded):
    path = graded.autograded("bob", NAME) / f"{NAME}.ipynb"
    document = json.loads(path.read_text())
    del document["metadata"]["grader"]
    path.write_text(json.dumps(document))
    nbgrader(graded, "generate_feedback", NAME, "--student", "bob")
    assert "<b>10</b> <span>of 12 points" in page(graded, "bob")


def test_what_a_person_said_takes_nothing_else_from_the_page(course, new_gradebook):
    (course.root / "nbgrader_config.py").write_text(AUTOGRADE_CONFIG)
    shutil.copy(new_gradebook, course.root)
    hand_in(course, "ada", notebook(WRONG_PRICE))
    grade(course)
    give(course, "ada", 1.5, "Nearly.")
    setting = Setting(ways=(("area", "in one line", "area = operator.mul"),), best=10.0)
    with Ledger(course.root) as ledger:
        list(grade_all(course, NAME, Here(by_text), ledger, setting, again=True))
    assert "<blockquote>Nearly.</blockquote>" in page(course, "ada")
    assert "Other ways to write it" in page(course, "ada")
    assert "area = operator.mul" in page(course, "ada")
    assert 'href="best.html"' in page(course, "ada")


LATE = """\
from nbgrader.plugins import LateSubmissionPlugin
class OnePoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1
c.AssignLatePenalties.plugin_class = OnePoint
"""


def test_what_is_taken_off_for_handing_in_late_is_said(course, new_gradebook):
    (course.root / "nbgrader_config.py").write_text(AUTOGRADE_CONFIG + LATE)
    course = CourseFolder.read(course.root)
    shutil.copy(new_gradebook, course.root)
    with Gradebook(course.db_url) as book:
        book.update_or_create_assignment(NAME, duedate="2030-01-01 12:00 UTC")
    hand_in(course, "ada", notebook(SOLVED))
    (course.submitted("ada", NAME) / "timestamp.txt").write_text("2030-01-02 12:00 UTC")
    grade(course)
    assert "<b>9</b> <span>of 10 points" in page(course, "ada")
    assert "1 points are taken off for handing in late" in page(course, "ada")
