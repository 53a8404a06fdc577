"""Changing a wrong answer until it passes, to learn which line is at fault."""

import os
import time
import warnings

import numpy as np
import pytest

from tests.utils.cells import Notebook
from utils.checks.repairs import find, unused

UNUSED = "`rate` comes in, and the answer never uses it: is it needed?"
MEANS = """def f(X):
    mean = X.mean(axis=1)
    return X - mean
"""
CASES = [
    ("def f(x):\n    return -np.log(np.mean(x))", {(1, np.e): -0.5, (1, 1): 0},
     (2, "which comes first: `log` or `mean`?")),
    ('def f(x):\n    """Keep x above 1e-15."""\n    return max(x, 1e-7) * 2',
     {1: 2, 0: 2e-15}, (3, "the number 1e-07")),
    ("def f(x):\n    return x * np.log(2 * x) + (1 - x) * np.log(x)",
     {0.25: 0.25 * np.log(0.5) + 0.75 * np.log(0.75)}, (2, "1 minus it?")),
    ("def f(x):\n    y, k = x\n    y = k * y\n    return 3 * y + (1 - y) * k",
     {(1, 4): 12, (0, 3): 3, (1, 1): 3}, (4, "is its old value meant?")),
    ("def f(x):\n    y = 1.0\n    for _ in range(3):\n        y = (y + x / y) / 2\n"
     "    return round(y, 9)", {2: 1.414213562, 900: 30.0}, (3, "are there rounds enough?")),
    ("def f(x):\n    a, b = x[0] // 2, x[1] // 2\n    return a * b",
     {(4, 6): 12, (8, 4): 15, (6, 6): 16},
     (2, "one more or one less, here and below")),
    ("def f(x):\n    low, high = np.percentile(x, 0.25), np.percentile(x, 0.75)\n"
     "    return high - low", {(1, 2, 3): 1, (1, 5, 9): 4}, (2, "`percentile`")),
    ("def f(x):\n    t = np.zeros((2, 3))\n    y = np.array(x)\n    t[:, y] += 1\n"
     "    return t.tolist()", {(0, 2): [[1, 0, 0], [0, 0, 1]], (1, 0): [[0, 1, 0], [1, 0, 0]]},
     (4, "is each row meant with its own?")),
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
    ("def f(x):\n    a, b = x\n    for i in range(3):\n        a = a - b\n"
     "        b = 3 * b + a * a\n    return a + 10 * b", {(1, 2): 1270, (5, 1): 8636},
     (5, "its old value meant")),
    ("def f(x):\n    last, falls = x[0], []\n    for one in x[1:]:\n        last = one\n"
     "        fall = last - one\n        if fall > last:\n            break\n"
     "        falls.append(fall)\n    return falls", {(9, 5, 4): [4, 1], (9, 8, 2): [1, 6]},
     (5, "its old value meant")),
    ("def f(x):\n    q, s = [1.0, 2.0, 4.0, 8.0], 0\n    for new in x:\n        s = new\n"
     "        if new > 1:\n            q[s] = 2 * q[s] + new\n        else:\n"
     "            q[s] = q[s] + q[s] / (1 + s)\n    return q",
     {(2, 3): [4, 2, 11, 8], (1, 2): [1.5, 6, 4, 8]}, (5, "its old value meant")),
    ("def f(x):\n    rest = 0\n    for one in x:\n        score = one ** 2\n"
     "    return np.mean(score)", {(1, 2): 2.5, (3, 1, 2): 14 / 3},
     (4, "do all of them count")),
    ("def f(A, b=(1, 2, 4)):\n    def g(one, other):\n        return sum(one * other)\n"
     "    A, b = np.array(A), np.array(b)\n    m = A > 2\n    return g(A[m], b) + g(A[~m], b)",
     {(5, 3, 1): 15, (1, 5, 2): 19}, (6, "belong to what stands beside it")),
    ("def f(x):\n    X, fold = np.arange(5), np.array(x)\n    return list(X[~fold] + X[~fold])",
     {(1, 2): [0, 6, 8], (0, 3): [2, 4, 8]}, (3, "or of row numbers")),
    ("def f(x):\n    X = np.ones((3, 4))\n    return np.delete(X, x).shape",
     {0: (3, 3), 1: (3, 3)}, (3, "which axis is meant")),
    ("def f(x):\n    X = np.ones((3, 4))\n    return np.delete(X, x).shape",
     {0: (2, 3), 1: (2, 3)}, (3, "which axis is meant")),
    ("def f(x):\n    w = np.array([1, 0, 3])\n    a = np.average(x, weights=w)\n"
     "    return a - np.mean(np.sqrt([4, 1, 9]))", {(1, 2, 1): -1.75, (3, 3, 7): 3.25},
     (4, "as line 3 does it")),
    ("def f(x):\n    a, b = np.array(x), np.array([1, 3])\n"
     "    return a.max() + b.max() - a.max() * b.max()", {(1, 5): 1, (0, 2): 3},
     (3, "`max`, here and below")),
    ("def f(x):\n    return np.polyfit(x[1], x[0], 1)[0].round(6)",
     {((0, 1, 2), (1, 3, 5)): 2, ((0, 2, 4), (1, 2, 3)): 0.5}, (2, "the order of what `polyfit`")),
    ("def f(x):\n    return list([9] + np.unique(x))", {(3, 1): [9, 1, 3], (2, 2): [9, 2]},
     (2, "puts nothing behind it")),
    ("def f(x):\n    return sorted(x)", {(3, 1, 3): [1, 3], (2, 2): [2]},
     (2, "does each value count once")),
    ("def f(x):\n    return np.array([v for v in x if v]).mean()", {(0,): 0.0, (1, 2): 1.5},
     (2, "the mean of nothing")),
    ("def f(x):\n    out = [0] * len(x)\n    for i, one in enumerate(x):\n        if one < 0:\n"
     "            return out\n        out[i] = one\n    return out",
     {(1, -2, 3): [1, 0, 3], (-1, 5): [0, 5]}, (5, "only this round of a loop")),
    ("def f(x):\n    s, out = 1, []\n    for one in x:\n        new = s + one\n"
     "        out.append(new)\n    return out", {(1, 2): [2, 4], (3, 3): [4, 7]},
     (3, "from round to round")),
    ("def f(x):\n    return (x[0] - x[1] + 1) // x[2]", {(9, 2, 3): 3, (8, 0, 2): 5, (7, 2, 4): 2},
     (2, "the parentheses")),
    ("def f(x):\n    return sum(x[j] for i in range(3) for j in range(i + 1, 3))",
     {(1, 2, 3): 18, (2, 0, 1): 9}, (2, "where `range` begins")),
    ("def f(x, y=7):\n    def g(one):\n        return (one + 3) * one - one\n"
     "    return 2 * x + g(1) + g(2) - y", {3: 29, 5: 73}, (3, "`one` and `x` confused")),
    ("def f(x, keep=np.array([True, False, False])):\n    return np.array(x)[keep].sum()",
     {(1, 2, 5): 7, (4, 2, 3): 5}, (2, "the right half")),
    ("def f(x):\n    return np.sum(np.array(x)) ** 2 / 10", {(1, 2): 0.5, (3, 1): 1.0},
     (2, "the squares of what it takes")),
    ("def f(x):\n    return np.linalg.norm(x) / 2", {(3, 4): 12.5, (6, 8): 50},
     (2, "is its square meant")),
    ("def f(x):\n    a = np.array(x).astype(np.uint8)\n    return (a[0] - a[1]) + 0.0",
     {(1, 2): -1, (7, 3): 4}, (2, "which numbers the kind")),
    ("def f(x=None):\n    return 'all' if not x else 7 * x", {None: "all", 0: 0, 2: 14},
     (2, "holds for 0 as well as for None")),
    ("def f(x):\n    return 3 + np.clip(x, 0, 5)", {1: 4, 4: 5, -2: 1, -9: 0},
     (2, "what it is that `clip` is taken of")),
    ("def f(x):\n    misses = sum(x)\n    alarms = len(x)\n    return 5 * alarms + misses + 1",
     {(1, 1): 13, (3, 1): 23, (2,): 12}, (4, "which is which of")),
]  # fmt: skip


