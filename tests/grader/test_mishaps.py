"""What happens around a grader while it works: clocks, files and databases that change."""

import contextlib
from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook

from grader.books import ledger as ledgers
from grader.books.ledger import Ledger
from grader.course import inbox
from grader.files import StorageError
from grader.grading import Here, grade_all
from tests.tiny_course import NAME, SOLVED, WRONG_PRICE, by_text, hand_in, notebook

HALF = notebook(WRONG_PRICE)
WHOLE = notebook(SOLVED)


@pytest.fixture(autouse=True)
def at_hand(course, new_gradebook):
    """Give the course a gradebook."""
    (course.root / new_gradebook.name).write_bytes(new_gradebook.read_bytes())


def grade(course, judge=by_text):
    """Grade everybody; return the scores by student, and what was said instead."""
    scores = {}
    try:
        with Ledger(course.root) as ledger:
            for result in grade_all(course, NAME, Here(judge), ledger):
                scores[result.student] = result.score
    except StorageError as error:
        assert "\n" not in str(error)
        return scores, str(error)
    return scores, ""


def booked(course):
    with Gradebook(course.db_url) as book:
        return {s.student.id: s.score for s in book.assignment_submissions(NAME)}


class Clock(datetime):
    """A clock that can be set."""

    year_now = 2030

    @classmethod
    def now(cls, tz=None):
        return datetime(cls.year_now, 1, 1, tzinfo=tz)


def test_a_clock_that_is_set_back_and_forth(course, tmp_path, monkeypatch):
    monkeypatch.setattr(ledgers, "datetime", Clock)
    monkeypatch.setattr(inbox, "datetime", Clock)
    path = tmp_path / f"{NAME}.ipynb"
    for year, text, score in ((2030, HALF, 6), (2020, WHOLE, 10), (2040, HALF, 6), (1999, "{", 0)):
        monkeypatch.setattr(Clock, "year_now", year)
        path.write_text(text)
        inbox.keep(course, "ada", NAME, path)
        assert grade(course) == ({"ada": score}, "")
        # What was handed in last counts in the gradebook, whatever the clocks say.
        assert booked(course) == {"ada": score}
    with Ledger(course.root) as ledger:
        best = ledger.best("ada")[NAME]
    assert (best.score, best.submissions, best.last) == (10, 3, datetime(2030, 1, 1, tzinfo=UTC))


def test_a_submission_that_changes_while_it_is_judged(course):
    hand_in(course, "ada", HALF)

    def change(assignment, answers):
        hand_in(course, "ada", WHOLE)
        return by_text(assignment, answers)

    assert grade(course, change)[0] == {"ada": 6}
    autograded = course.autograded("ada", NAME) / f"{NAME}.ipynb"
    assert "return 0" in autograded.read_text()  # of one piece with its score
    assert grade(course)[0] == {"ada": 10}
    assert booked(course) == {"ada": 10}


def test_a_submission_that_is_read_half_written(course):
    hand_in(course, "ada", WHOLE[: len(WHOLE) // 2])
    assert grade(course)[0] == {"ada": 0}
    hand_in(course, "ada", WHOLE)
    assert grade(course)[0] == {"ada": 10}
    assert booked(course) == {"ada": 10}


def test_a_submission_that_vanishes_before_it_is_read(course):
    hand_in(course, "ada", WHOLE)
    hand_in(course, "bob", WHOLE)

    def remove(assignment, answers):
        with contextlib.suppress(FileNotFoundError):
            (course.submitted("bob", NAME) / f"{NAME}.ipynb").unlink()
        return by_text(assignment, answers)

    scores, said = grade(course, remove)
    assert (scores["ada"], said) == (10, "")
    assert grade(course)[0] == {"ada": 10, "bob": 0}


@pytest.mark.parametrize("name", ["results.db", "gradebook.db"])
def test_a_database_that_vanishes_loses_nothing_that_the_next_run_does_not_bring_back(course, name):
    students = [f"s{number:02}" for number in range(40)]
    for student in students:
        hand_in(course, student, WHOLE)
    seen = []

    def remove(assignment, answers):
        seen.append(assignment)
        if len(seen) == 20:
            for path in course.root.glob(f"{name}*"):
                path.unlink()
        return by_text(assignment, answers)

    first, said = grade(course, remove)
    assert len(first) == len(students) or "run it again" in said
    assert grade(course) == (dict.fromkeys(students, 10), "")
    assert booked(course) == dict.fromkeys(students, 10)


def test_an_earlier_version_that_is_handed_in_again_counts_again(course):
    for text, score in ((HALF, 6), (WHOLE, 10), (HALF, 6), (WHOLE, 10)):
        hand_in(course, "ada", text)
        assert grade(course) == ({"ada": score}, "")
        assert booked(course) == {"ada": score}
