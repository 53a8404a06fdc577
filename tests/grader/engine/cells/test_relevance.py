"""What of the author's cells is run: all that a verdict may depend on, and little else."""

import ast

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.engine.cells.relevance import outline, relevant
from tests.grader.engine.notebooks import answer, assignment, check, given, reference

VALUES = {"np": np, "plt": plt, "X": np.zeros(3), "model": object(), "items": [], "f": abs,
          "Model": type("Model", (), {}), "make": lambda n: None}  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("X = np.ones(3)", "X"),
        ("X[0] = 1", "X"),
        ("del X", "X"),
        ("if True:\n    X = 1", "X"),
        ("for item in items:\n    X = item", "X"),
        ("with open('x') as X:\n    pass", "X"),
        ("def X():\n    pass", "X"),
        ("class X:\n    pass", "X"),
        ("import numpy as X", "X"),
        ("model.fit(X)", "model"),
        ("history = model.fit(X)", "model"),
        ("items.append(1)", "items"),
        ("train(model)", "model"),
        ("result = train(data=model)", "model"),
        ("np.random.seed(0)", "X"),
        ("np.seterr(all='ignore')", "X"),
        ("if True:\n    np.seterr(all='ignore')", "X"),
        ("print(model.fit(X))", "model"),
        ("f(unknown)", "unknown"),
        ("y = np.random.random(3)", "X"),
        ("y = random.random()", "X"),
        ("y = np.random(3)", "X"),
        ("f(np.random)", "X"),
        ("make(3).fit(X)", "make"),
    ],
)
def test_what_may_matter_runs(statement, wanted):
    body = ast.parse(statement).body
    assert relevant(body, {wanted}, VALUES)[0] == body


@pytest.mark.parametrize(
    "statement",
    [
        "Y = np.ones(3)",
        "print(X, model, items)",
        "plt.plot(X, items)",
        "figure, axes = plt.subplots()",
        "Y = f(X)",
        "print(len(items))",
        "def helper():\n    return X",
        "for item in items:\n    print(item)",
        "other.plot(X)",
        "X",
        "assert X.sum() == 0",
        "runs = [rng.random(4) for _ in range(3)]",
        "Y = list(map(float, [1]))",
        "Model(3).fit(X)",
    ],
)
def test_what_only_shows_something_is_passed_over(statement):
    assert (
        relevant(ast.parse(statement).body, {"X", "model", "items", "Model", "float"}, VALUES)[0]
        == []
    )


def test_what_a_needed_statement_needs_is_needed():
    body = ast.parse("a = 1\nb = a + 1\nc = 5\ndef f():\n    return b").body
    kept, _ = relevant(body, {"f"})
    assert [ast.unparse(s)[:5] for s in kept] == ["a = 1", "b = a", "def f"]


def cells(*pairs):
    return [{"kind": kind, "source": source} for kind, source in pairs]


def test_outline_looks_at_what_comes_later():
    task = cells(
        ("given", "a = 1\nb = 2\nc = 3"),
        ("answer", "def task():\n    return b"),
        ("given", "d = a"),
        ("check", "assert d == 1"),
        ("given", "e = 1"),
    )
    wanted = outline(task, {}, 1)
    judge, worker = wanted[0]
    assert "a" in judge and "a" in worker
    assert "b" not in judge and "b" in worker
    assert "c" not in worker
    assert 4 not in wanted


DEMONSTRATION = "import numpy as np\nX = np.ones(3)", "model = train(X)\nprint(model)"


@pytest.mark.parametrize(
    ("known", "check", "runs"),
    [
        ({"X": VALUES["X"]}, "assert task(X) == 1", False),
        ({}, "assert task(X) == 1", True),  # who knows what X is, and what becomes of it
        ({"X": VALUES["X"]}, "X = []\nassert task(X) == 1", False),
        ({}, "model = task(2)\nassert model == 1", False),
        ({"X": VALUES["X"]}, "assert task(X) == 1 and model", True),
    ],
)
def test_a_demonstration_runs_where_a_check_may_depend_on_it(known, check, runs):
    task = cells(
        ("given", DEMONSTRATION[0]),
        ("answer", "def task(X):\n    return 1"),
        ("given", DEMONSTRATION[1]),
        ("check", check),
    )
    judge, _ = outline(task, known, 1)[2]
    values = {"np": np, "train": lambda X: None, **known}
    kept, _ = relevant(ast.parse(DEMONSTRATION[1]).body, judge, values)
    assert bool(kept) == runs


def test_a_name_that_is_bound_anew_has_no_lasting_value():
    task = cells(
        ("given", "X = np.ones(3)"),
        ("answer", "def task(X):\n    return 1"),
        ("given", "spoil(X)"),
        ("given", "y = 1\nfit(X)\nX = X"),
        ("check", "assert task(X) == y"),
    )
    assert "fit" in outline(task, {"X": VALUES["X"]}, 1)[2][0]


def test_answer_may_use_what_the_author_did_not(engine):
    task = assignment(
        given("import numpy as np\nhidden = 41"),
        answer("task", "def task():\n    return 42"),
        check("task", 1, 1, "assert task() == 42"),
    )
    for source in (
        "def task():\n    return hidden + 1",
        "def task():\n    return globals()['hid' + 'den'] + 1",
        "task = lambda: [hidden + n for n in [1]][0]",
    ):
        assert engine.judge(task, {"task": source})[0].points == 1


def test_demonstrations_cannot_cost_or_delay_anything(engine):
    task = assignment(
        answer("task", "def task(n):\n    return n"),
        given("shown = task(10)\nprint(shown)"),
        check("task", 1, 1, "assert task(1) == 1"),
    )
    source = "def task(n):\n    if n == 10:\n        import os; os._exit(1)\n    return n"
    assert engine.judge(task, {"task": source})[0].points == 1


def test_checks_that_need_all_of_the_authors_code_get_it(engine):
    task = assignment(
        given(
            "import numpy as np\nclass Log:\n    lines = []\ndef note():\n    Log.lines.append(1)"
        ),
        given("note()"),
        answer("task", "def task():\n    return 1"),
        check("task", 1, 1, "assert task() == 1 and Log.lines == [1]"),
    )
    assert engine.judge(task, reference(task))[0].points == 1
