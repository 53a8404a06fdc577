"""Honest work: what is right, wrong, missing, and what a mistake costs."""

import pytest

from tests.grader.engine.notebooks import (
    COST,
    SLOPE,
    TINY,
    answer,
    assignment,
    check,
    exercise,
    given,
    reference,
)


def test_right_answers_earn_everything(engine):
    results = engine.judge(TINY, reference(TINY))
    assert [(r.id, r.points, r.max_points, r.status) for r in results] == [
        ("cost", 5, 5, "passed"),
        ("slope", 5, 5, "passed"),
    ]


def test_blank_notebook_is_not_attempted(engine):
    results = engine.judge(TINY, {})
    assert [(r.points, r.status) for r in results] == [(0, "not attempted")] * 2


def test_stub_with_other_spaces_is_not_attempted(engine):
    cost = "\n\nraise NotImplementedError('not attempted yet')   \n"
    results = engine.judge(TINY, {"cost": cost, "slope": SLOPE})
    assert [r.status for r in results] == ["not attempted", "passed"]


def test_what_a_library_does_not_implement_is_an_attempt(engine):
    cost = "import pandas as pd\n\ndef cost(x, y, w):\n    return pd.Index([1, 2]).shift(1)"
    result = engine.judge(TINY, {"cost": cost, "slope": SLOPE})[0]
    assert result.status == "error" and "NotImplementedError in line 4: " in result.message


def test_wrong_answer_says_which_check_fails(engine):
    wrong = COST.replace(" / 2", "")
    result = engine.judge(TINY, {"cost": wrong, "slope": SLOPE})[0]
    assert (result.points, result.status) == (0, "failed")
    assert "assert np.isclose(cost(X, y, np.zeros(2)), 1.25)" in result.message


def test_hidden_check_keeps_its_secrets(engine):
    hard_coded = "def cost(X, y, w):\n    return 1.25"
    result = engine.judge(TINY, {"cost": hard_coded, "slope": SLOPE})[0]
    assert result.points == 2
    assert "hidden check" in result.message
    assert "canary" not in result.message
    assert "7.25" not in result.message


def test_error_names_type_and_line(engine):
    broken = "def cost(X, y, w):\n    half = 0\n    return 1 / half"
    result = engine.judge(TINY, {"cost": broken, "slope": SLOPE})[0]
    assert result.status == "error"
    assert "ZeroDivisionError in line 3" in result.message


OWN = """\
class Own(ArithmeticError):
    def __new__(cls, a, b):
        return super().__new__(cls)
    def __init__(self, a, b):
        pass"""
RAISES = {
    "a group": ("ExceptionGroup('two', [ValueError(1), KeyError(2)])", "ExceptionGroup"),
    "one of the author's that asks for more": ("Own(1, 2)", "Own"),
}


@pytest.mark.parametrize("name", RAISES)
@pytest.mark.parametrize("where", ["half = 0\nraise {}", "def one():\n    raise {}"])
def test_any_error_is_told(engine, name, where):
    task = exercise("def one():\n    return 1", "assert one() == 1", setup=OWN)
    source, kind = RAISES[name]
    result = engine.judge(task, {"task": where.format(source)})[0]
    assert (result.points, result.status) == (0, "error")
    assert result.message.startswith(f"The answer stopped with {kind} in line 2")


def test_an_error_is_caught_as_what_it_can_be(engine):
    test = "try:\n    fail()\nexcept ArithmeticError:\n    pass\nelse:\n    assert 0"
    task = exercise("def fail():\n    raise Own(1, 2)", test, setup=OWN)
    result = engine.judge(task, reference(task))[0]
    assert (result.points, result.note) == (1, "")


def test_syntax_error_is_reported_as_the_cells(engine):
    result = engine.judge(TINY, {"cost": "def cost(X, y, w:\n    pass", "slope": SLOPE})[0]
    assert result.status == "error"
    assert "SyntaxError" in result.message