def passing(cases):
    """Return a function that says whether code passes, and what it was given."""
    tried = []

    def passes(code):
        tried.append(code)
        names = {"print": lambda *_: None, "np": np}
        try:
            exec(code, names)
            with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
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
        (
            "def f(x, rate):\n    return x",
            UNUSED,
        ),
        (
            "def f(x, *, rate=1):\n    return x",
            UNUSED,
        ),
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
    assert told[0].endswith(UNUSED)
    assert "in line 4, `return 2 * x`" in told[1]


def test_what_no_change_mends_may_still_hold_something_unused():
    answer = "def f(x, rate):\n    return 7 if x else 3\n"
    said = Notebook(answer).message('expect(f(3, 2), 61, "a")', 'expect(f(5, 9), 77, "b")')
    assert said.endswith(UNUSED)


@pytest.mark.parametrize(
    ("head", "body", "is_told"),
    [
        ("x, path=[]", "path.append(x)\n    return path", True),
        ("x, seen={}", "seen[x] = 1\n    return list(seen)", True),
        ("x, *, path=[]", "path.append(x)\n    return path", True),
        ("x, path=[]", "path += [x]\n    return path", True),
        ("x, path=[]", "return [*path, x, x]", False),
        ("x, path=[]", "path = list(path)\n    path.append(x)\n    return 2 * path", False),
        ("x, path=None", "path = path or []\n    path.append(x)\n    return 2 * path", False),
    ],
)
def test_a_default_that_keeps_what_is_put_into_it_is_told(head, body, is_told):
    said = Notebook(f"def f({head}):\n    {body}\n").message(
        'expect(f(3), [3], "a")', 'expect(f(5), [5], "b")'
    )
    assert ("is made once, when the function is defined" in said) == is_told
