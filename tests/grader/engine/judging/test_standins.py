"""Checks written as if everything were in one process work from outside."""

import pytest

from tests.grader.engine.notebooks import answer, assignment, check, exercise, given, reference
from tests.grader.engine.works import WORKS

VECTOR = """\
class Vector:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
    def __add__(self, other):
        return Vector(self.x + other.x)"""
SETUP = """\
import numpy as np
from sklearn.linear_model import LinearRegression
data = {}
X = np.arange(3.0)[:, None]
model = LinearRegression()"""


@pytest.mark.parametrize("name", WORKS)
def test_check_passes_from_outside(engine, name):
    source, test = WORKS[name]
    task = exercise(source, test, setup=SETUP)
    result = engine.judge(task, reference(task))[0]
    assert (result.points, result.message, result.note) == (1, "", "")


def test_change_of_the_input_is_seen(engine):
    task = exercise(
        "def f(X):\n    return X - X.mean()",
        "X = np.arange(3.0)\nbefore = X.copy()\nf(X)\nassert np.array_equal(X, before), 'input'",
    )
    changing = "def f(X):\n    X -= X.mean()\n    return X"
    assert "input" in engine.judge(task, {"task": changing})[0].message


def test_no_points_by_changing_what_is_expected(engine):
    task = exercise(
        "def total(X):\n    return X.sum()",
        "X = np.arange(3.0)\nassert total(X) == X.sum()",
    )
    changing = "def total(X):\n    X[:] = 0\n    return 0.0"
    result = engine.judge(task, {"task": changing})[0]
    assert result.points == 0
    assert "changes" in result.message


def test_harmless_change_of_the_input_costs_nothing(engine):
    task = exercise("def total(X):\n    return X.sum()", "assert total(np.arange(3.0)) == 3")
    changing = "def total(X):\n    X += 1\n    return X.sum() - len(X)"
    assert engine.judge(task, {"task": changing})[0].points == 1


def test_given_code_that_uses_the_answer_runs_once(engine):
    task = assignment(
        given("runs = []"),
        answer("train", "def train(n):\n    runs.append(n)\n    return [n] * n"),
        given("history = train(3)\nlast = history[-1]\nlongest = max(train(2))"),
        check("train", 1, 1, "assert history == [3, 3, 3] and last == 3 and longest == 2"),
    )
    assert engine.judge(task, reference(task))[0].points == 1


def test_notebook_state_is_judged_inside_and_marked(engine):
    task = assignment(
        given("import numpy as np"),
        answer("vector", VECTOR),
        check("vector", 1, 2, "assert Vector(1) + Vector(2) == Vector(3)"),
        check("vector", 2, 1, "assert Vector(4).x == 4", "assert Vector(5).x == 5, 'canary'"),
    )
    result = engine.judge(task, reference(task))[0]
    assert result.points == 3
    assert "inside" in result.note
    wrong = {"vector": VECTOR.replace("self.x + other", "self.x - other")}
    result = engine.judge(task, wrong)[0]
    assert (result.points, result.status) == (1, "failed")
    assert "Vector(1) + Vector(2)" in result.message


def test_learner_cannot_choose_to_be_judged_inside(engine):
    task = exercise("def f():\n    return 1", "assert f() == 1")
    source = """\
class Equal:
    def __eq__(self, other):
        return True
def f():
    return Equal()"""
    result = engine.judge(task, {"task": source})[0]
    assert (result.points, result.note) == (0, "")
