"""Pictures of groups give every group its color and every merge its height."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color
from scipy.cluster.hierarchy import linkage

from utils import plots

X = np.array([[0.0, 1.0], [0.5, 1.5], [4.0, 5.0], [4.5, 5.0], [9.0, 0.0]])
MERGES = linkage(X, "single")


def test_clusters_colors_points_by_group_and_leaves_nobody_gray():
    nobody, first, second = plots.clusters(X, [0, 0, 1, 1, -1]).collections
    assert same_color(first.get_facecolor()[0][:3], plots.DATA)
    assert same_color(second.get_facecolor()[0][:3], plots.SECOND)
    assert len(set(nobody.get_facecolor()[0][:3])) == 1
    assert [len(dots.get_offsets()) for dots in (nobody, first, second)] == [1, 2, 2]


def test_groups_differ_without_colors():
    ax = plots.clusters(np.zeros((8, 2)), np.arange(8))
    assert len({dots.get_paths()[0].vertices.tobytes() for dots in ax.collections}) == 8


def test_clusters_without_labels_are_all_gray():
    faces = plots.clusters(X).collections[0].get_facecolors()
    assert len({tuple(face) for face in faces}) == 1


def test_each_center_has_the_color_of_its_group_and_a_path_of_its_own():
    paths = np.array([[[0, 0], [1, 1]], [[2, 2], [3, 3]], [[2, 3], [3, 4]]])
    ax = plots.clusters(X, [0, 0, 1, 1, 1], centers=paths[-1], paths=paths)
    crosses = ax.collections[2:]
    assert [c.get_offsets().tolist() for c in crosses] == [[[2, 3]], [[3, 4]]]
    assert same_color(crosses[1].get_facecolor()[0], plots.SECOND)
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0, 2, 2], [1, 3, 3]]


def test_more_groups_than_colors_are_drawn():
    ax = plots.clusters(np.zeros((12, 2)), np.arange(12), centers=np.zeros((12, 2)))
    assert len(ax.collections) == 24


def test_silhouettes_are_sorted_within_a_group_and_marked_at_the_mean():
    ax = plots.silhouettes([0.1, 0.5, -0.2, 0.8], [0, 0, 1, 1])
    widths = [[bar.get_width() for bar in bars] for bars in ax.containers]
    assert widths == [[0.5, 0.1], [0.8, -0.2]]
    assert ax.lines[0].get_xdata()[0] == pytest.approx(0.3)
    assert [text.get_text() for text in ax.get_yticklabels()] == ["0", "1"]
    low, high = ax.get_ylim()
    assert low > high  # group 0 on top


def test_a_dendrogram_is_as_high_as_its_merges_and_names_every_leaf():
    ax = plots.dendrogram(MERGES, list("abcde"))
    heights = sorted(max(y for _, y in path.vertices) for c in ax.collections for path in c._paths)
    assert heights == pytest.approx(MERGES[:, 2])
    assert sorted(text.get_text() for text in ax.get_xticklabels()) == list("abcde")


def test_a_cut_is_marked_and_colors_what_it_leaves():
    ax = plots.dendrogram(MERGES, list("abcde"), cut=3.0)
    assert ax.lines[0].get_ydata()[0] == 3.0
    colors = {tuple(c.get_color()[0]) for c in ax.collections}
    assert len(colors) == 3  # two groups of two, and what lies above


def test_leaves_may_have_colors():
    ax = plots.dendrogram(MERGES, list("abcde"), colors=list("rgbyk"))
    order = [text.get_text() for text in ax.get_xticklabels()]
    for line, leaf in zip(ax.lines, order, strict=True):
        assert same_color(line.get_color(), "rgbyk"["abcde".index(leaf)])


def test_a_palette_begins_with_the_most_frequent_color():
    ax = plots.palette([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [0.2, 0.5, 0.3])
    bars = ax.patches
    assert [bar.get_width() for bar in bars] == pytest.approx([0.5, 0.3, 0.2])
    assert [bar.get_x() for bar in bars] == pytest.approx([0.0, 0.5, 0.8])
    assert same_color(bars[0].get_facecolor(), "lime")


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.clusters(X, ax=ax),
        lambda ax: plots.silhouettes([0.1, 0.2], [0, 1], ax=ax),
        lambda ax: plots.dendrogram(MERGES, list("abcde"), ax=ax),
        lambda ax: plots.palette([[1, 0, 0]], [1.0], ax=ax),
    ],
    ids=["clusters", "silhouettes", "dendrogram", "palette"],
)
def test_everything_draws_on_the_axes_it_is_given(draw):
    _, (left, right) = plt.subplots(1, 2)
    assert draw(left) is left
    assert not right.has_data()
