"""Pictures of classifiers show the numbers they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from tests.utils.pictures import legend
from utils import plots

X = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 4.0], [3.0, 4.0]])
Y = np.array([0, 0, 1, 1])


def step(points):
    return (points[:, 0] > 1.5).astype(int)


def boundary_of(ax):
    """Return the vertices of the line drawn in the model's color."""
    found = [c for c in ax.collections if same_color(c.get_edgecolor()[:1], plots.MODEL)]
    return np.concatenate([path.vertices for path in found[-1].get_paths()])


def test_classes_have_their_own_colors_and_names():
    ax = plots.classes(X, Y, ("frog", "toad"), "mass (g)", "length (cm)")
    frogs, toads = ax.collections
    np.testing.assert_array_equal(frogs.get_offsets(), X[:2])
    np.testing.assert_array_equal(toads.get_offsets(), X[2:])
    assert same_color(frogs.get_facecolor()[0][:3], plots.DATA)
    assert same_color(toads.get_facecolor()[0][:3], plots.SECOND)
    assert legend(ax) == ["frog", "toad"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("mass (g)", "length (cm)")


def test_the_boundary_runs_where_the_probability_is_the_threshold():
    def slope(points):
        return points[:, 0] / 4 + 0.1

    for threshold, x in ((0.5, 1.6), (0.35, 1.0)):
        ax = plots.decision_boundary(slope, X, Y, plt.figure().gca(), threshold=threshold)
        line = boundary_of(ax)
        np.testing.assert_allclose(line[:, 0], x, atol=1e-6)
        assert legend(ax) == ["boundary", "class 0", "class 1"]


@pytest.mark.parametrize(
    "predict", [step, lambda points: step(points)[:, None], lambda points: step(points) == 1]
)
def test_the_boundary_takes_classes_columns_and_booleans(predict):
    line = boundary_of(plots.decision_boundary(predict, X, Y))
    np.testing.assert_allclose(line[:, 0], 1.5, atol=0.02)


def test_points_reach_the_classifier_in_their_own_order_of_columns():
    seen = []

    def predict(points):
        seen.append(points)
        return np.zeros(len(points))

    ax = plots.decision_boundary(predict, X * [1, 100], Y)
    low, high = seen[0].min(axis=0), seen[0].max(axis=0)
    assert (low < [0, 0]).all() and (high > [3, 400]).all() and high[0] < 4
    assert ax.get_xlim() == (low[0], high[0]) and ax.get_ylim() == (low[1], high[1])


def test_a_classifier_that_never_says_yes_has_no_boundary():
    ax = plots.decision_boundary(lambda points: np.zeros(len(points)), X, Y)
    assert legend(ax) == ["class 0", "class 1"]
    ax.figure.canvas.draw()


def test_points_in_a_column_still_give_a_picture():
    plots.decision_boundary(step, np.array([[1.0, 1.0], [1.0, 2.0]]), [0, 1]).figure.canvas.draw()


def test_outcomes_stay_near_0_and_1_and_keep_their_place():
    x = np.arange(50.0)
    ax = plots.outcomes(x, x > 30, ("no", "yes"), "x (kg)", "probability of yes")
    no, yes = (c.get_offsets() for c in ax.collections)
    np.testing.assert_array_equal(no[:, 0], x[:31])
    assert np.abs(no[:, 1]).max() < 0.04 and np.abs(yes[:, 1] - 1).max() < 0.04
    assert len(set(no[:, 1])) > 20
    assert ax.get_ylabel() == "probability of yes"


def test_a_confusion_matrix_shows_its_counts_where_they_belong():
    ax = plots.confusion_matrix([[50, 3], [7, 40]], ("benign", "malignant"))
    shown = {text.get_position(): text.get_text() for text in ax.texts}
    assert shown == {(0, 0): "50", (1, 0): "3", (0, 1): "7", (1, 1): "40"}
    assert [t.get_text() for t in ax.get_xticklabels()] == ["benign", "malignant"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted", "true")


@pytest.mark.parametrize("k", [2, 10])
def test_an_empty_confusion_matrix_is_drawn(k):
    ax = plots.confusion_matrix(np.zeros((k, k), dtype=int), [str(i) for i in range(k)])
    ax.figure.canvas.draw()
    assert len(ax.texts) == k * k


def test_roc_curves_share_one_diagonal():
    ax = plots.roc_curve([0, 0, 1], [0, 0.8, 1], "ours")
    plots.roc_curve([0, 0.5, 1], [0, 0.5, 1], "theirs", plots.SECOND)
    np.testing.assert_array_equal(ax.lines[1].get_xydata(), [(0, 0), (0, 0.8), (1, 1)])
    assert legend(ax) == ["coin", "ours", "theirs"]
    assert len({line.get_linestyle() for line in ax.lines}) == 3  # also in gray print
    assert ax.get_aspect() == 1


def test_score_histograms_count_each_class_on_its_own_side():
    p = [0.02, 0.03, 0.61, 0.97, 1.0]
    ax = plots.score_histograms([0, 0, 1, 1, 1], p, 0.5, ("good", "bad"))
    heights = np.array([bar.get_height() for bar in ax.patches])
    ones, zeros = heights[:20], heights[20:]
    assert ones.sum() == 3 and ones[-1] == 2 and ones[12] == 1
    assert zeros.sum() == -2 and zeros[0] == -2
    assert legend(ax) == ["threshold 0.50", "bad", "good"]
    ax.figure.canvas.draw()
    assert all("-" not in t.get_text() and "−" not in t.get_text() for t in ax.get_yticklabels())


def test_reliability_weighs_its_dots_and_draws_one_diagonal():
    ax = plots.reliability([0.1, 0.9], [0.2, 0.8], [10, 40], "one")
    plots.reliability([0.1, 0.9], [0.1, 0.9], label="two", color=plots.SECOND)
    sizes = ax.collections[0].get_sizes()
    assert sizes[1] > 2 * sizes[0]
    assert legend(ax) == ["promise kept", "one", "two"]
    assert len({line.get_linestyle() for line in ax.lines}) == 3
    np.testing.assert_array_equal(ax.lines[1].get_xydata(), [(0.1, 0.2), (0.9, 0.8)])
