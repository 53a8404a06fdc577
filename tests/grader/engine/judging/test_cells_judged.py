"""The course's check cells in the judge: all checks of an exercise are weighed together."""

import re

import pytest

from tests.grader.engine.notebooks import answer, assignment, check, given, reference

SETUP = given(
    "import numpy as np\nfrom utils.checks import Checks, expect\n\nchecks = Checks('carpets')"
)
TASK = assignment(
    SETUP,
    answer("area", "def area(width, height):\n    return width * height"),
    check(
        "area",
        1,
        5,
        'with checks("area"):\n'
        '    expect(area(2, 3), 6, "a carpet of 2 m by 3 m has 6 m²")\n'
        '    expect(area(4, 5), 20, "one of 4 m by 5 m has 20 m²")',
        '    expect(area(7, 0), 0, "without height there is no area")',
    ),
    check(
        "area",
        2,
        5,
        'with checks("area", part=2):',
        '    expect(area(np.array([1, 2]), 2.5), np.array([2.5, 5.0]), "it takes arrays")',
    ),
)


def judge(engine, body):
    (result,) = engine.judge(TASK, reference(TASK) | {"area": f"def area(w, h):\n    {body}"})
    return result


def test_right_answers_pass(course_engine):
    assert judge(course_engine, "return w * h").points == 10


def test_a_cause_is_told_when_all_cells_agree(course_engine):
    result = judge(course_engine, "return 2 * w * h")
    assert result.points == 0
    assert result.message.count("Every value is 2.0 times what it should be.") == 1


def test_a_later_cell_takes_a_cause_back(course_engine):
    result = judge(course_engine, "return 2 * w * h if np.ndim(w) == 0 else w * h")
    assert result.points == 5
    assert "area(2, 3): you got 12, expected 6." in result.message
    assert "times" not in result.message


def test_a_hidden_stop_says_what_should_hold_and_where(course_engine):
    result = judge(course_engine, "w *= 1\n    return np.asarray(w).item() * h")
    assert result.status == "error" and result.points == 5
    assert "On a hidden check the answer stopped with ValueError in line 3" in result.message
    assert "`return np.asarray(w).item() * h`" in result.message
    assert "What should hold: it takes arrays." in result.message
    assert "area(np" not in result.message


def test_a_hidden_wrong_value_is_not_shown(course_engine):
    result = judge(course_engine, "return w * h + 99 * (np.sum(h) == 0)")
    assert "without height there is no area" in result.message
    assert "you got" not in result.message and "area(7, 0)" not in result.message


def test_a_stop_in_one_check_does_not_hide_the_others(course_engine):
    result = judge(course_engine, "return w * h if w != 2 else 1 / 0")
    assert "Something is divided by 0" in result.message
    assert "area(2, 3): the answer stopped in line 2" in result.message


TWO = assignment(
    SETUP,
    answer("side", "def side(area):\n    return area[0] ** 0.5"),
    check("side", 1, 5, "assert side([9]) == 3"),
    answer("rim", "def rim(area):\n    return 4 * side(area)"),
    check("rim", 1, 5, 'with checks("rim"):\n    expect(rim([9]), 12, "four sides of 3 m")'),
)


def test_a_stop_in_another_exercise_tells_the_line_that_called_it(course_engine):
    wrong = {
        "side": "def side(area):\n    return area",
        "rim": "def rim(area):\n    one = area[0]\n    return 4 * side(one)",
    }
    _, result = course_engine.judge(TWO, reference(TWO) | wrong)
    assert "the answer stopped in line 3: `return 4 * side(one)`" in result.message


DRAWING = assignment(
    SETUP,
    answer("draw", "def draw(rng, n):\n    return rng.permutation(n)"),
    check(
        "draw",
        1,
        5,
        'with checks("draw"):\n    rng = np.random.default_rng(1)\n'
        '    expect(list(draw(rng, 9)) == list(draw(rng, 9)), False, "each draw is another one")',
    ),
    check(
        "draw",
        2,
        5,
        'with checks("draw", part=2):\n    rng = np.random.default_rng(1)\n'
        '    expect(draw(rng, 3).sum(), 3, "0, 1 and 2")\n'
        '    expect(draw(rng, 4).sum(), 6, "0, 1, 2 and 3")',
    ),
)


def test_a_check_that_was_doubted_does_not_blur_the_cause(course_engine):
    """On the first submission nobody knows yet that the author's answer changes `rng`, too."""
    wrong = {"draw": "def draw(rng, n):\n    return 2 * rng.permutation(n)"}
    (result,) = course_engine.judge(DRAWING, reference(DRAWING) | wrong)
    assert (result.points, "Every value is 2.0 times" in result.message) == (5, True)


# An answer that passes the visible checks, and tells in another way what a hidden one hands it.
TELLING = {
    "by the text of its error": "raise ValueError(f'told {h}')",
    "by a name that an explanation repeats": "raise NameError(f\"name 'told_{h}' is not defined\")",
    "by the class of its error": "raise type(f'Told{h}', (ValueError,), {})()",
    "by what it claims to be its line": (
        "import linecache, sys\n"
        "        name = sys._getframe().f_code.co_filename\n"
        "        linecache.cache[name] = (1, None, [f'told {h}\\n'] * 20, name)\n"
        "        raise ValueError"
    ),
}


@pytest.mark.parametrize("body", TELLING.values(), ids=TELLING)
def test_a_hidden_check_repeats_nothing_that_the_answer_says_of_it(course_engine, body):
    result = judge(
        course_engine, f"if np.ndim(w) == 0 and h == 0:\n        {body}\n    return w * h"
    )
    assert result.status == "error" and result.points == 5
    assert not re.search("told[ _]?0", result.message.lower())
    assert "without height there is no area" in result.message


def test_a_hidden_check_does_not_show_the_call_whose_result_lacks_a_part(course_engine):
    hidden = "    expect(area(np.array([8, 1]), 9)[1], 9, 'it is as long as its input')"
    task = assignment(*TASK.cells, check("area", 3, 5, 'with checks("area", part=3):', hidden))
    body = "def area(w, h):\n    return None if np.ndim(w) == 1 and w[0] == 8 else w * h"
    (result,) = course_engine.judge(task, reference(task) | {"area": body})
    assert "the answer gives None. Did you forget `return`?" in result.message
    assert "np.array" not in result.message


def test_nothing_is_quoted_once_the_author_s_answer_has_stood_in(course_engine):
    task = assignment(
        *TASK.cells,
        answer("price", "def price(a):\n    return 'the secret' and 2 * a"),
        check("price", 1, 5, 'with checks("price"):\n    expect(price(4), 8, "twice four")'),
        answer("cost", "def cost(a):\n    return 3 * a"),
        check("cost", 1, 5, 'with checks("cost"):\n    expect(cost(4), 12, "three times four")'),
    )
    secret = "price.__code__.co_consts[1].replace(' ', '_')"
    told = f"""def cost(a):\n    raise NameError(f"name '{{{secret}}}' is not defined")"""
    wrong = reference(task) | {"price": "def price(a):\n    return a", "cost": told}
    cost = course_engine.judge(task, wrong)[-1]
    assert cost.points == 0 and "NameError" in cost.message
    assert "A name is not known here" in cost.message
    assert "the secret" not in cost.message and "the_secret" not in cost.message
