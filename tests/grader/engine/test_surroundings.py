"""A machine that cannot run what the author wrote gives no scores; what is the author's does."""

from dataclasses import replace

import pytest

from grader.engine.engine import Engine
from grader.engine.faults import EngineError
from tests.grader.engine.notebooks import answer, assignment, check, given, reference

DOUBLE = "def double(x):\n    return 2 * x"
TRIPLE = "def triple(x):\n    return 3 * x"
WRONG = "def double(x):\n    return x"


def notebook(setup, double=DOUBLE, between="pass"):
    """Return two exercises, after these opening cells."""
    return assignment(
        given(setup),
        answer("double", double),
        check("double", 1, 1, "assert double(start) == 2 * start"),
        given(between),
        answer("triple", TRIPLE),
        check("triple", 1, 1, "assert triple(1) == 3"),
    )


@pytest.mark.parametrize(
    ("setup", "error"),
    [
        ("import nosuchpackage\nstart = 1", "ModuleNotFoundError: No module named 'nosuchpackage'"),
        ("from grader import nothing\nstart = 1", "ImportError: cannot import name 'nothing'"),
        ("start = len(open('measured.csv').read())", "FileNotFoundError: [Errno 2] No such file"),
        (
            "start = len(open('/etc/shadow').read())",
            r"(PermissionError|FileNotFoundError): \[Errno",
        ),
        ("import math\nstart = math.nothing()", "AttributeError: module 'math' has no attribute"),
        ("start = [][1]", "IndexError: list index out of range"),
    ],
)
@pytest.mark.parametrize("double", [WRONG, "", DOUBLE])
def test_an_opening_cell_that_fails(engine, setup, error, double):
    line = setup.split("\n")[0] if "import" in setup and "math" not in setup else "start = "
    error = error if error.startswith("(") else error.replace("[", r"\[")
    with pytest.raises(
        EngineError, match=f"cell 1 of tiny .*{line}.* stops here with {error}"
    ) as e:
        engine.judge(notebook(setup), {"double": double, "triple": TRIPLE})
    assert e.value.fatal


@pytest.mark.parametrize(
    ("setup", "lacks"),
    [
        ("sys.path.append(place)\nfrom late import start", "No module named 'late'"),
        ("start = len(open(place + '/late.py').read())", "No such file"),
    ],
)
def test_what_is_there_at_last(tmp_path, setup, lacks):
    task = notebook(f"import sys\nplace = '{tmp_path}'\n{setup}")
    answers = {"double": WRONG, "triple": TRIPLE}
    with Engine([str(tmp_path)]) as engine:
        for _ in range(2):
            with pytest.raises(EngineError, match=lacks):
                engine.judge(task, answers)
        (tmp_path / "late.py").write_text("start = 1")
        assert [r.points for r in engine.judge(task, answers)] == [0, 1]


def test_another_file_beside_the_notebook(engine, tmp_path):
    # Beside the first file the author's answer is wrong, beside the second it is right.
    data = tmp_path / "measured.csv"
    task = notebook("start = len(open('measured.csv').read())", "def double(x):\n    return x + 1")
    task = replace(task, folder=str(tmp_path))
    told = []
    for content in ("22", "1"):
        data.write_text(content)
        first, _ = engine.judge(task, {"double": WRONG, "triple": TRIPLE})
        told.append("tell your instructor" in first.message)
    assert told == [True, False]


def test_an_answer_of_the_authors_that_needs_what_is_missing(engine):
    task = notebook("start = 1", "def double(x):\n    import nosuchpackage\n    return 2 * x")
    with pytest.raises(EngineError, match="cell 3 of tiny stops here with ModuleNotFoundError"):
        engine.judge(task, {"double": WRONG, "triple": TRIPLE})


def test_what_a_check_needs_and_is_missing(engine):
    task = assignment(
        given("pass"), answer("double", DOUBLE), check("double", 1, 1, "import nosuch")
    )
    with pytest.raises(EngineError, match="cell 3 of tiny stops here with ModuleNotFoundError"):
        engine.judge(task, reference(task))


def test_no_answer_of_the_authors_passes(engine):
    cells = [given("import numpy as np")]
    for name in ("one", "two", "three"):
        cells += [answer(name, f"{name} = 1"), check(name, 1, 1, f"assert {name} == 2")]
    task = assignment(*cells)
    with pytest.raises(EngineError, match="none of the author's answers to tiny passes its checks"):
        engine.judge(task, {"one": "one = 3"})


def test_a_warning_stops_nothing(engine):
    task = notebook("import warnings\nwarnings.warn('of old age')\nstart = 1")
    results = engine.judge(task, {"double": WRONG, "triple": TRIPLE})
    assert [r.points for r in results] == [0, 1]
    assert "tell your instructor" not in results[0].message


def test_an_exercise_that_is_broken_by_design_stops_no_other(engine):
    task = notebook("start = 1", double=WRONG, between="assert double(1) == 2\nend = 1")
    results = engine.judge(task, {"double": DOUBLE + "\n\n", "triple": "def triple(x): return 0"})
    assert [r.points for r in results] == [1, 0]
    results = engine.judge(task, {"double": "double = abs", "triple": TRIPLE})
    assert [r.points for r in results] == [0, 1]
    assert "tell your instructor" in results[0].message
    assert "tell your instructor" not in results[1].message


def test_what_fails_and_matters_to_no_check_stops_nobody(engine):
    task = notebook("start = 1\nimport nosuchpackage")
    results = engine.judge(task, {"double": WRONG, "triple": TRIPLE})
    assert [r.points for r in results] == [0, 1]
