"""Workers and judges start where the author's opening cells end."""

import contextlib
import os
import time
from dataclasses import replace

import psutil
import pytest

from grader.engine.engine import Engine
from grader.engine.limits import Limits
from tests.grader.engine.notebooks import answer, assignment, check, given, reference

SUM = "def total(values):\n    return float(np.sum(values))"
CHECK = check("total", 1, 1, "assert total(data) == 6", "assert total(data[1:]) == 5")


def task(*opening, check_cell=CHECK, source=SUM):
    """Return an assignment whose author begins with these cells."""
    cells = [given(text) for text in opening]
    return assignment(*cells, answer("total", source), check_cell)


@pytest.fixture
def own_engine():
    """An engine whose processes can be counted."""
    others = {process.pid for process in zygotes()}
    with Engine() as engine:
        engine.others = others
        yield engine


def points(engine, assignment, answers=None, limits=None):
    """Return the points of a submission, the author's own answers by default."""
    results = engine.judge(assignment, answers or reference(assignment), limits)
    return [result.points for result in results]


def assert_stages(engine, count):
    """See that so many processes wait below the zygote, once those that are done have gone."""
    for _ in range(200):
        own = [process for process in zygotes() if process.pid not in engine.others]
        if len(own) == 2 + count:  # the launcher and the zygote itself
            return
        time.sleep(0.02)
    assert len(own) - 2 == count


def zygotes():
    """Return all warm processes below this one, and what they forked."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found += [process for line in process.cmdline() if line.endswith(".zygote")]
    return found


def test_an_assignment_gets_two(own_engine):
    plain = task("import numpy as np", "data = [1, 2, 3]")
    assert [points(own_engine, plain) for _ in range(2)] == [[1]] * 2
    assert_stages(own_engine, 2)


def test_no_submission_sees_what_another_did(own_engine):
    leak = "import numpy\nnumpy.seen = globals().get('seen', 0) + getattr(numpy, 'seen', 0) + 1\n"
    changing = task(
        "import numpy as np",
        "data = [1, 2, 3]",
        source=leak + SUM,
        check_cell=check("total", 1, 1, "assert total(data) == 6\ndata.append(1)\nnp.sum = None"),
    )
    spoiling = {"total": "data.clear()\n" + leak + SUM + "\nassert numpy.seen == 1"}
    assert [points(own_engine, changing, spoiling) for _ in range(4)] == [[1]] * 4


def test_random_numbers_go_on_from_where_the_opening_left_them(own_engine):
    drawing = task(
        "import numpy as np",
        "np.random.seed(3)\ndata = np.random.random(5)",
        source="def total(values):\n    return float(np.random.random())",
        check_cell=check(
            "total",
            1,
            1,
            "state = np.random.get_state()\nexpected = np.random.random()\n"
            "np.random.set_state(state)\nassert total(data) == expected",
        ),
    )
    assert [points(own_engine, drawing) for _ in range(3)] == [[1]] * 3


def test_a_learner_may_look_at_what_only_the_opening_made(own_engine):
    demonstrating = task("import numpy as np", "data = [1, 2, 3]\nfactor = 1")
    using = {"total": "def total(values):\n    return factor * sum(values)"}
    assert [points(own_engine, demonstrating, using) for _ in range(3)] == [[1]] * 3


@pytest.mark.parametrize(
    "cell",
    [
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=[60], daemon=True).start()",
        "import sys\nsys.exit()",
        "import time\ntime.sleep(1.5)",
    ],
    ids=["a thread", "an exit", "too long"],
)
def test_without_them_where_the_opening_does_not_let_itself_be_forked(own_engine, cell):
    awkward = task("import numpy as np\ndata = [1, 2, 3]", cell)
    limits = Limits(cell_seconds=1)
    alone = points(own_engine, awkward, limits=limits)
    assert [points(own_engine, awkward, limits=limits) for _ in range(2)] == [alone] * 2
    assert_stages(own_engine, 0)


def test_a_cell_of_the_opening_that_fails_ends_there_as_in_a_notebook(own_engine):
    failing = task("import numpy as np\ndata = [1, 2, 3]\n1 / 0\ndata = []")
    assert [points(own_engine, failing) for _ in range(3)] == [[1]] * 3
    assert_stages(own_engine, 2)


def test_files_beside_the_notebook_are_there(own_engine, tmp_path):
    (tmp_path / "numbers.txt").write_text("1 2 3")
    reading = task(
        "import numpy as np", "data = [int(n) for n in open('numbers.txt').read().split()]"
    )
    reading = replace(reading, folder=str(tmp_path))
    assert [points(own_engine, reading) for _ in range(3)] == [[1]] * 3
    (tmp_path / "numbers.txt").write_text("1 2 4")
    assert points(own_engine, reading) == [0]
    assert os.listdir(tmp_path) == ["numbers.txt"]


def test_a_module_beside_the_notebook_comes_before_one_of_that_name_elsewhere(own_engine, tmp_path):
    (tmp_path / "colorsys.py").write_text("data = [1, 2, 3]")
    importing = task("import numpy as np", "from colorsys import data")
    importing = replace(importing, folder=str(tmp_path))
    assert [points(own_engine, importing) for _ in range(3)] == [[1]] * 3


def test_only_so_many_wait(own_engine, monkeypatch):
    monkeypatch.setattr("grader.engine.engine._MOST_STAGED", 1)
    for number in range(2):
        several = task("import numpy as np", f"data = [1, 2, 3]  # {number}")
        assert [points(own_engine, several) for _ in range(3)] == [[1]] * 3
    assert_stages(own_engine, 2)
