"""`expect` tells apart every way of being wrong, in words for a beginner."""

import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from utils.checks import CheckFailed, NotAttempted, check_choice, expect
from utils.checks.mistakes import _read
from website.running import execute


def returned(value):
    return value


def message(actual, expected, **tolerances):
    with pytest.raises(CheckFailed) as error:
        expect(returned(actual), expected, "this is so", **tolerances)
    return str(error.value)


AGREE = [
    (2.5, 2.5),
    (2, 2.0),
    (np.float32(0.5), 0.5),
    (np.array(2.5), 2.5),
    (2.5 + 1e-9, 2.5),
    (float("nan"), float("nan")),
    (True, True),
    (np.True_, True),
    ("a", "a"),
    (None, None),
    ([1, 2.0], [1, 2]),
    ((1, 2), [1, 2]),
    (np.array([1, 2]), [1, 2]),
    (np.array([[1.0, 2.0]]), np.array([[1, 2]])),
    (pd.Series([1, 2]), np.array([1, 2])),
    ({"a": np.array([1.0])}, {"a": np.array([1])}),
    ({"a", "b"}, {"b", "a"}),
    (np.array(["a", "b"]), np.array(["a", "b"])),
    (pd.DataFrame({"a": [1.0, np.nan]}), pd.DataFrame({"a": [1, np.nan]})),
    ((np.array([1.0, 2.0]), 0.5), (np.array([1, 2]), 0.5)),
    ([], []),
    (np.zeros((0, 2)), np.zeros((0, 2))),
]


@pytest.mark.parametrize(("actual", "expected"), AGREE)
def test_equal_values_pass(actual, expected):
    expect(actual, expected, "they are equal")


LOOP = []
LOOP.append(LOOP)
HOLDS_ARRAYS = np.empty(2, dtype=object)
HOLDS_ARRAYS[0] = HOLDS_ARRAYS[1] = np.zeros(3)
DIFFER = [
    (None, 2.5, "Did you forget `return`?"),
    (None, np.array([1]), "Did you forget `return`?"),
    (5.0, 2.5, "you got 5.0, expected 2.5"),
    (180000.0, 181234.5, "you got 180000.00, expected 181234.50"),
    (2.500004, 2.5, "you got 2.500004, expected 2.5"),
    (np.array([5.0, 1.0]), 2.5, "expected a number"),
    ("2.5", 2.5, "you got a string"),
    (True, 1, "you got a Boolean"),
    (1, True, "expected True or False"),
    (False, True, "you got False, expected True"),
    (returned, 2.5, "Did you forget the parentheses"),
    (..., 2.5, "placeholder"),
    (np.nan, 2.5, "nan comes from"),
    (np.inf, 2.5, "inf comes from"),
    ("b", "a", "you got 'b', expected 'a'"),
    ([1, 2], np.array([1, 2]), "you got a list"),
    (np.array([[1, 2]]), np.array([1, 2]), "only the shape is not"),
    (np.array([[1, 2, 3], [4, 5, 6]]).T, np.array([[1, 2, 3], [4, 5, 6]]), "transpose"),
    (np.zeros(3), np.zeros(2), "shape (3,), expected (2,)"),
    (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "nan comes from"),
    (np.array([1.0, 3.0]), np.array([1.0, 2.0]), "expected [1., 2.]"),
    (np.arange(100.0), np.append(np.arange(99.0), 0), "1 of 100 values are wrong"),
    (np.array([1, 0]), np.array([True, False]), "expected True and False"),
    (np.array(["a", "c"]), np.array(["a", "b"]), "'c'"),
    ([1, 2, 3], [1, 2], "you got 3 values"),
    ([1, 3], [1, 2], "at [1], you got 3, expected 2"),
    (5, [1, 2], "expected 2 values"),
    ({"a": 1}, {"a": 1, "b": 2}, "the key 'b' is missing"),
    ({"a": 1, "b": 2}, {"a": 1}, "the key 'b' should not"),
    ({"a": 2}, {"a": 1}, "at ['a'], you got 2, expected 1"),
    ([("a", 1)], {"a": 1}, "expected a dict"),
    (np.zeros((2, 1)), pd.DataFrame({"a": [0, 0]}), "expected a frame"),
    (pd.DataFrame({"b": [0]}), pd.DataFrame({"a": [0]}), "columns ['b'], expected ['a']"),
    (pd.DataFrame({"a": [0, 1]}), pd.DataFrame({"a": [0]}), "2 rows, expected 1"),
    (pd.DataFrame({"a": [0]}), pd.DataFrame({"a": [1]}), "column 'a'"),
    (
        pd.DataFrame({"a": [0]}, index=[7]),
        pd.DataFrame({"a": [0]}),
        "the rows have the labels [7], expected [0].",
    ),
    (
        pd.Series([1, 2], index=["x", "y"]),
        pd.Series([1, 2], index=["y", "x"]),
        "['x', 'y'], expected ['y', 'x']. The labels are right, but in another order.",
    ),
    (
        pd.Series(0, index=[*range(19), 7]),
        pd.Series(0, index=range(20)),
        "row 19 has the label 7, expected 19.",
    ),
    ([0.0], pd.Series([0.0]), "expected a Series"),
    (
        np.array([1, 2]),
        (np.array([1, 2]), 3.0),
        "you got an array of shape (2,), expected 2 values",
    ),
    (np.array([3, 1]), np.array(["b", "c"]), "you got [3, 1], expected ['b', 'c']"),
    (np.array([3, 1]), np.array([None, 2.0]), "you got [3, 1], expected [None, 2.0]"),
    ([3, 1], ["b", "c"], "at [0], you got a whole number, 3; expected 'b'"),
    (np.array([3, 1]), ["b", "c"], "you got [3, 1], expected ['b', 'c']"),
    (pd.DataFrame({"a": [1.0]}), pd.DataFrame({"a": ["x"]}), "column 'a': you got [1.]"),
    (pd.Series([3, 1]), pd.Series(["b", "c"]), "you got [3, 1], expected ['b', 'c']"),
    (Decimal("0.5"), 2.5, "you got Decimal('0.5'), expected 2.5."),
    (LOOP, [2.5], "you got a list, which cannot be compared with [2.5]."),
    (
        HOLDS_ARRAYS,
        np.array(["b", "c"]),
        "you got an array, which cannot be compared with ['b', 'c'].",
    ),
]


