"""Relations are facts: each is told where it holds, and none where two hold equally well."""

import pytest

from tests.utils.cells import Notebook

PAIR = ["expect(f(x)[0], 6.0, 'a')", "expect(f(x)[1], np.array([1.0, 2.0]), 'b')"]
NUMBERS = ["expect(f(1.0), 3.0, 'a')", "expect(f(2.0), 7.0, 'b')", "expect(f(4.0), 11.5, 'c')"]
ARRAY = ["expect(f(x), np.array([3.0, 1.0, 4.0, 1.5]), 'a')"]
ROWS = ["expect(f(x), 6.0, 'a')", "expect(f(y), 10.0, 'b')"]
TWO_SHARES = [
    "expect(f(x), np.array([6.0, 2.0, 8.0, 3.0]) / 19, 'a')",
    "expect(f(y), np.array([6.0, 2.0, 8.0, 3.0]) / 19, 'b')",
]
BY_ROWS = ["expect(f(x)[0], 1.0, 'a')", "expect(f(x)[1], x[:2], 'b')"]
BY_ROWS += ["expect(f(y)[0], 1.0, 'c')", "expect(f(y)[1], y, 'd')"]
TOLD_TWICE = ["expect(f(x), (1.5, x), 'a')", "expect(f(x)[1], x, 'b')"]
SUMS = ["expect(f(x), SEVERAL[3], 'a')", "expect(f(y), SEVERAL[2], 'b')"]
TEXTS = ["expect(f(x), ['tar', 'oak'], 'a')"]
PRICED = ["expect(f(x), [('tar', 2.571428), ('oak', 0.333333)], 'a')"]
THREE = ["expect(f(x), ('tar', 2, 0.5), 'a')"]
TRUTH = ["expect(f(x), np.array([True, False, True]), 'a')"]
LARGEST = ["expect(f(y), 7.0, 'a')", "expect(f(x), 9.0, 'b')"]
PLACE = ["expect(f(y), 1, 'a')", "expect(f(x), 2, 'b')"]
RIGHT = "{1.0: 3.0, 2.0: 7.0, 4.0: 11.5}[x]"
GIVEN = "x = np.array([5.0, 2.0, 9.0])\ny = np.array([1.0, 7.0])\n"
GIVEN += "table = np.array([[1.0, 2.0, 6.0], [4.0, 9.0, 3.0]])\n"
GIVEN += "SEVERAL = {3: np.array([3.0, 1.0, 4.0, 1.5]), 2: np.array([2.0, 5.0, 7.0])}\n"

