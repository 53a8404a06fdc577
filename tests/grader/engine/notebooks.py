"""Assignments in a few lines, for the tests of the engine."""

from grader.course.assignment import Assignment, Cell


def given(source):
    """Return a cell of the author's."""
    return Cell("given", "code", source)


def answer(name, source, stub="raise NotImplementedError('not attempted yet')"):
    """Return an answer cell with the author's own answer."""
    return Cell("answer", "code", source, grade_id=name, exercise=name, stub=stub)


def check(exercise, number, points, visible, hidden=""):
    """Return a check cell."""
    lines = visible.strip("\n").split("\n")
    ranges = ()
    if hidden:
        first = len(lines) + 1
        lines += ["### BEGIN HIDDEN TESTS", *hidden.strip("\n").split("\n")]
        lines += ["### END HIDDEN TESTS"]
        ranges = ((first, len(lines)),)
    return Cell(
        "check",
        "code",
        "\n".join(lines),
        grade_id=f"{exercise}_check_{number}",
        points=points,
        exercise=exercise,
        hidden=ranges,
    )


def assignment(*cells):
    """Return the assignment of these cells."""
    return Assignment("tiny", cells)


def reference(task):
    """Return the author's own answers."""
    return {cell.grade_id: cell.source for cell in task.answerable}


def exercise(answer_source, *checks, setup="import numpy as np"):
    """Return an assignment of one exercise, `task`, one point a check."""
    cells = [check("task", n, 1, *(c if isinstance(c, tuple) else (c,))) for n, c in
             enumerate(checks, start=1)]  # fmt: skip
    return assignment(given(setup), answer("task", answer_source), *cells)


COST = """\
def cost(X, y, w):
    return float(((X @ w - y) ** 2).mean() / 2)"""
SLOPE = """\
def slope(X, y, w):
    return X.T @ (X @ w - y) / len(y)"""

# Two exercises of 5 points each; the first in two parts.
TINY = assignment(
    given("import numpy as np\nX = np.array([[1.0, 2.0], [3.0, 4.0]])\ny = np.array([1.0, 2.0])"),
    answer("cost", COST),
    check("cost", 1, 2, "assert np.isclose(cost(X, y, np.zeros(2)), 1.25)"),
    check(
        "cost",
        2,
        3,
        "pass",
        "assert np.isclose(cost(X, y, np.ones(2)), 7.25), 'canary of the hidden check'\n"
        "assert np.isclose(cost(X[:1], y[:1], np.zeros(2)), 0.5)",
    ),
    answer("slope", SLOPE),
    check("slope", 1, 5, "assert np.allclose(slope(X, y, np.zeros(2)), [-3.5, -5.0])"),
)
