"""Relations are facts: each is told where it holds, and none where two hold equally well."""

import pytest

from tests.utils.cells import Notebook

PAIR = ["expect(f(x)[0], 6.0, 'a')", "expect(f(x)[1], np.array([1.0, 2.0]), 'b')"]
NUMBERS = ["expect(f(1.0), 3.0, 'a')", "expect(f(2.0), 7.0, 'b')", "expect(f(4.0), 11.5, 'c')"]
ARRAY = ["expect(f(x), np.array([3.0, 1.0, 4.0, 1.5]), 'a')"]
ROWS = ["expect(f(x), 6.0, 'a')", "expect(f(y), 10.0, 'b')"]
RIGHT = "{1.0: 3.0, 2.0: 7.0, 4.0: 11.5}[x]"
GIVEN = "x = np.array([5.0, 2.0, 9.0])\ny = np.array([1.0, 7.0])\n"

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
    ("return {'a': 1, 'b': 3}", ["expect(f(x), {'a': 1, 'b': 2}, 'a')"], "only 'b' differs"),
    ("return {5.0: 6.0, 1.0: 10.0}[x[0]] * len(x)", ROWS, "the number of rows that come in"),
    ("return {5.0: 6.0, 1.0: 10.0}[x[0]] / len(x)", ROWS, "divided once too often"),
    ("x -= 1\n    return x", ARRAY, "The answer changes `x`"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "checks", "words"), CASES)
def test_a_relation_is_told_where_it_holds(body, checks, words):
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
