"""The course's own checks: `expect` and `check_choice` say the same as in the notebook."""

from pathlib import Path

import pytest

import utils
from grader.engine.engine import Engine
from tests.grader.engine.notebooks import answer, assignment, check, given, reference

SETUP = given("import numpy as np\nfrom utils.checks import check_choice, expect")
TASK = assignment(
    SETUP,
    answer("area", "def area(width, height):\n    return width * height"),
    check(
        "area",
        1,
        5,
        'expect(area(2, 3), 6, "a carpet of 2 m by 3 m has 6 m²")',
        'expect(area(7, 0), 0, "a carpet without height has no area")',
    ),
    check("area", 2, 5, 'expect(area(np.ones(2), 2.0), np.array([2.0, 2.0]), "it takes arrays")'),
    answer("odd", 'odd = "b"', 'odd = None  # your answer: "a", "b" or "c"'),
    check("odd", 1, 1, 'check_choice("odd", odd)'),
)


@pytest.fixture(scope="module", params=[True, False], ids=["a class's", "one's own"])
def course_engine(request):
    """An engine that shows notebooks the course's `utils`."""
    with Engine([str(Path(utils.__file__).parent)], contain=request.param) as engine:
        yield engine


@pytest.mark.parametrize(
    ("source", "points", "words"),
    [
        ("def area(width, height):\n    return width * height", 10, ""),
        ("def area(width, height):\n    print(width * height)", 0, "return"),
        ("def area(width, height):\n    return width + height", 0, "area(2, 3)"),
        ("def area(width, height):\n    return str(width * height)", 0, "area(2, 3)"),
        ("def area(width, height):\n    return 6", 0, "without height has no area"),
        ("def area(width, height):\n    return area", 0, "area(2, 3)"),
        ("def area(width, height):\n    return object()", 0, "area(2, 3)"),
        ("def area(width, height):\n    return float('nan')", 0, "area(2, 3)"),
        ("def area(w, h):\n    return int(w) * h", 5, "TypeError"),
        ("def area(w, h):\n    return np.full(2, w * h)", 5, "area(2, 3)"),
    ],
)
def test_message_of_a_wrong_answer(course_engine, source, points, words):
    result = course_engine.judge(TASK, reference(TASK) | {"area": source})[0]
    assert result.points == points
    assert words in result.message
    assert "area(7, 0)" not in result.message


def test_choice_left_open_is_not_attempted(course_engine):
    results = course_engine.judge(TASK, {"area": reference(TASK)["area"]})
    assert [r.status for r in results] == ["passed", "not attempted"]
