"""Pictures of deep networks show the numbers they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from tests.utils.pictures import legend, texts
from utils import plots

HISTORY = {
    "loss": [2.0, 1.0, 0.5],
    "val_loss": [2.1, 1.5, 1.4],
    "accuracy": [0.3, 0.6, 0.8],
    "val_accuracy": [0.2, 0.5, 0.5],
}


def test_training_curves_show_loss_and_metric_of_both_sets():
    left, right = plots.training_curves(HISTORY)
    assert (left.get_ylabel(), right.get_ylabel()) == ("loss", "accuracy")
    assert legend(left) == ["training data", "held-out data"]
    assert list(left.lines[1].get_ydata()) == HISTORY["val_loss"]
    assert list(right.lines[0].get_xdata()) == [1, 2, 3]


def test_training_curves_without_validation_and_metric():
    _, mine = plt.subplots()
    (ax,) = plots.training_curves({"loss": [2.0, 1.0]}, axes=mine)
    assert ax is mine and len(ax.lines) == 1


def test_weight_pictures_are_columns_on_one_scale_around_zero():
    W = np.arange(12.0).reshape(4, 3) - 7
    axes = plots.weight_pictures(W, (2, 2), titles=["a", "b", "c"], columns=2)
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    assert np.array_equal(axes[1].images[0].get_array(), W[:, 1].reshape(2, 2))
    assert {ax.images[0].get_clim() for ax in axes} == {(-7, 7)}


def test_probability_bars_name_what_is_not_negligible_and_show_the_truth():
    ax = plots.probability_bars([0.9, 0.099, 0.001], names=["x", "y", "z"], truth=1)
    assert texts(ax) == ["0.90", "0.10"]
    assert [same_color(bar.get_facecolor(), plots.HIGHLIGHT) for bar in ax.patches] == [0, 1, 0]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["x", "y", "z"]


@pytest.mark.parametrize("count", [1, 3])
def test_walks_share_a_map_and_a_start(count):
    paths = {f"way {i}": [(4.0, 2.0), (1.0, i), (0.0, 50.0)] for i in range(count)}
    ax = plots.walks(lambda w, b: w**2 + b**2, paths, w=(-5, 5), b=(-3, 3))
    assert legend(ax) == [*paths, "start"]
    assert (ax.get_xlim(), ax.get_ylim()) == ((-5, 5), (-3, 3))
