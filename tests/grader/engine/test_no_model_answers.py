"""Assignments whose author wrote no answers, as plain nbgrader allows."""

import pytest

from tests.grader.engine.notebooks import answer, assignment, check, given

LEFT_OUT = "# YOUR CODE HERE\nraise NotImplementedError()"
CHECK = "assert total == 3\nassert twice(total) == 6"


def notebook(source, tests=CHECK, setup="numbers = [1, 2]"):
    """Return an assignment of one exercise, as its author left it."""
    cells = given(setup), answer("task", source, stub=source), check("task", 1, 1, tests)
    return assignment(*cells)


RIGHT = "total = sum(numbers)\ndef twice(x):\n    return 2 * x"


@pytest.mark.parametrize(
    "source",
    [
        LEFT_OUT,
        "",
        'total = None\n\n\ndef twice(x):\n    """Return it."""\n    raise NotImplementedError',
        "import math\n\ndef twice(x):\n    ...",
    ],
)
def test_a_right_answer_is_right_and_a_wrong_one_wrong(engine, source):
    task = notebook(source)
    right, wrong, blank = (
        engine.judge(task, {"task": text})[0] for text in (RIGHT, RIGHT + "\ntotal = 4", source)
    )
    assert (right.points, right.status, right.note) == (1, "passed", "")
    assert (wrong.points, wrong.status) == (0, "failed")
    assert wrong.message == "This check fails: assert total == 3"
    assert (blank.points, blank.status) == (0, "not attempted")


def test_given_data_that_an_answer_changes_is_the_answers_and_noted(engine):
    task = notebook(
        LEFT_OUT, "assert numbers == [2, 4] and table['b'] == 1", "numbers = [1, 2]\ntable = {}"
    )
    right = "numbers = [2 * n for n in numbers]\ntable['b'] = 1"
    (result,) = engine.judge(task, {"task": right})
    assert result.points == 1
    assert result.note == "goes by what the answer made of numbers, table, a given value"


@pytest.mark.parametrize(
    "forged",
    [
        "np.isclose = lambda *_: True\nsame = lambda *_: True",
        "class np:\n    isclose = staticmethod(lambda *_: True)\nsame = np.isclose",
    ],
)
def test_modules_and_functions_stay_the_authors(engine, forged):
    setup = "import numpy as np\n\n\ndef same(a, b):\n    return a == b"
    tests = "assert np.isclose(total, 3)\nassert same(total, 3)"
    (result,) = engine.judge(notebook(LEFT_OUT, tests, setup), {"task": forged + "\ntotal = 4"})
    assert result.points == 0


def test_names_of_cells_that_an_answer_makes_fail_stay_the_authors(engine):
    task = assignment(
        answer("task", LEFT_OUT, stub=LEFT_OUT),
        given("result = twice(3)\nexpected = 6"),
        check("task", 1, 1, "assert twice(3) == expected"),
    )
    forged = "expected = 7\ndef twice(x, calls=[]):\n    calls.append(x)\n"
    forged += "    if len(calls) == 1:\n        raise ValueError\n    return 7"
    (result,) = engine.judge(task, {"task": forged})
    assert result.points == 0


def test_an_answer_may_change_what_it_is_given(engine):
    task = notebook(LEFT_OUT, "x = [1]\ndouble(x)\nassert x == [2]")
    (result,) = engine.judge(task, {"task": "def double(x):\n    x[0] *= 2"})
    assert (result.points, result.status) == (1, "passed")
