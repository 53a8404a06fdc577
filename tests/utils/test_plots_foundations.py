"""The pictures of the foundations show the boxes, arrows, slopes and counts they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from tests.utils.pictures import texts
from utils import plots


def dashed(ax):
    """Return, box by box, whether it is drawn as a copy."""
    frames = [patch for patch in ax.patches if not patch.get_fill()]
    return [frame.get_linestyle() in ("--", "dashed") for frame in frames]


# ---------------------------------------------------------------- boxes


def test_cells_writes_every_value_and_the_shape():
    ax = plots.cells([[1, 2], [3, 4.5]], "A")
    assert texts(ax) == ["1", "2", "3", "4.5"]
    assert ax.get_title() == "A\nshape (2, 2)"
    assert not any(dashed(ax))


def test_one_axis_stands_in_a_row_or_upright():
    row, column = (
        plots.cells([1, 2, 3]),
        plots.cells([1, 2, 3], upright=True, ax=plt.figure().gca()),
    )
    assert row.get_title() == column.get_title() == "shape (3,)"
    assert [t.get_position() for t in row.texts] == [(0.5, 0.5), (1.5, 0.5), (2.5, 0.5)]
    assert [t.get_position() for t in column.texts] == [(0.5, 0.5), (0.5, 1.5), (0.5, 2.5)]


@pytest.mark.parametrize(
    ("b", "copies"),
    [
        ([10, 20, 30], [False] * 3 + [True] * 3),
        ([[10], [20]], [False, True, True] * 2),
        (10, [False] + [True] * 5),
        ([[1, 2, 3], [4, 5, 6]], [False] * 6),
    ],
)
def test_broadcast_dashes_the_copies_and_draws_the_sum(b, copies):
    a = np.array([[0, 1, 2], [3, 4, 5]])
    first, second, total = plots.broadcast(a, b)
    assert dashed(first) == [False] * 6
    assert dashed(second) == copies
    assert f"shape {np.shape(b)}" in second.get_title()
    assert texts(total) == [str(value) for value in (a + np.array(b)).ravel()]


def test_broadcast_says_that_shapes_do_not_fit():
    total = plots.broadcast(np.zeros((2, 3)), [1, 2])[2]
    assert texts(total) == ["(2, 3) and (2,)\ndo not fit"]


def test_tables_have_boxes_of_one_size():
    arrays = {"X": np.zeros((4, 3)), "w": np.ones(3), "X @ w": np.zeros(4)}
    axes = plots.tables(arrays, [plots.DATA, plots.SECOND, plots.MODEL], upright=["w", "X @ w"])
    plt.gcf().canvas.draw()
    sizes = [ax.transData.transform([1, 1]) - ax.transData.transform([0, 0]) for ax in axes]
    assert np.allclose(sizes, sizes[0], atol=0.5)
    assert [ax.get_title().splitlines()[0] for ax in axes] == list(arrays)


# ---------------------------------------------------------------- arrows and slopes


def test_arrows_start_at_the_origin_and_fit_into_the_picture():
    ax = plots.arrows(
        [[3, 0], [-2, 1.5]], ["a", "b"], [plots.DATA, plots.SECOND], "x (mm)", "y (mm)"
    )
    (quiver,) = ax.collections
    assert np.array_equal(np.column_stack([quiver.U, quiver.V]), [[3, 0], [-2, 1.5]])
    assert np.array_equal(quiver.get_offsets(), np.zeros((2, 2)))
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    assert left < -2 and right > 3 and low < 0 and high > 1.5
    assert texts(ax) == ["a", "b"] and ax.get_xlabel() == "x (mm)"


def test_a_vector_of_zeros_can_be_drawn():
    plots.arrows([[0, 0]])
    plt.gcf().canvas.draw()


def test_the_tangent_touches_with_the_slope_it_names():
    ax = plots.tangent(lambda x: x**2, 3, 6, reach=0.5)
    touching, point = ax.lines
    (x0, x1), (y0, y1) = touching.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(6)
    assert (x0, x1) == (2.5, 3.5)
    assert (point.get_xdata()[0], point.get_ydata()[0]) == (3, 9)
    assert ax.get_legend().get_texts()[0].get_text() == "slope 6"


# ---------------------------------------------------------------- counts


def test_a_histogram_counts_and_marks_the_mean():
    ax = plots.histogram([1, 1, 2, 8], "mass (g)", bins=[0, 5, 10], label="all")
    assert [bar.get_height() for bar in ax.patches] == [3, 1]
    assert ax.lines[0].get_xdata()[0] == 3
    assert ax.get_legend().get_texts()[0].get_text() == "all mean 3"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("mass (g)", "count")


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (0, "after 0 steps: total = 0 g"),
        (1, "after 1 step: mass = 2, total = 2 g"),
        (3, "after 3 steps: mass = 4, total = 9 g"),
    ],
)
def test_a_step_of_the_loop_shows_what_has_been_added(step, title):
    ax = plots.loop_step([2, 3, 4], step, "g")
    assert ax.get_title() == title
    assert [bar.get_alpha() for bar in ax.patches] == [1.0] * step + [0.2] * (3 - step)
    green = [same_color(bar.get_facecolor()[:3], plots.HIGHLIGHT) for bar in ax.patches]
    assert green == [i == step - 1 for i in range(3)]
