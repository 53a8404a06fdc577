"""The errors that learners meet most are explained, with their own line."""

import pytest

from tests.utils.cells import Notebook
from utils.checks.explanations import explain

GIVEN = """
x = np.array([1, 2, 4])
table = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
frame = pd.DataFrame({"area": [1.0, 2.0]})
locked = np.array([1.0, 2.0])
locked.flags.writeable = False
"""
ERRORS = [
    ("x -= 0.5", "whole numbers"),
    ("np.zeros((4, 2))[2:5] = table", "is written has the shape (2,3), and the place for it (2,2)"),
    ("return np.bincount(x / 1)", "make the array with `dtype=int`"),
    ("return np.bincount(np.array(['a', 'b']))", "counts texts, too"),
    ("return np.array(['a', 'b']).mean()", "Texts cannot be added up"),
    ("return min([])", "nothing to take the smallest or largest of"),
    ("return max(1.5, None)", "One of two values that are compared is None"),
    ("return 1 if x > 2 else 0", "one True or False"),
    ("return table @ x[:2]", "columns on the left"),
    ("return x + x[:2]", "cannot be combined element by element"),
    ("return np.array([[1, 2], [3]])", "rows have different lengths"),
    ("return x.reshape(2, 2)", "do not fill the shape"),
    ("return x.sum(axis=1)", "there is no axis 1"),
    ("return np.linalg.inv(np.ones((2, 2)))", "no inverse"),
    ("return np.linalg.solve(table, x[:2])", "square matrix"),
    ("return np.linalg.solve(table @ table.T, x)", "as many rows in `M`"),
    ("return np.quantile(x, 10)", "a share from 0 to 1"),
    ("return x.mean()[0]", "one single number"),
    ("locked[0] = 5", "must not be changed"),
    ("return x[len(x) / 2]", "whole number, a slice"),
    ("return table[x[:2] > 1, 0, 1]", "has fewer axes"),
    ("return x[3]", "there is no entry 3"),
    ("return [1, 2][2]", "shorter than the index"),
    ("return frame['Area']", "no key or column Area"),
    ("return frame[frame['area'] > 1]['area'][0]", "the label 0: a label is no position. For"),
    ("return frame.price", "no attribute or column `price`"),
    ("a = [3, 1].sort()\n    return a[0]", "A value is None here"),
    ("return [1, 2] - 1", "does not work between list and int"),
    ("return g()", "called without 'a'"),
    ("return g(1, 2)", "takes 1 arguments and got 2"),
    ("return g(b=1)", "knows no argument `b`"),
    ("return len(x)(3)", "Is an operator missing"),
    ("return x.mean()(3)", "Is an operator missing"),
    ("return len[x]", "without its parentheses"),
    ("for i in 3: pass", "`range("),
    ("for i in x.mean(): pass", "`range("),
    ("return float([1, 2])", "got a list"),
    ("return round({'mse': 2.5}, 1)", "`round` takes one number, and this is a whole dict"),
    ("for i in range(len(x) / 2): pass", "`//`"),
    ("a, b = x", "There are too many values"),
    ("total += 1", "before it got a value"),
    ("return lenght", "Nothing is called `lenght`"),
    ("return [1].mean()", "has no `.mean`"),
    ("return [1, 2].index(3)", "looks for 3 in a list"),
    ("return round(table, 2)", "a whole ndarray"),
    ("return sorted(['b', np.nan, 'a'])", "drop it first"),
    ("return np.avg(x)", "nothing called `avg`"),
    ("return 1 / 0", "divided by 0"),
    ("return f(x)", "calls itself without end"),
    ("return float('two')", "Text stands where a number"),
]


@pytest.mark.parametrize(("body", "words"), ERRORS)
def test_an_error_is_explained_with_the_line_where_it_happened(body, words):
    notebook = Notebook(f"{GIVEN}def g(a):\n    return a\n\ndef f(x):\n    {body}")
    said = notebook.message("expect(f(x), 1, 'it is one')")
    assert words in said
    assert body.rpartition("\n")[2].strip() in said
    assert "What should hold: it is one." in said


