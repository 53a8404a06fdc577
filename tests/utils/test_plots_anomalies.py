"""Pictures of anomalies show who is known, who rings, and where a plane was cut."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from tests.utils.pictures import legend, texts
from utils import plots

X = np.array([[0.0, 1.0], [0.5, 3.5], [4.0, 5.0], [9.0, 0.0]])


def far(points):
    return np.sum(points**2, axis=1)


def test_known_anomalies_stand_apart_from_the_others():
    ax = plots.strangeness(far, X, [0, 0, 1, 0], levels=[])
    blue, orange = ax.collections[:2]
    assert len(blue.get_offsets()) == 3 and orange.get_offsets().tolist() == [[4.0, 5.0]]
    assert same_color(orange.get_facecolors()[0][:3], plots.SECOND)


def test_the_lines_are_where_the_score_has_the_levels():
    ax = plots.strangeness(far, X, levels=[25.0, 4.0], threshold=9.0)
    lines, dashed = ax.collections[1:]
    for path, level in zip(lines.get_paths(), [4.0, 25.0], strict=True):
        assert far(path.vertices) == pytest.approx(level, abs=0.2)
    assert far(dashed.get_paths()[0].vertices) == pytest.approx(9.0, abs=0.2)
    ax.legend()
    assert legend(ax) == ["normal", "threshold"]


def test_without_levels_there_are_five():
    lines = plots.strangeness(far, X).collections[1]
    assert len(lines.get_paths()) == 5


def test_a_score_at_the_threshold_rings():
    ax = plots.alarms([1.0, 5.0, 3.0, 7.0], 5.0, [0, 0, 1, 1], time=[10, 20, 30, 40])
    normal, anomaly, ring, line = ax.lines
    assert normal.get_xdata().tolist() == [10, 20]
    assert anomaly.get_ydata().tolist() == [3.0, 7.0]
    assert ring.get_xdata().tolist() == [20, 40]
    assert set(line.get_ydata()) == {5.0}


def test_a_threshold_may_move():
    ax = plots.alarms([1.0, 5.0, 3.0], [0.5, 6.0, 3.5], xlabel="day")
    assert ax.lines[1].get_xdata().tolist() == [0]
    assert ax.lines[-1].get_ydata().tolist() == [0.5, 6.0, 3.5]
    assert ax.get_xlabel() == "day"


def test_where_nothing_rings_no_alarm_is_named():
    ax = plots.alarms([1.0, 2.0], 9.0)
    ax.legend()
    assert legend(ax) == ["normal"]


def test_cuts_are_numbered_and_stay_in_their_box():
    made = [(0, 6.0, [[0, 9], [0, 5]]), (1, 4.0, [[0, 6], [0, 5]])]
    ax = plots.cuts(X, made, X[2])
    assert ax.lines[0].get_xydata().tolist() == [[6.0, 0.0], [6.0, 5.0]]
    assert ax.lines[1].get_xydata().tolist() == [[0.0, 4.0], [6.0, 4.0]]
    assert texts(ax) == ["1", "2"]
    assert texts(plots.cuts(X, made, numbered=1, ax=plt.figure().gca())) == ["1"]
    assert same_color(ax.lines[2].get_color(), plots.HIGHLIGHT)


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.strangeness(far, X, ax=ax),
        lambda ax: plots.alarms([1.0, 2.0], 1.5, ax=ax),
        lambda ax: plots.cuts(X, [], ax=ax),
    ],
    ids=["strangeness", "alarms", "cuts"],
)
def test_everything_draws_on_the_axes_it_is_given(draw):
    _, (left, right) = plt.subplots(1, 2)
    assert draw(left) is left
    assert not right.has_data()