def test_one_mistake_has_one_price(engine):
    task = assignment(
        answer("double", "def double(x):\n    return 2 * x"),
        check("double", 1, 4, "assert double(3) == 6"),
        given("eight = double(4)"),
        answer("quadruple", "def quadruple(x):\n    return double(double(x))"),
        check("quadruple", 1, 6, "assert quadruple(1) == 4\nassert eight == 8"),
    )
    answers = reference(task) | {"double": "def double(x):\n    return 3 * x"}
    assert [r.points for r in engine.judge(task, answers)] == [0, 6]


def test_foreign_checks_pay_as_in_nbgrader(engine):
    task = assignment(
        answer("double", "def double(x):\n    return 2 * x"),
        check("a_test", 1, 4, "assert double(3) == 6"),
        answer("quadruple", "def quadruple(x):\n    return double(double(x))"),
        check("another", 1, 6, "assert quadruple(1) == 4"),
    )
    answers = reference(task) | {"double": "def double(x):\n    return 3 * x"}
    assert [r.points for r in engine.judge(task, answers)] == [0, 0]


def test_reference_answer_does_not_help_the_exercise_that_failed(engine):
    task = exercise("def one():\n    return 1", "assert one() == 1", "assert one() > 0")
    result = engine.judge(task, {"task": "def one():\n    return 2"})[0]
    assert result.points == 1


def test_number_on_the_last_line_is_partial_credit(engine):
    task = exercise("n = 3", "0.25", "np.float64(0.5)", "1", "True")
    assert engine.judge(task, reference(task))[0].points == 2.75


@pytest.mark.parametrize("number", ["7.0", "-1.0", "float('nan')", "float('inf')"])
def test_what_is_no_number_of_points_earns_none(engine, number):
    task = exercise("def credit():\n    return 1.0", "credit()")
    result = engine.judge(task, {"task": f"def credit():\n    return {number}"})[0]
    assert (result.points, result.status) == (0, "failed")
    assert "no number of points" in result.note


def test_broken_check_is_nobodys_fault(engine):
    task = exercise("n = 3", "assert n == 4")
    result = engine.judge(task, {"task": "n = 5"})[0]
    assert result.points == 0
    assert "reference answer" in result.message


def test_files_beside_the_notebook_can_be_read(engine, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/numbers.csv").write_text("1,2,3")
    (tmp_path / "helper.py").write_text("SEVEN = 7")
    task = exercise(
        "from helper import SEVEN\nn = SEVEN + len(open('data/numbers.csv').read())",
        "import helper\nassert n == helper.SEVEN + len(open('data/numbers.csv').read())",
    )
    task = type(task)(task.id, task.cells, str(tmp_path))
    assert engine.judge(task, reference(task))[0].points == 1


def test_magics_and_shell_lines_are_harmless(engine):
    source = """\
%matplotlib inline
!pip install nothing
files = !ls
%time n = 3
get_ipython().run_line_magic("timeit", "n")
display(n)
len?"""
    task = exercise("n = 3", "%%time\nassert n == 3")
    assert engine.judge(task, {"task": source})[0].status == "passed"


def test_printing_and_warnings_cost_nothing(engine):
    noisy = "import sys, warnings\nprint('hi', file=sys.stderr)\nwarnings.warn('careful')\n"
    noisy += COST.replace("    return", "    print('cost', file=sys.stderr)\n    return")
    assert engine.judge(TINY, {"cost": noisy, "slope": SLOPE})[0].points == 5


def test_where_checks_name_no_exercise_a_crash_buys_no_reference_answer(engine):
    task = assignment(
        answer("double", "def double(x):\n    return 2 * x"),
        check("a_test", 1, 1, "assert double(3) == 6"),
        check("another", 1, 9, "assert double(4) == 8"),
        answer("quadruple", "def quadruple(x):\n    return double(double(x))"),
        check("the_last", 1, 9, "assert quadruple(1) == 4"),
    )
    answers = reference(task) | {"double": "import os\nos._exit(0)"}
    assert sum(r.points for r in engine.judge(task, answers)) == 0