@pytest.mark.parametrize(("actual", "expected", "words"), DIFFER)
def test_each_difference_has_its_words(actual, expected, words):
    assert words in message(actual, expected)


def test_the_call_is_named_as_it_was_written():
    with pytest.raises(CheckFailed) as error:
        expect(
            returned(
                5.0,  # a comment, an accent (é) and broken lines do not matter
            ),
            2.5,
            "half of five",
        )
    assert str(error.value).splitlines() == [
        "returned(5.0): you got 5.0, expected 2.5.",
        "What should hold: half of five.",
    ]


def test_tolerances_are_the_callers():
    expect(2.6, 2.5, "roughly", atol=0.2)
    assert "2.6" in message(2.6, 2.5, rtol=0.01)


def test_the_message_of_a_hidden_check_holds_no_value():
    with pytest.raises(CheckFailed) as error:
        expect(returned(5.0), 2.5, "the mean is taken")
    assert error.value.hidden_message == "What should hold: the mean is taken."


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """A folder of tables of which the checks know."""
    monkeypatch.setenv("COURSE_MISTAKES", str(tmp_path))
    _read.cache_clear()
    yield tmp_path
    _read.cache_clear()


def test_quiz_options_are_explained(tables, capsys):
    choices = {
        "quiz.step.a": {"right": False, "says": "it overshoots"},
        "quiz.step.b": {"right": True, "says": "short steps land"},
    }
    (tables / "quiz.json").write_text(json.dumps({"choices": choices}))
    check_choice("quiz.step", "B ")
    assert capsys.readouterr().out == "Yes, (b): short steps land\n"
    with pytest.raises(CheckFailed, match="it overshoots"):
        check_choice("quiz.step", "a")
    for nonsense in ("z", 2, "ab", ""):
        with pytest.raises(CheckFailed, match="none of the options"):
            check_choice("quiz.step", nonsense)
    with pytest.raises(NotAttempted):
        check_choice("quiz.step", None)
    with pytest.raises(CheckFailed, match="fetch the course again"):
        check_choice("elsewhere.step", "b")


def test_jupyter_shows_an_open_exercise_as_one_line_and_other_errors_whole(tmp_path):
    cells = [
        "from utils.checks import expect",
        'def f(x):\n    raise NotImplementedError("not attempted yet: replace this line")',
        'expect(f(1), 1, "it is the identity")',
        'raise NotImplementedError("no such option")',
    ]
    document = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    for cell in document.cells:
        cell.metadata.tags = ["raises-exception"]
    ran = execute(document, tmp_path)
    opened, other = (cell.outputs[0] for cell in ran.cells[2:])
    assert opened.output_type == other.output_type == "error"
    assert len(opened.traceback) == 1 and "Write your answer above" in opened.traceback[0]
    assert other.ename == "NotImplementedError" and "no such option" in other.traceback[-1]


def test_one_value_is_no_plural():
    assert "you got 1 value, [2]; expected 3." in message([2], [1, 2, 3]).lower()
    assert "2 values, [1, 2]; expected 1." in message([1, 2], [1])
