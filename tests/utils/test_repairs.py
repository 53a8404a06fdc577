"""Changing a wrong answer until it passes, to learn which line is at fault."""

import os
import time

import numpy as np
import pytest

from tests.utils.cells import Notebook
from utils.checks.repairs import find, unused

MEANS = """def f(X):
    mean = X.mean(axis=1)
    return X - mean
"""
CASES = [
    ("def f(x):\n    return 2 * x - 1", {3: 7, 5: 11}, (2, "the operator")),
    ("def f(x):\n    return x * 2 + 1 - x", {3: 7, 5: 11}, (2, "there too much")),
    ("def f(x):\n    return 1 - x", {3: 2, 5: 4}, (2, "which side comes first")),
    ("def f(x):\n    s = 0\n    for i in range(x):\n        s = i\n    return s",
     {3: 3, 4: 6}, (4, "add to what was there")),
    ("def f(x):\n    s = 0\n    for i in range(x):\n        s += i\n        return s",
     {3: 3, 4: 6}, (5, "in the right block")),
    ("def f(x):\n    s = 0\n    for i in range(x - 1):\n        s += i\n    return s",
     {3: 3, 4: 6}, (3, "where `range` begins and ends")),
    ("def f(x):\n    out = []\n    s = 0\n    for i in range(x):\n"
     "        for j in range(i):\n            s += j\n        out.append(s)\n    return out",
     {3: [0, 0, 1], 4: [0, 0, 1, 3]}, (3, "anew as often")),
    ("def f(x):\n    kind = 'odd'\n    if x < 0:\n        kind = 'negative'\n    if x % 2 == 0:\n"
     "        kind = 'even'\n    return kind",
     {-2: "negative", 3: "odd", 4: "even"}, (5, "the case before it")),
    ("def f(x):\n    y = x + 1\n    print(y)", {3: 4, 5: 6}, (3, "printed where")),
    ("def f(x):\n    best = x\n    found = best + 1\n    return best", {3: 4, 5: 6},
     (4, "`best`: is it the right name")),
    ("def f(x):\n    sorted(x)\n    return x", {(3, 1): [1, 3], (2, 5): [2, 5]}, (2, "not kept")),
    ("def f(x, low=1, high=3):\n    if x < high:\n        return high\n    return min(x, low)",
     {2: 2, 0: 1, 7: 3}, (2, "`low` and `high` confused, here and below")),
    ("def f(x):\n    kind = 'even'\n    if x < 0:\n        kind = 'negative'\n    if x == 0:\n"
     "        kind = 'zero'\n    if x % 2:\n        kind = 'odd'\n    else:\n"
     "        kind = 'even'\n    return kind",
     {-2: "negative", -3: "negative", 0: "zero", 3: "odd", 4: "even"}, (5, "the case before it")),
    ("def f(x):\n    n = 0\n    for one in x:\n        n += one\n    return n",
     {(3, 3, 1): 4, (2, 2): 2}, (3, "is each value meant once?")),
    ("def f(x):\n    return [x, x + 2, x + 1]", {3: [3, 4, 5], 1: [1, 2, 3]},
     (2, "the order of the values")),
    ("def f(x):\n    n = 0\n    for one in x:\n        if one < 0:\n            break\n"
     "        n += one\n        n *= 2\n    return n", {(1, -1, 1): 6, (-1, 3): 6, (2, 2): 12},
     (5, "only this round of it?")),
    ("def f(x):\n    if x == 2:\n        return 0\n    return x + 1", {2: 3, 1: 2},
     (2, "is it needed at all?")),
    ("def f(x):\n    return np.min([x, 3]) + 0 * x", {5: 5, 1: 3}, (2, "`min`")),
    ("def f(x):\n    return (x > 2) + (x > 4) + (x > 6)", {2: 1, 4: 2, 6: 3, 7: 3, 3: 1},
     (2, "does what is equal count")),
    ("def f(x):\n    return np.log2(x[0]) + 3 * np.log2(x[1])",
     {(1, 1): 0, (100, 1): np.log(100), (1, 10): 3 * np.log(10)}, (2, "`log2`, here and below")),
    ("def f(x):\n    return dict(low=x, high=1)",
     {3: {"low": 1, "high": 3}, 4: {"low": 1, "high": 4}},
     (2, "which value belongs to which name?")),
    ("def f(x):\n    return sum(1 for one in x if one == np.nan)",
     {(3, np.nan): 1, (np.nan, np.nan): 2}, (2, "nothing equals `nan`")),
]  # fmt: skip


def passing(cases):
    """Return a function that says whether code passes, and what it was given."""
    tried = []

    def passes(code):
        tried.append(code)
        names = {"print": lambda *_: None, "np": np}
        try:
            exec(code, names)
            with np.errstate(all="ignore"):
                return all(names["f"](given) == due for given, due in cases.items())
        except Exception:
            return False

    return passes, tried


@pytest.mark.parametrize(("text", "cases", "found"), CASES)
def test_the_line_is_found(text, cases, found):
    line, words = found
    said = find.cause(text, passing(cases)[0], 10.0)
    assert said.startswith(
        f"One small change in line {line}, `{text.splitlines()[line - 1].strip()}"
    )
    assert words in said