RESULTS = [
    ("pass", "expect(f(x)[0], 1, 'a')", "f(x) gives None. Did you forget `return`?"),
    ("return 1,", "expect(f(x)[1], 1, 'a')", "f(x) gives fewer results"),
    ("return np.ones(2)", "expect(f(x)[:, 0], 1, 'a')", "f(x) gives an array with fewer axes"),
    ("pass", "expect(f(x[:2]).shape, (2,), 'a')", "f(x[:2]) gives None. Did you forget `return`?"),
    ("pass", "expect(f(np.arange(9)[1:]).shape, (2,), 'a')", "f(np.arange(9)[1:]) gives None."),
    ("pass", "expect([one['C'] for one in f(x)], [1], 'a')", "f(x) gives None."),
    ("pass", "expect(f(x) > 0.5, True, 'a')", "f(x) gives None."),
    ("return x(5), 1", "expect(f(lambda p: p[0])[1], 5, 'a')", "Square brackets need"),
    ("return x(None)", "expect(f(lambda p: p[0]), 5, 'a')", "A value is None here."),
    ("return None, 2", "expect(f(x)[0].shape, 5, 'a')", "A value is None where an object"),
    ("return np.float64(2)", "expect(f(x)[0], 5, 'a')", "f(x) gives one single value"),
    ("return x[:2]", "expect(f(x)[2], 5, 'a')", "fewer values than expected: print its shape."),
    ("return [1, 2]", "expect(f(x)[2], 5, 'a')", "fewer values than expected: print its length."),
    ("return {1: 3}.values()", "expect(f(x)[0], 3, 'a')", "gives a dict_values that has no parts"),
    ("return 1, 2", "expect(f(x)['low'], 1, 'a')", "f(x) gives no dict"),
    ("return (x > 1) - (x < 1)", "expect(f(x), 1, 'a')", "True and False cannot be subtracted"),
    (
        "return np.tensordot(x, np.ones(7), 1)",
        "expect(f(x), 1, 'a')",
        "at the rim a slice is cut short",
    ),
    ("return 1", "expect(f(x)[1], 1, 'a')", "f(x) gives one single value"),
    ("return {'a': 1}", "expect(f(x)['b'], 1, 'a')", "f(x) has no key 'b'"),
    ("return {'a': 1}", "one = f(x)\n    expect(one['b'], 1, 'a')", "`one` has no key 'b'"),
    (
        "return x({'m': 2}), 3",
        "expect(f(lambda s: s['n'])[1], 3, 'a')",
        "There is no key or column n",
    ),
]


@pytest.mark.parametrize(("body", "check", "words"), RESULTS)
def test_a_result_that_lacks_a_part_is_said_to(body, check, words):
    assert words in Notebook(f"{GIVEN}def f(x):\n    {body}").message(check)


def test_a_missing_name_is_asked_for():
    assert "keep the name that the exercise gave" in Notebook().message("expect(f(1), 1, 'a')")


def test_an_unusual_error_is_shown_as_it_is():
    said = Notebook("def f(x):\n    raise OSError('disk on fire')").message("expect(f(1), 1, 'a')")
    assert "OSError: disk on fire" in said


@pytest.mark.parametrize(("body", "words"), ERRORS)
def test_what_may_not_be_repeated_leaves_no_gap(body, words):
    answer = f"{GIVEN}def g(a):\n    return a\n\ndef f(x):\n    {body}"
    names = {}
    exec(f"import numpy as np\nimport pandas as pd\n{answer}", names)
    with pytest.raises(Exception) as stopped:
        names["f"](names["x"])
    said = explain(stopped.type.__name__, str(stopped.value), quoting=False)
    assert said and not [hole for hole in ("[[", "]]", "{", "  ", " .", " :") if hole in said]