CASES = [
    (f"return 2.5 * {RIGHT}", NUMBERS, "2.5 times what it should be"),
    (f"return {RIGHT} / 3", NUMBERS, "3 times too small"),
    (f"return -{RIGHT}", NUMBERS, "opposite sign"),
    (f"return {RIGHT} + 0.25", NUMBERS, "too large by 0.25"),
    (f"return 1 / {RIGHT}", NUMBERS, "1 divided by what it should be"),
    (f"return {RIGHT} ** 2", NUMBERS, "the square of what it should be"),
    (f"return {RIGHT} ** 0.5", NUMBERS, "the square root of what"),
    (f"return 1 - {RIGHT}", NUMBERS, "1 minus what it should be"),
    (f"return int({RIGHT})", NUMBERS, "whole numbers"),
    (f"return {RIGHT} + x", NUMBERS, ""),
    (f"return {RIGHT} + (x == 4.0)", NUMBERS, ""),  # a single value: too many laws fit
    ("return np.array([4.0, 3.0, 1.5, 1.0])", ARRAY, "in another order"),
    ("return np.array([1.5, 4.0, 1.0, 3.0])", ARRAY, "in reverse order"),
    ("return np.array([0.0, 1.0, 4.0, 1.5])", ARRAY, "right but the first"),
    ("return np.array([3.0, 1.0, 4.0, 0.0])", ARRAY, "right but the last"),
    ("return [3.0, 1.0, 4.0, 1.5]", ARRAY, "The values are right: make an array of them"),
    ("return list(2 * x)", ["expect(f(x), pd.Series(2 * x), 'a')"], "make a Series of them"),
    ("return 2 * x", ["expect(f(x), pd.Series(2 * x), 'a')"], "make a Series of them"),
    ("return np.array([3.0, 1.0, 4.0])", ARRAY, "1 value is missing at the end"),
    ("return np.array([3.0, 1.0, 4.0, 1.5, 9.0, 2.0])", ARRAY, "2 values too many at the end"),
    ("return [0.0, 3.0, 1.0, 4.0, 1.5]", ["expect(f(x), [3.0, 1.0, 4.0, 1.5], 'a')"],
     "1 value too many at the beginning"),
    ("return np.array([1.0, 2.0]), 6.0", PAIR, "results have changed places"),
    ("return np.array([1.0, 2.0]), 6.0", ["expect(f(x), (6.0, np.array([1.0, 2.0])), 'a')"],
     "results have changed places"),
    ("return np.array([1.0, 2.0])", ["expect(f(x), (6.0, np.array([1.0, 2.0])), 'a')"],
     "Only result 2 of 2"),
    ("return 2 * x[0], x", ["expect(f(x), (6.0, x), 'a')", "expect(f(x)[0], 5.0, 'b')"], ""),
    ("return x", ARRAY, "What came in as `x` comes out unchanged."),
    ("return {'a': 1, 'b': 3}", ["expect(f(x), {'a': 1, 'b': 2}, 'a')"], "entry 'b' differs."),
    ("return {5.0: 6.0, 1.0: 10.0}[x[0]] * len(x)", ROWS, "the number of rows that come in"),
    ("return {5.0: 6.0, 1.0: 10.0}[x[0]] / len(x)", ROWS, "divided once too often"),
    ("x -= 1\n    return x", ARRAY, "The answer changes `x`"),
    (f"return np.log({RIGHT})", NUMBERS, "the natural logarithm of"),
    (f"return np.exp({RIGHT})", NUMBERS, "e to the power of"),
    ("return SEVERAL[len(x)] / SEVERAL[len(x)].sum()", SUMS, "are divided by their sum"),
    ("return SEVERAL[len(x)] - SEVERAL[len(x)].mean()", SUMS, "mean of each result is taken off"),
    ("return np.array([6.0, 2.0, 8.0, 3.0]) / (1 + (x > 2.0).sum())", TWO_SHARES,
     "are not divided by their sum"),
    ("return np.array([3.0, 4.0, 8.0, 9.5])", ARRAY, "has those before it added to it"),
    ("return 3.0", ARRAY, "Only the first of the values"),
    ("return np.array([1.5])", ARRAY, "Only the last of the values"),
    ("return []", TEXTS, "nothing has been collected"),
    ("return np.array([])", ARRAY, "nothing has been collected"),
    ("return ['Tar', 'oak']", TEXTS, "right but for capital letters"),
    ("return ['tar', ' oak']", TEXTS, "right but for its spaces"),
    ("return ['tar.', 'oak']", TEXTS, "right but for punctuation"),
    ("return ['tar', 'elm']", TEXTS, ""),
    ("return ['oak', 'tar']", TEXTS, "in reverse order"),
    ("return ['tar', 'oak', 'oak']", TEXTS, "1 value too many at the end"),
    ("return ['tar', 'oak', 2.0]", ["expect(f(x), [('tar', 'oak'), ('oak', 2.0)], 'a')"], ""),
    ("return ['tar', 'oak', 'oak', 2.0]",
     ["expect(f(x), [('tar', 'oak'), ('oak', 2.0)], 'a')"], "they are not grouped"),
    ("return [('tar', 2.57), ('oak', 0.33)]", PRICED, "rounded to 2 decimals"),
    ("return [('tar', 2.57), ('elm', 0.33)]", PRICED, ""),
    ("return [('tar', 257.1428), ('oak', 33.3333)]", PRICED, "100.0 times what it should be"),
    ("return [(2.571428, 'tar'), (0.333333, 'oak')]", PRICED, "The parts of each tuple stand in"),
    ("return [('tar', 3.5), ('oak', 4.25)]", PRICED, "Of each tuple only part 2 differs."),
    ("return ['tar', 2.571428]", ["expect(f(x), [('tar', 2.571428)], 'a')"], "not grouped"),
    ("return 2, 'tar', 0.5", THREE, "in another order"),
    ("return 'tar', 2, 1.5", THREE, "only result 3 differs."),
    ("return 'elm', 3, 0.5", THREE, ""),
    ("return ~np.array([True, False, True])", TRUTH, "True and False are exchanged"),
    ("return np.array([True, True, False])", TRUTH, ""),
    ("return x.argmax()", LARGEST, "The position comes out"),
    ("return x.max()", PLACE, "The value comes out"),
    ("return 0", LARGEST[:1], ""),  # a single one may agree by chance
    ("return x.sum() / 3.1", LARGEST, "expected stands in the array that comes in,"),
    ("return x.max() / 4", LARGEST, "4 times too small."),  # says more than where it stands
    ("return 0.0", NUMBERS, "The calls here all give the same"),  # more than rounded
    ("return x[1]", ["expect(f(x), 2.5, 'a')"], ""),  # one whole number may be anything
    ("return x[0] < 0", ["expect(f(x), True, 'a')", "expect(f(y), True, 'b')"], ""),
    ("return x[0] > 3", ["expect(f(x), False, 'a')", "expect(f(y), True, 'b')"],
     "True and False are exchanged"),
    ("return np.array([0.0, 0.0, 0.0])", ["expect(f(x), np.array([0.2, 0.1, 0.4]), 'a')"], ""),
    ("return len(x) * SEVERAL[len(x)]", SUMS, "the number of rows"),
    ("return (len(x) + 2) * SEVERAL[len(x)]", SUMS, "for one factor, here 5.0, 4.0:"),
    ("return (len(x) - 1) * SEVERAL[len(x)]", SUMS, ""),  # one of them is right
    ("return x + np.zeros((3, 1)) * x[:, None]", ["expect(f(x), x, 'a')"], "on the diagonal"),
    ("return np.outer([1, 2], x)", ["expect(f(x), 3 * x, 'a')"], "to be summed along its axis 0"),
    ("return np.outer(x, [1, 3])", ["expect(f(x), 2 * x, 'a')"], "averaged along its axis 1"),
    ("return x.sum()", ARRAY, ""),
    ("return 3 * x", ["expect(f(x), np.outer([1, 2], x), 'a')"], "summed along axis 0, where"),
    ("return x[None]", ["expect(f(x).shape, (3,), 'a')"], "There is one axis too many."),
    ("return x.sum()", ["expect(f(x).shape, (3,), 'a')"], "One axis is missing."),
    ("return x[:2]", ["expect(f(x).shape, (3,), 'a')"], ""),
    ("return x.mean(axis=1)", ["expect(f(table), table.mean(axis=0), 'a')"],
     "one value for each row of `table`, not for each column"),
    ("return x.mean(axis=0)", ["expect(f(table), table.mean(axis=1), 'a')"],
     "one value for each column of `table`, not for each row"),
    ("return x[:2]", ["expect(f(x), x, 'a')"], "1 value is missing at the end"),
    ("return table", ["expect(f(x), table.T, 'a')"], "Rows and columns have changed places."),
    ("return x[::-1][:2]", ["expect(f(x), x[::-1][:2][::-1], 'a')"], ""),  # two may be chance
    ("return [5.0, 2.0]", ["expect(f(x), x, 'a')"], "1 value is missing at the end"),
    ("return x[0]", ["expect(f(x), x[:2], 'a')"], ""),
    (f"return 0.8337 * {RIGHT} if x < 4 else {RIGHT}", NUMBERS[:2], ""),  # no factor to write
    ("return x", NUMBERS, "Argument 1 comes out as it came in."),
    ("return x", NUMBERS[:1], ""),
    ("return np.array([0.1, 3.3])", ["expect(f(x), np.array([0.0, 3.0]), 'a')"], "not rounded"),
    ("return 2 + len(x), (2 + len(x)) * x[:2]", BY_ROWS, "for one factor, here 5.0, 4.0:"),
    ("return 1.5, np.sort(x)", TOLD_TWICE, "part `[1]`: the values are right, but in another"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "checks", "words"), CASES)
