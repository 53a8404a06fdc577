"""When all is judged, the judge looks for the line that is at fault."""

import pytest

from grader.engine.limits import Limits
from grader.engine.rounds import TooBusy, _Round
from tests.grader.engine.attacks import SEND
from tests.grader.engine.notebooks import answer, assignment, check, given, reference

SETUP = given(
    "import os\nimport numpy as np\nfrom utils.checks import Checks, expect\n\n"
    "checks = Checks('paths')\ncount = []"
)
TASK = assignment(
    SETUP,
    answer("path", "def path(steps):\n    return np.cumsum(steps)"),
    check(
        "path",
        1,
        5,
        'with checks("path"):\n'
        '    expect(path([1, 2, 4]), np.array([1, 3, 7]), "each step is added")',
        '    expect(path([2, 2]), np.array([2, 4]), "two steps")',
    ),
    check(
        "path",
        2,
        5,
        'with checks("path", part=2):',
        '    expect(path([-1, 1, 5]), np.array([-1, 0, 5]), "steps back, too")',
    ),
    answer("number", "def number():\n    return len(count)"),
    check("number", 1, 5, 'with checks("number"):\n    expect(number(), 0, "nothing was added")'),
)
LOOP = """\
def path(steps):
    out = np.zeros(len(steps), dtype=int)
    for n in range({}):
        out[n] = out[n - 1] + steps[n]
        {}
    return out
"""


def judge(course_engine, text, **limits):
    answers = reference(TASK) | {"path": text}
    return course_engine.judge(TASK, answers, Limits(search_seconds=10.0, **limits))


def test_it_tells_the_line_and_not_what_belongs_there(course_engine):
    path, number = judge(course_engine, LOOP.format("len(steps) - 1", "pass"))
    assert (path.points, path.status, number.points) == (0, "failed", 5)
    told = "One small change in line 3, `for n in range(len(steps) - 1):`, makes these checks pass"
    assert path.message.count(told) == 1
    assert path.message.endswith("look at where `range` begins and ends.")


def test_a_slip_that_only_hidden_checks_see_is_found_too(course_engine):
    path, _ = judge(course_engine, LOOP.format("len(steps)", "out[n] = abs(out[n])"))
    assert path.points == 5
    assert "`out[n] = abs(out[n])`" in path.message
    assert "path([-1" not in path.message and "[-1, 0, 5]" not in path.message


def test_what_was_tried_costs_nobody_points(course_engine):
    # Each call leaves a trace, which the second exercise would see.
    text = LOOP.format("len(steps) - 1", "pass").replace(
        "    out =", "    count.append(1)\n    out ="
    )
    path, number = judge(course_engine, text)
    assert "One small change in line 4" in path.message
    assert number.points == 0  # the learner's own calls, as without a search


@pytest.mark.parametrize(
    "trick",
    [
        "count.append(1)\n        if len(count) > 20: os._exit(0)",
        "count.append(1)\n        while len(count) > 20: pass",
    ],
    ids=["ends its process", "runs on for ever"],
)
def test_an_answer_that_fights_the_search_keeps_its_verdict(course_engine, trick):
    path, _ = judge(course_engine, LOOP.format("len(steps) - 1", trick), cell_seconds=15.0)
    assert (path.points, path.status) == (0, "failed")
    assert "you got [1, 3, 0]" in path.message
    assert "One small change" not in path.message  # it has fought


TRICKS = {
    "stays where no alarm reaches it": "sum(range(10**12))",
    "takes more memory than it may": "hold()",
    "sends what cannot be read": "send(b'\\xff' * 1000)",
}
HELPERS = f"""\
{SEND}
def hold():
    os.fork(), os.fork()
    held = bytearray(b"x") * (200 << 20)
    while True:
        sum(range(10**12))
"""


@pytest.mark.parametrize("trick", TRICKS)
def test_a_search_that_ends_badly_costs_nobody_anything(course_engine, trick):
    wrong = f"count.append(1)\n        if len(count) > 20: {TRICKS[trick]}"
    answers = {
        "path": HELPERS + LOOP.format("len(steps) - 1", wrong),
        "number": "def number():\n    return 0",
    }
    limits = Limits(search_seconds=10.0, cell_seconds=4.0, memory_mb=300)
    path, number = course_engine.judge(TASK, answers, limits)
    assert (path.points, path.status) == (0, "failed")
    assert "you got [1, 3, 0]" in path.message
    assert "One small change" not in path.message
    assert (number.points, number.message) == (5, "")


def test_a_search_for_which_there_is_no_time_costs_no_second_round(course_engine, monkeypatch):
    within_time, tries = _Round._within_time, []

    def busy_when_all_is_judged(self):
        if self._submission.decided:
            tries.append(1)
            raise TooBusy(self._place, 1.0)
        return within_time(self)

    monkeypatch.setattr(_Round, "_within_time", busy_when_all_is_judged)
    wrong = "count.append(1)\n        if len(count) > 20: sum(range(10**12))"
    path, _ = judge(course_engine, LOOP.format("len(steps) - 1", wrong))
    assert "you got [1, 3, 0]" in path.message
    assert tries == [1]


def test_without_time_there_is_no_search(course_engine):
    text = LOOP.format("len(steps) - 1", "pass")
    path, _ = course_engine.judge(
        TASK, reference(TASK) | {"path": text}, Limits(search_seconds=0.0)
    )
    assert "One small change" not in path.message


def test_a_right_answer_and_an_open_one_are_left_alone(course_engine):
    right, _ = judge(course_engine, LOOP.format("len(steps)", "pass"))
    open_, _ = judge(course_engine, "raise NotImplementedError('not attempted yet')")
    assert (right.points, right.message) == (10, "")
    assert (open_.status, open_.message) == ("not attempted", "Not attempted yet.")


def test_an_alarm_of_the_learner_s_own_goes_off(course_engine):
    text = (
        "import signal, time\n"
        "rung = []\n"
        "signal.signal(signal.SIGALRM, lambda *_: rung.append(1))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.3)\n"
        "def path(steps):\n"
        "    while not rung:\n"
        "        time.sleep(0.05)\n"
        "    return np.cumsum(steps)"
    )
    assert judge(course_engine, text)[0].points == 10
