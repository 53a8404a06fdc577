"""The course's check cells in the judge: all checks of an exercise are weighed together."""

from pathlib import Path

import pytest

import utils
from grader.engine.engine import Engine
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


@pytest.fixture(scope="module")
def course_engine():
    """An engine that shows notebooks the course's `utils`."""
    with Engine([str(Path(utils.__file__).parent)]) as engine:
        yield engine


def judge(engine, body):
    (result,) = engine.judge(TASK, reference(TASK) | {"area": f"def area(w, h):\n    {body}"})
    return result


def test_right_answers_pass(course_engine):
    assert judge(course_engine, "return w * h").points == 10


def test_a_cause_is_told_when_all_cells_agree(course_engine):
    result = judge(course_engine, "return 2 * w * h")
    assert result.points == 0
    assert result.message.count("Every value is 2.0 times what it should be.") == 2


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
    assert "99" not in result.message and "area(7, 0)" not in result.message


def test_a_stop_in_one_check_does_not_hide_the_others(course_engine):
    result = judge(course_engine, "return w * h if w != 2 else 1 / 0")
    assert "Something is divided by 0" in result.message
    assert "area(2, 3): the answer stopped in line 2" in result.message
