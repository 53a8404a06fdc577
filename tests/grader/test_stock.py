"""The plain engine, with real kernels."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader import stock
from grader.assignment import Assignment
from tests.tiny_course import NAME, SOLVED


@pytest.fixture
def judge(course):
    """A function from answers to the verdicts by exercise."""
    carpet = course.read_assignment(NAME)[0]

    def judge(**answers):
        return {v.id: v for v in stock.judge(carpet, answers)}

    return judge


def outcome(verdict):
    return verdict.points, verdict.status, verdict.message


def test_solved(judge):
    verdicts = judge(**SOLVED)
    assert list(verdicts) == ["area", "price"]
    assert outcome(verdicts["area"]) == (6, "passed", "")
    assert outcome(verdicts["price"]) == (4, "passed", "")


def test_blank(judge):
    verdicts = judge()
    assert outcome(verdicts["area"]) == (0, "not attempted", "Not attempted yet.")
    assert outcome(verdicts["price"]) == (0, "not attempted", "Not attempted yet.")


def test_a_mistake_costs_its_own_points_only(judge):
    verdicts = judge(**{**SOLVED, "area": "def area(w, h):\n    return w + h"})
    assert outcome(verdicts["area"]) == (0, "failed", "a carpet of 2 m by 3 m has 6 m²")
    assert verdicts["price"].status == "passed"


def test_a_hidden_check_tells_neither_inputs_nor_its_message(judge):
    verdicts = judge(
        area="def area(width, height):\n    return 6",
        price="def price(w, h):\n    return {2: 30}[w]",
    )
    assert outcome(verdicts["area"]) == (0, "failed", "A hidden check of this exercise fails.")
    told = "A hidden check makes your code raise KeyError."
    assert outcome(verdicts["price"]) == (0, "error", told)


def test_an_answer_that_does_not_run_says_so(judge):
    verdicts = judge(area="import math\ndef area(width height):", price="1 / 0")
    assert verdicts["area"].status == "error"
    assert verdicts["area"].message.startswith("SyntaxError: ")
    assert "(line 2 of your answer)" in verdicts["area"].message
    told = "ZeroDivisionError: division by zero (line 1 of your answer)"
    assert outcome(verdicts["price"]) == (0, "error", told)


def test_an_exit_costs_its_own_exercise_only(judge):
    verdicts = judge(**{**SOLVED, "area": "import os\ndef area(w, h):\n    os._exit(0)"})
    assert outcome(verdicts["area"]) == (0, "error", "It ended the Python process.")
    assert verdicts["price"].status == "passed"


def test_a_loop_costs_its_own_exercise_only(judge, monkeypatch):
    monkeypatch.setattr(stock, "CELL_SECONDS", 1)
    verdicts = judge(**{**SOLVED, "area": "while True:\n    pass"})
    assert verdicts["area"].status == "error"
    assert "did not finish" in verdicts["area"].message
    assert verdicts["price"].status == "passed"


def test_words_on_stderr_cost_nothing(judge):
    loud = SOLVED["area"].replace("    ", "    import sys; print('!', file=sys.stderr)\n    ")
    assert judge(**{**SOLVED, "area": loud})["area"].status == "passed"


def assignment_of(tmp_path, *cells):
    """Build an assignment from (grade id, points or None for an answer, source)."""
    notebook = new_notebook()
    for name, points, source in cells:
        metadata = {"grade_id": name, "grade": points is not None, "solution": points is None}
        metadata |= {"locked": points is not None, "points": points, "schema_version": 3}
        notebook.cells.append(new_code_cell(source, metadata={"nbgrader": metadata}))
    nbformat.write(notebook, tmp_path / "other.ipynb")
    return Assignment.read(tmp_path / "other.ipynb")


def test_what_a_check_may_tell_of_its_hidden_part(tmp_path):
    """A check's own error can bring words for the case that it was hidden."""
    raising = "class CheckFailed(AssertionError):\n    hidden_message = 'It scales.'\n"
    hidden = "### BEGIN HIDDEN TESTS\nraise CheckFailed('f(99) is 3')\n### END HIDDEN TESTS"
    other = assignment_of(tmp_path, ("f", None, "f = 1"), ("f_check_1", 2, raising + hidden))
    assert outcome(stock.judge(other, {"f": "f = 2"})[0]) == (0, "failed", "It scales.")


def test_partial_credit_and_data_files_as_in_nbgrader(tmp_path):
    (tmp_path / "data.txt").write_text("1.5")
    read = "from pathlib import Path\nx = float(Path('data.txt').read_text())"
    other = assignment_of(
        tmp_path, ("x", None, read), ("x_check_1", 2, "x"), ("x_check_2", 2, "x * 100")
    )
    result = stock.judge(other, {"x": f"{read}  # mine"})[0]
    assert outcome(result) == (3.5, "failed", "It earns 3.5 of 4 points.")
