"""nbgrader's own quickstart course, which was not written with this grader in mind."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from grader.course.answers import answers
from grader.course.assignment import Assignment
from grader.course.notebook import read_cells

COURSE = Path(find_spec("nbgrader").origin).parent / "docs/source/user_guide"
CHECKS = ["correct_squares", "squares_invalid_input", "correct_sum_of_squares",
          "sum_of_squares_uses_squares"]  # fmt: skip


@pytest.mark.parametrize(
    ("student", "points"), [("bitdiddle", [0, 1, 0, 0.5]), ("hacker", [1, 1, 0.5, 0.5])]
)
def test_quickstart_scores_as_in_nbgrader(engine, student, points):
    task = Assignment.read(COURSE / "source/ps1/problem1.ipynb")
    handed_in = read_cells(COURSE / f"submitted/{student}/ps1/problem1.ipynb")
    results = engine.judge(task, answers(handed_in, task))
    assert {r.id: r.points for r in results} == dict(zip(CHECKS, points, strict=True))
    assert not any(r.note for r in results)
