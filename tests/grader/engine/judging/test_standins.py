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
BAG = """\
import collections
from collections import Counter
class Bag:
    def __init__(self, things):
        self.counts = Counter(things)
    def __len__(self):
        return self.counts.total()
    def __contains__(self, thing):
        return thing in self.counts
    def most(self):
        return self.counts.most_common(1)[0][0]"""
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


def test_points_in_part_are_not_earned_by_changing_what_is_expected_either(engine):
    task = assignment(
        given("import numpy as np"),
        answer("double", "def double(X):\n    return 2 * X"),
        check(
            "double",
            1,
            5,
            "X = np.arange(3.0)\nout = double(X)\n(len(out) == 3) + 4 * np.allclose(out, 2 * X)",
        ),
    )
    assert engine.judge(task, reference(task))[0].points == 5
    changing = "def double(X):\n    X[:] = 0\n    return X.copy()"
    result = engine.judge(task, {"double": changing})[0]
    assert (result.points, result.status) == (1, "failed")
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


# What the author returns, what else passes for nothing, and the check.
IN_A_DICT = "assert np.allclose(total(X)['w'], [1, 2, 3])"
IN_ALL = "assert all(np.allclose(part, 3.0) for part in total(X))"
AS_NUMBERS = "np.testing.assert_allclose(total(X), 3.0)"
AS_COLUMN = "assert (total(X) == pd.Series([1.0, 2.0])).all()"
AS_FRAME = "assert (total(X) == pd.DataFrame({'a': [1.0, 2.0]})).all().all()"
MISSING = "pd.Series([pd.NA] * 2, dtype='Float64')"
NOTHING = {
    "an empty array": ("[3.0]", "np.array([])", AS_NUMBERS),
    "a masked array": ("[3.0]", "np.ma.masked_all(3)", AS_NUMBERS),
    "an empty array within": ("[np.array(3.0)]", "[np.zeros((0, 1))]", IN_ALL),
    "an empty array among many": (
        "[np.array(3.0)] * 200",
        "[np.array(3.0)] * 199 + [np.array([])]",
        IN_ALL,
    ),
    "an empty array in an array": (
        "[np.array(3.0)]",
        "np.array([np.zeros(0), None], dtype=object)[:1]",
        IN_ALL,
    ),
    "an empty array in a dict": ("{'w': X[:, 0] + 1}", "{'w': np.zeros((0, 3))}", IN_A_DICT),
    "missing numbers": ("pd.Series([1.0, 2.0])", MISSING, AS_COLUMN),
    "a frame of missing numbers": (
        "pd.DataFrame({'a': [1.0, 2.0]})",
        f"pd.DataFrame({{'a': {MISSING}}})",
        AS_FRAME,
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_comparisons_that_hold_for_nothing_earn_nothing(engine, name):
    right, nothing, test = NOTHING[name]
    total = "import pandas as pd\ndef total(X):\n    return {}".format
    task = exercise(total(right), f"import pandas as pd\n{test}", setup=SETUP)
    assert engine.judge(task, reference(task))[0].points == 1
    result = engine.judge(task, {"task": total(nothing)})[0]
    assert result.points == 0
    assert "empty, masked or missing" in result.message


def test_what_is_missing_may_be_missing_in_another_way(engine):
    test = "assert tidy(frame).shape == (2, 1)"
    setup = "import pandas as pd\nframe = pd.DataFrame({'a': [1.0, None]})"
    task = exercise("def tidy(frame):\n    return frame.copy()", test, setup=setup)
    other = "def tidy(frame):\n    return frame.convert_dtypes()"
    assert engine.judge(task, {"task": other})[0].points == 1


def test_an_empty_array_is_right_where_the_author_has_nothing_either(engine):
    test = "assert len(above(X, 5.0)) == 0\nassert len(above(X, 1.0)) == 1"
    author = "def above(X, limit):\n    return [x for x in X[:, 0] if x > limit]"
    task = exercise(author, test, setup=SETUP)
    other = "def above(X, limit):\n    return X[X > limit]"
    assert engine.judge(task, {"task": other})[0].points == 1


@pytest.mark.parametrize("error", ["StopIteration", "StopAsyncIteration"])
def test_no_exception_ends_a_loop_of_the_check(engine, error):
    test = "for square in map(f, [1, 2, 3]):\n    assert square in (1, 4, 9)"
    task = exercise("def f(x):\n    return x * x", test)
    result = engine.judge(task, {"task": f"def f(x):\n    raise {error}"})[0]
    assert (result.points, result.status) == (0, "error")


def test_no_points_by_changing_the_generator_that_the_check_goes_on_with(engine):
    task = exercise(
        "def throw(rng):\n    return 4",
        "rng = np.random.default_rng(1)\nassert throw(rng) == rng.integers(1000) or True\n"
        "rng = np.random.default_rng(1)\nthrown = throw(rng)\n"
        "assert np.random.default_rng(1).random() == rng.random()",
    )
    changing = "def throw(rng):\n    rng.bit_generator.state = np.random.default_rng(1)"
    changing += ".bit_generator.state\n    rng.random(3)\n    return 4"
    assert engine.judge(task, {"task": changing})[0].points == 0
    fixed = exercise(
        "def throw(rng):\n    return 473",
        "rng = np.random.default_rng(1)\nguess = throw(rng)\nassert guess == rng.integers(1000)",
    )
    forging = "def throw(rng):\n    rng.bit_generator.state = np.random.default_rng(2)"
    forging += ".bit_generator.state\n    return np.random.default_rng(2).integers(1000)"
    result = engine.judge(fixed, {"task": forging})[0]
    assert result.points == 0
    assert "changes the data" in result.message


SEEDED = """\
np.random.seed(1234)
X = np.random.rand(20, 2)
w = np.random.rand(2)
assert np.allclose(fit(X, X @ w), w)"""
FIT = "def fit(X, y):\n    return np.linalg.lstsq(X, y)[0]"


def test_what_a_check_has_drawn_cannot_be_told_from_the_worker_s_generator(engine):
    task = exercise(FIT, SEEDED, setup=SETUP)
    assert engine.judge(task, reference(task))[0].points == 1
    spying = """\
def fit(X, y):
    now = np.random.get_state()[1]
    for seed in (1234,):
        np.random.seed(seed)
        if (np.random.get_state()[1] == now).all():
            np.random.rand(20, 2)
            return np.random.rand(2)
        np.random.rand(20, 2), np.random.rand(2)
        if (np.random.get_state()[1] == now).all():
            np.random.seed(seed)
            np.random.rand(20, 2)
            return np.random.rand(2)
    return np.zeros(2)"""
    assert engine.judge(task, {"task": spying})[0].points == 0


LIES = {
    "equals": (
        "import pandas as pd\ndef f(d):\n    return d + 1",
        "d = pd.Series([1, 2])\nassert f(d).equals(pd.Series([2, 3]))",
        "class A:\n    def equals(self, other):\n        return True\ndef f(d):\n    return A()",
    ),
    "mean and std": (
        "import numpy as np\ndef f():\n    return np.array([1.0, 3.0])",
        "import numpy as np\nassert np.mean(f()) == 2 and np.std(f()) == 1",
        "class A:\n    def mean(self, **_):\n        return 2.0\n    def std(self, **_):\n"
        "        return 1.0\ndef f():\n    return A()",
    ),
    "contains": (
        "def f():\n    return [1, 2, 3]",
        "r = f()\nassert 1 in r and 2 in r",
        "class A:\n    def __contains__(self, value):\n        return True\n"
        "def f():\n    return A()",
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_no_points_by_the_word_of_an_object(engine, name):
    source, test, lie = LIES[name]
    task = exercise(source, test)
    assert engine.judge(task, reference(task))[0].points == 1
    result = engine.judge(task, {"task": lie})[0]
    assert (result.points, result.status) == (0, "failed")
    assert "takes the word of an object" in result.message


def test_an_object_may_speak_where_one_is_asked_for(engine):
    test = "b = Bag([1, 2, 2])\nassert len(b) == 3 and 2 in b and b.most() == 2"
    task = exercise(BAG, test)
    assert engine.judge(task, {"task": BAG.replace("= Counter", "= collections.Counter")})[0].points


@pytest.mark.parametrize("given", ["(x * x for x in (1, 2))", "{1: 0, 4: 0}.keys()"])
def test_what_can_be_gone_through_needs_no_word(engine, given):
    task = exercise("def f():\n    return [1, 4]", "assert [*f()] == [1, 4]")
    assert engine.judge(task, {"task": f"def f():\n    return {given}"})[0].points


def test_an_object_has_as_many_parts_as_it_says(engine):
    task = exercise(
        "def f():\n    return [2, 4, 6]",
        "r = f()\nassert len(r) == 3\nfor a, b in zip(r, [2, 4, 6]):\n    assert a == b",
    )
    lie = "class A:\n    def __len__(self):\n        return 3\n    def __iter__(self):\n"
    lie += "        return iter(())\ndef f():\n    return A()"
    result = engine.judge(task, {"task": lie})[0]
    assert result.points == 0 and "as many parts" in result.message
