"""The pictures of dimensionality reduction show the numbers they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from tests.utils.pictures import legend, texts
from utils import plots

CLOUD = np.array([[0.0, 0.0], [4.0, 1.0], [5.0, 5.0]])  # its mean is (3, 2)


@pytest.mark.parametrize("w", [(3.0, 4.0), (-0.6, -0.8)])
def test_each_point_falls_on_the_line_at_a_right_angle(w):
    ax = plots.projections(CLOUD, w, "a (mm)", "b (mm)")
    lost, line, points, feet = (np.array(each.get_xydata()) for each in ax.lines)
    np.testing.assert_allclose(points, CLOUD)
    np.testing.assert_allclose((points - feet) @ np.array(w), 0, atol=1e-12)
    np.testing.assert_allclose((feet - [3, 2]) @ [4.0, -3.0], 0, atol=1e-12)
    np.testing.assert_allclose(line.mean(axis=0), [3, 2])
    np.testing.assert_allclose(lost[:2], [points[0], feet[0]])
    assert legend(ax) == ["lost", "line", "data", "projected"]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_aspect()) == ("a (mm)", "b (mm)", 1.0)


def test_explained_shows_shares_their_sums_and_where_a_mark_is_reached():
    ax = plots.explained([0.5, 0.3, 0.15], marks=[0.8, 0.81, 0.99])
    assert [bar.get_height() for bar in ax.patches] == [0.5, 0.3, 0.15]
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [(1, 0.5), (2, 0.8), (3, 0.95)])
    assert texts(ax) == [" 80% with 2", " 81% with 3"]
    assert list(ax.lines[1].get_xdata()) == [0, 2, 2]


def test_a_map_without_names_of_axes_has_no_numbers_at_them():
    ax = plots.label_map([[0, 1], [2, 3], [4, 5]], [7, 3, 7])
    three, seven = ax.collections
    np.testing.assert_allclose(three.get_offsets(), [(2, 3)])
    np.testing.assert_allclose(seven.get_offsets(), [(0, 1), (4, 5)])
    assert not same_color(three.get_facecolor()[0], seven.get_facecolor()[0])
    assert len(ax.get_xticks()) == 0 and ax.get_aspect() == 1.0


def test_a_map_with_named_axes_keeps_their_numbers_and_draws_on_the_axes_given():
    _, (left, right) = plt.subplots(1, 2)
    ax = plots.label_map([[0, 1], [2, 3]], ["a", "b"], "first", "second", ax=left)
    assert ax is left and not right.collections
    assert len(ax.get_xticks()) > 0 and (ax.get_xlabel(), ax.get_ylabel()) == ("first", "second")