def test_nothing_is_said_of_what_one_change_does_not_mend():
    assert find.cause("def f(x):\n    return 7", passing({3: 1, 5: 9, 7: 30})[0], 10.0) == ""


def test_an_answer_that_passes_is_not_changed():
    passes, tried = passing({3: 4})
    assert find.cause("def f(x):\n    return x + 1", passes, 10.0) == ""
    assert len(tried) == 1


@pytest.mark.parametrize(
    "text", ["def f(x:", "", "f = 1\n" * 5000, "(" * 500, "x = 1\0", "def f(x):\n    pass"]
)
def test_what_cannot_be_read_or_changed_is_left_alone(text):
    assert find.cause(text, passing({3: 4})[0], 10.0) == ""


def test_it_ends_in_time():
    def slow(code):
        time.sleep(0.05)
        return False

    start = time.monotonic()
    assert find.cause(CASES[0][0], slow, 0.2) == ""
    assert time.monotonic() - start < 5


def test_a_long_line_is_cut():
    text = f"def f(x):\n    return 2 * x - 1 + {' + '.join(['0'] * 40)}"
    said = find.cause(text, passing({3: 7, 5: 11})[0], 10.0)
    assert "…`, makes these checks pass" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f(x, rate):\n    return x", "`rate` comes in, and the answer never uses it."),
        ("def f(x, *, rate=1):\n    return x", "`rate` comes in, and the answer never uses it."),
        ("def f(x):\n    n = len(x)\n    return x", "`n`, which line 2 works out, is never used."),
        ("def f(x):\n    x = x + 1\n    return x", ""),
        ("def f(x):\n    _ = 3\n    x.sort()", ""),
        ("def f(x):\n    def g(y):\n        return x + y\n    return g", ""),
        ("def f(x:", ""),
        ("", ""),
    ],
)
def test_what_is_never_used_is_told(text, said):
    assert (unused.argument(text) or unused.result(text)) == said


# As a learner meets it.

TWO = ['expect(f(np.array([[1.0, 3.0], [2.0, 8.0]])), np.array([[-0.5, -2.5], [0.5, 2.5]]), "c")']
TWO.append('expect(f(np.array([[1.0, 1.0]])), np.array([[0.0, 0.0]]), "one row")')


def test_a_check_cell_tells_the_line(monkeypatch):
    monkeypatch.delenv("COURSE_GRADING", raising=False)
    said = Notebook(MEANS).message(*TWO)
    # The two lines of the imports are in the same cell.
    assert "in line 4, `mean = X.mean(axis=1)`" in said
    assert said.endswith("look at the axis of `mean`.")


def test_the_answer_and_the_notebook_stay_as_they_are():
    notebook = Notebook(MEANS)
    before = notebook.names["f"]
    notebook.run("seen = []\nX = np.zeros(3)")
    notebook.message("seen.append(1)", *TWO)
    assert notebook.names["f"] is before
    assert notebook.names["seen"] == [1]  # the tries were made elsewhere


def test_a_changed_answer_may_run_on_for_ever():
    answer = (
        "def f(n):\n    s = 0\n    while n > 0:\n        s = n\n        n = n - 1\n    return s\n"
    )
    checks = ['expect(f(3), 6, "3 + 2 + 1")', 'expect(f(4), 10, "4 + 3 + 2 + 1")']
    start = time.monotonic()
    said = Notebook(answer).message(*checks)
    assert "does it add to what was there" in said
    assert time.monotonic() - start < 20


def test_what_a_changed_answer_prints_or_ends_is_not_seen(capfd):
    answer = (
        "def f(x):\n    if x > 100:\n        os._exit(3)\n    print('here')\n    return x - 1\n"
    )
    said = Notebook("import os\n" + answer).message('expect(f(3), 4, "a")', 'expect(f(5), 6, "b")')
    assert "you got 2, expected 4" in said
    assert capfd.readouterr().out == "here\n" * 2  # of the checks themselves


def test_no_process_is_left_behind():
    children = set(_children())
    Notebook(MEANS).message(*TWO)
    assert set(_children()) <= children


def _children():
    task = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
    with open(task) as file:
        return file.read().split()


def test_while_grading_a_check_cell_searches_nothing(monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    assert "One small change" not in Notebook(MEANS).message(*TWO)


def test_an_argument_that_is_never_used_is_told_beside_the_line():
    said = Notebook("def f(x, rate):\n    return 2 * x\n").message(
        'expect(f(3, 2), 6, "a")', 'expect(f(5, 9), 45, "b")'
    )
    told = said.splitlines()[-2:]
    assert told[0].endswith("`rate` comes in, and the answer never uses it.")
    assert "in line 4, `return 2 * x`" in told[1]


def test_what_no_change_mends_may_still_hold_something_unused():
    answer = "def f(x, rate):\n    return 7 if x else 3\n"
    said = Notebook(answer).message('expect(f(3, 2), 61, "a")', 'expect(f(5, 9), 77, "b")')
    assert said.endswith("`rate` comes in, and the answer never uses it.")
