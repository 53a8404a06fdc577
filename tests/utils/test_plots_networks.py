"""Pictures of networks show the neurons, steps and pixels they were given."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import same_color

from tests.utils.pictures import texts
from utils import plots


def test_a_network_has_a_circle_a_number_and_a_line_a_weight():
    ax = plots.network([2, 4, 3, 1])
    assert len(ax.patches) == 2 + 4 + 3 + 1
    assert len(ax.lines) == 2 * 4 + 4 * 3 + 3 * 1
    assert [t for t in texts(ax) if t] == ["input", "hidden", "hidden", "output"]


def test_a_network_takes_names_titles_and_axes():
    _, ax = plt.subplots()
    titles = ["weather", "opinions", "verdict"]
    assert plots.network([1, 2, 1], [["T"], ["cold", "hot"], ["busy"]], titles, ax=ax) is ax
    assert {"T", "cold", "hot", "busy", *titles} <= set(texts(ax))


def test_a_network_without_hidden_layer():
    assert texts(plots.network([3, 1]))[-1] == "output"


NODES = {"w": (0, 1, 2.0), "x": (0, 0, 3.0), "z": (1, 0.5, 6.0)}
EDGES = [("w", "z"), ("x", "z")]


def test_a_computation_graph_shows_values_and_slopes():
    ax = plots.computation_graph(NODES, EDGES, {"w": 3.0, "z": -1.0})
    shown = texts(ax)
    assert "w\n2" in shown and "z\n6" in shown
    assert "+3.000" in shown and "-1.000" in shown
    slopes = [t for t in ax.texts if t.get_text() in ("+3.000", "-1.000")]
    assert all(same_color(t.get_color(), plots.ERROR) for t in slopes)


def test_given_boxes_of_a_computation_graph_are_blue_and_computed_ones_dark():
    ax = plots.computation_graph(NODES, EDGES)
    rims = {t.get_text()[0]: t.get_bbox_patch().get_edgecolor() for t in ax.texts if t.get_text()}
    assert same_color(rims["w"], plots.DATA) and same_color(rims["x"], plots.DATA)
    assert same_color(rims["z"], plots.MODEL)


def test_hidden_lines_lie_where_the_weighted_sum_is_zero_and_keep_the_limits():
    _, ax = plt.subplots()
    ax.set(xlim=(-1, 3), ylim=(-2, 2))
    W, b = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]), np.array([-1.0, 0.5, 0.0])
    assert plots.hidden_lines(W, b, ax=ax) is ax
    assert len(ax.lines) == 3
    for line, w, shift in zip(ax.lines, W.T, b, strict=True):
        assert np.allclose(line.get_xydata() @ w + shift, 0)
        assert np.ptp(line.get_xydata(), axis=0).max() > 4  # right across the picture
    assert (ax.get_xlim(), ax.get_ylim()) == ((-1, 3), (-2, 2))


def test_the_names_of_hidden_lines_stand_on_them_inside_the_picture():
    _, ax = plt.subplots()
    ax.set(xlim=(-1, 3), ylim=(-2, 2))
    W, b = np.array([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, -1.0, 1.0]]), np.array([-1.0, 0.5, 0.0, 90.0])
    plots.hidden_lines(W, b, names=[1, 2, 3, 4], ax=ax)
    assert [text.get_text() for text in ax.texts] == ["1", "2", "3"]  # line 4 is far away
    for text, w, shift in zip(ax.texts, W.T, b, strict=False):
        x, y = text.get_position()
        assert np.isclose(np.dot([x, y], w) + shift, 0)
        assert -1 < x < 3 and -2 < y < 2


def test_a_neuron_without_weights_has_no_line():
    assert len(plots.hidden_lines(np.zeros((2, 3)), np.ones(3)).lines) == 0


def test_pictures_stand_side_by_side_with_titles_and_one_scale():
    X = np.arange(5 * 4, dtype=float).reshape(5, 2, 2)
    axes = plots.pictures(X, titles=list("abcde"), columns=3)
    assert [ax.get_title() for ax in axes] == list("abcde")
    shown = [ax.images[0] for ax in axes]
    assert all(np.array_equal(image.get_array(), x) for image, x in zip(shown, X, strict=True))
    assert {image.get_clim() for image in shown} == {(0, 19)}
    assert len(plt.gcf().axes) == 6


def test_pictures_take_limits_of_paper_and_ink():
    (ax,) = plots.pictures(np.ones((1, 2, 2)), limits=(0, 2))
    assert ax.images[0].get_clim() == (0, 2)