def test_a_relation_is_told_where_it_holds(body, checks, words, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")  # the answer's lines are not looked through
    said = Notebook(f"{GIVEN}def f(x):\n    {body}").message(*checks)
    if words:
        assert words in said
    else:
        assert said.splitlines()[-1].startswith(("What should hold", "("))


def test_one_part_of_the_result_may_have_a_relation_of_its_own():
    lines = ["expect(f(1.0)[0], 5.0, 'a')", "expect(f(1.0)[1], 3.0, 'b')"]
    lines += ["expect(f(2.0)[0], 6.0, 'c')", "expect(f(2.0)[1], 7.0, 'd')"]
    said = Notebook(f"def f(x):\n    return 4 + x, -{RIGHT}").message(*lines)
    assert "In the part `[1]`: every value has the opposite sign." in said
    said = Notebook(f"def f(x):\n    return 4 + x, {RIGHT} + x").message(*lines)
    assert "In the part" not in said


def test_right_values_contradict_a_relation():
    body = f"return 2 * {RIGHT} if x < 4 else {RIGHT}"
    assert "times" not in Notebook(f"def f(x):\n    {body}").message(*NUMBERS)


def test_an_input_that_the_check_itself_replaces_is_not_changed_by_the_answer():
    lines = [
        "x = np.array([1.0, 2.0])",
        "expect(f(x), 1, 'a')",
        "x = x * 2",
        "expect(f(x), 2, 'b')",
    ]
    assert "changes" not in Notebook("def f(x):\n    return 0").message(*lines)


def test_one_result_that_alone_is_wrong_may_have_a_relation_of_its_own():
    lines = ["expect(f(1.0), ('low', 3.0), 'a')", "expect(f(2.0), ('mid', 7.0), 'b')"]
    body = "{1.0: 'low', 2.0: 'mid'}[x]"
    said = Notebook(f"def f(x):\n    return {body}, -{RIGHT}").message(*lines)
    assert "All else is right, only result 2 differs: every value has the opposite sign." in said


def test_results_in_the_wrong_order_show_in_pairs_and_in_parts():
    lines = ["expect(f(1.0), (3.0, 'low'), 'a')", "expect(f(2.0)[0], 7.0, 'b')"]
    lines += ["expect(f(2.0)[1], 'mid', 'c')"]
    body = "{1.0: 'low', 2.0: 'mid'}[x]"
    assert "changed places" in Notebook(f"def f(x):\n    return {body}, {RIGHT}").message(*lines)
    other = Notebook(f"def f(x):\n    return {body}, {RIGHT} * (1 + (x > 1))")
    assert "changed places" not in other.message(*lines)


def test_calls_that_all_give_the_same_are_told():
    lines = ["expect(f(3, 1), 3, 'a')", "expect(f(3, 2), 6, 'b')", "expect(f(5, 2), 10, 'c')"]
    assert "The calls here all give the same" in Notebook("def f(a, k):\n    return 4").message(
        *lines
    )
    assert "The calls" not in Notebook("def f(a, k):\n    return a").message(*lines)
    lines = ["expect(f(3, 1) > 2, True, 'a')", "expect(f(3, 2) > 9, False, 'b')"]
    assert "The calls" not in Notebook("def f(a, k):\n    return 1 / a").message(*lines)


def test_a_change_is_seen_beside_a_copy_and_in_arrays_that_are_made_together():
    spoils = Notebook("def f(h, k):\n    h.sort()\n    return h[0] + k[0] - 1")
    lines = ["h, k = np.array([3.0, 1.0]), np.array([2.0, 1.0])", "kept = h.copy()"]
    said = spoils.message(*lines, "expect(f(h, k), 3.0, 'a')")
    assert "The answer changes `h`, which it is given" in said


def test_what_is_missing_and_goes_through_is_told():
    given = "x = np.array([5.0, np.nan, 9.0])\ndef f(x):\n    return "
    lines = ["expect(f(x), 7.0, 'a')"]
    said = Notebook(given + "x.mean()").message(*lines)
    assert "missing values (nan) in `x`, and they go through" in said
    assert "go through" not in Notebook(given + "8.0").message(*lines)


def test_rows_of_one_table_are_no_two_results():
    table = "np.array([[1.0, 2.0], [3.0, 4.0]])"
    lines = ["expect(f(1)[0], np.array([1.0, 2.0]), 'a')"]
    lines += ["expect(f(1)[1], np.array([3.0, 4.0]), 'b')"]
    said = Notebook(f"def f(x):\n    return {table}[::-1]").message(*lines)
    assert "The two results" not in said


def test_an_array_in_a_dict_that_the_answer_changes_is_noticed():
    lines = ["expect(f(d), 6.0, 'a')"]
    given = "d = {'x': np.array([1.0, 2.0])}\ndef f(d):\n    "
    said = Notebook(f"{given}d['x'] += 1\n    return 5.0").message(*lines)
    assert "The answer changes `d`, which it is given" in said
    assert "changes" not in Notebook(f"{given}return 5.0").message(*lines)


def test_a_part_that_is_none_is_no_forgotten_return():
    said = Notebook("def f(x):\n    return x, None").message("expect(f(1), (1, 2.0), 'a')")
    assert "at [1], you got None, expected 2.0." in said and "forget" not in said


def test_a_value_that_cannot_be_looked_at_has_no_relation():
    given = "class Bag(list):\n    def __getitem__(self, at):\n        raise OSError('empty')\n\n"
    said = Notebook(f"{given}def f(x):\n    return Bag([x, 2])").message(
        "expect(f(1), (1, 3), 'a')"
    )
    assert "at [1], you got 2, expected 3." in said and "OSError" not in said


def test_an_array_without_axes_is_an_argument_like_another():
    lines = ["total = np.array(f(3))", "expect(twice(total), 12, 'a')"]
    given = "def f(x):\n    return x\n\ndef twice(x):\n    return 2 * x"
    assert "you got 6, expected 12." in Notebook(given).message(*lines)


def test_deviations_divided_by_one_less():
    lines = ["expect(f(x), x.std(), 'a')", "expect(f(y), y.std(), 'b')"]
    said = Notebook(f"{GIVEN}def f(x):\n    return x.std(ddof=1)").message(*lines)
    assert "one less than the number of rows" in said
    lines = ["expect(f(x), x.var(ddof=1), 'a')", "expect(f(y), y.var(ddof=1), 'b')"]
    said = Notebook(f"{GIVEN}def f(x):\n    return x.var()").message(*lines)
    assert "by the number of rows, not by one less" in said


def test_an_input_that_the_check_cell_makes_is_watched_from_the_first_call_on():
    lines = ["h = np.array([[1.0, -2.0]])", "expect(f(h), np.array([[2.0, -4.0]]), 'a')"]
    said = Notebook("def f(h):\n    h *= 3\n    return h").message(*lines)
    assert "The answer changes `h`, which it is given" in said
    said = Notebook("def f(h):\n    return h * 3").message(*lines)
    assert "changes" not in said
    lines = ["h = np.ones(2)", "for k in (0, 1):\n        h[k] += 1\n        expect(f(h), k, 'a')"]
    assert "changes" not in Notebook("def f(h):\n    return h * 3").message(*lines)
    assert "changes" not in Notebook("h = np.ones(2)\ndef f(h):\n    return 3").message(*lines[1:])
    lines = ["for k in (0, 1): expect(f(h, k), k, 'a')"]
    said = Notebook("h = np.ones(2)\ndef f(h, k):\n    h[k] = 5\n    return 3").message(*lines)
    assert "The answer changes `h`, which it is given" in said


@pytest.mark.parametrize(
    ("makes", "body", "words"),
    [
        ("h = np.array([1.0, 2.0])", "return h", "What came in as `h` comes out unchanged."),
        ("h = np.random.default_rng(0).normal(size=3)", "return h", "`h` comes out: if you"),
        (
            "h = np.random.default_rng(0).normal(size=3)",
            "h /= 9\n    return h",
            "`h` comes out: if",
        ),
        ("h = list('abc')", "h.reverse()\n    return h", "`h` comes out: if you change it, work"),
        ("h = pd.DataFrame({'a': [1, 2]})", "h['a'] = 5\n    return h", "`h` comes out: if"),
    ],
)
def test_what_comes_in_and_out_is_unchanged_where_that_is_known(makes, body, words):
    said = Notebook(f"def f(h):\n    {body}").message(makes, "expect(f(h), h * 2, 'a')")
    assert words in said


def test_what_the_check_changes_itself_is_its_own_affair():
    lines = ["h = np.array([[1.0, -2.0]])", "expect(f(h), np.array([[2.0, -4.0]]), 'a')"]
    lines.insert(1, "h[0, 0] = 5.0")
    assert "changes" not in Notebook("def f(h):\n    return h * 3").message(*lines)
