"""Pictures of errors, folds and repeated fits show the numbers they were given."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import same_color

from tests.utils.pictures import legend
from utils import plots


def test_error_curves_show_both_errors_and_mark_the_lowest_held_out_one():
    ax = plots.error_curves([1, 2, 3], [3, 2, 1], [4, 2.5, 5], "degree", "RMSE (GW)", lowest=True)
    train, held_out, mark = ax.lines
    np.testing.assert_allclose(train.get_xydata(), [(1, 3), (2, 2), (3, 1)])
    np.testing.assert_allclose(held_out.get_xydata(), [(1, 4), (2, 2.5), (3, 5)])
    np.testing.assert_allclose(mark.get_xydata(), [(2, 2.5)])
    assert same_color(train.get_color(), plots.DATA)
    assert same_color(held_out.get_color(), plots.ERROR)
    assert legend(ax) == ["training data", "held-out data", "lowest"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("degree", "RMSE (GW)")


def test_error_curves_leave_out_what_nobody_asked_for_and_pass_over_missing_errors():
    assert legend(plots.error_curves([1, 2], [1, 1], [2, 2])) == ["training data", "held-out data"]
    plt.close("all")
    ax = plots.error_curves([1, 2], [1, 1], [np.nan, 2], lowest=True, target=0.5)
    np.testing.assert_allclose(ax.lines[2].get_xydata(), [(2, 2)])
    assert legend(ax)[-1] == "target" and list(ax.lines[3].get_ydata()) == [0.5, 0.5]


def test_fold_map_colors_each_row_by_its_part():
    folds = [([0, 1], [2]), ([2], [0, 1])]
    ax = plots.fold_map(folds, 4, "day")
    assert legend(ax) == ["training", "validation"] and ax.get_xlabel() == "day"
    bars = [[path.vertices[:, 0].min() for path in c.get_paths()] for c in ax.collections]
    assert bars == [[0, 1], [2], [2], [0, 1]]
    wanted = [plots.DATA, plots.SECOND] * 2
    for collection, color in zip(ax.collections, wanted, strict=True):
        assert same_color(collection.get_facecolor()[0], color)
    low, high = ax.get_ylim()
    assert ax.get_xlim() == (0, 4) and low > high  # the first fold on top


def test_fold_map_takes_an_empty_part():
    plots.fold_map([(np.arange(3), np.array([]))], 3).figure.canvas.draw()


def test_curve_bundle_shows_every_model_their_mean_and_the_truth():
    ax = plots.curve_bundle([0, 1], [[0, 2], [2, 4]], truth=[1, 1])
    assert legend(ax) == ["one model each", "their mean", "truth"]
    np.testing.assert_allclose(
        [line.get_ydata() for line in ax.lines], [[0, 2], [2, 4], [1, 3], [1, 1]]
    )


def test_curve_bundle_does_without_a_truth():
    assert legend(plots.curve_bundle([0, 1], [[0, 2]])) == ["one model each", "their mean"]


def test_weight_paths_name_the_highlighted_columns_only():
    weights = np.array([[3.0, 2.0, 1.0], [1.0, 0.5, 0.0]])
    ax = plots.weight_paths([0.1, 1], weights, highlight=[2], names=["a", "b", "c"])
    assert legend(ax) == ["c"] and len(ax.lines) == 3 and ax.get_xscale() == "log"
    np.testing.assert_allclose(ax.lines[-1].get_ydata(), [1, 0])
    plt.close("all")
    assert plots.weight_paths([0.1, 1], weights).get_legend() is None
    _, ax = plt.subplots()
    plots.weight_paths([0.1, 1], weights, highlight=[0, 1, 2], ax=ax)
    assert len({line.get_linestyle() for line in ax.lines}) == 3  # for who has no colors


def test_everything_draws_on_the_axes_it_is_given():
    _, (left, right) = plt.subplots(1, 2)
    calls = [
        lambda ax: plots.error_curves([1], [1], [1], ax=ax),
        lambda ax: plots.fold_map([([0], [1])], 2, ax=ax),
        lambda ax: plots.curve_bundle([0, 1], [[0, 1]], ax=ax),
        lambda ax: plots.weight_paths([1, 2], [[1], [0]], ax=ax),
    ]
    for call in calls:
        assert call(left) is left
    assert not right.has_data()
