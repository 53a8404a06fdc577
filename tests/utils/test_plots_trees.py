"""Pictures of trees show every question, every answer and the way of one example."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color, to_rgb

from tests.utils.pictures import legend, texts
from utils import plots

LEAVES = [{"name": "a", "p": 0.0}, {"name": "b", "p": 0.5}, {"name": "c", "p": 1.0}]
ROOT = {
    "name": "first?",
    "p": 0.4,
    "yes": LEAVES[0],
    "no": {"name": "second?", "p": 0.8, "yes": LEAVES[1], "no": LEAVES[2]},
}


def name(node):
    return node["name"]


def places(ax):
    return {text.get_text(): text.get_position() for text in ax.texts}


def test_a_tree_writes_every_node_and_both_answers_of_every_question():
    written = texts(plots.tree(ROOT, name))
    assert sorted(written) == sorted(["first?", "second?", "a", "b", "c", *["yes", "no"] * 2])


def test_yes_is_left_and_a_question_stands_above_the_middle_of_its_answers():
    where = places(plots.tree(ROOT, name))
    assert where["a"][0] < where["b"][0] < where["c"][0]
    assert where["second?"] == (1.5, -1.0) and where["first?"] == (0.75, 0.0)
    assert where["b"][1] == where["c"][1] == -2.0


def test_a_single_leaf_is_a_tree():
    ax = plots.tree(LEAVES[0], name)
    assert texts(ax) == ["a"] and not ax.lines
    ax.figure.canvas.draw()


def test_the_shade_goes_from_blue_to_orange():
    ax = plots.tree(ROOT, name, shade=lambda node: node["p"])
    face = {t.get_text(): to_rgb(t.get_bbox_patch().get_facecolor()) for t in ax.texts}
    assert face["a"][2] > face["a"][0] and face["c"][0] > face["c"][2]
    assert min(face["b"]) > 0.95


def test_a_path_is_green_and_nothing_else_is():
    ax = plots.tree(ROOT, name, path=["no", "yes"])
    rims = {t.get_text(): t.get_bbox_patch().get_edgecolor() for t in ax.texts}
    green = [text for text, rim in rims.items() if same_color(rim, plots.HIGHLIGHT)]
    assert sorted(green) == ["b", "first?", "second?"]
    assert sum(same_color(line.get_color(), plots.HIGHLIGHT) for line in ax.lines) == 2


def test_an_empty_path_marks_the_root_and_no_path_marks_nothing():
    for path, marked in ([], 1), (None, 0):
        plt.close("all")
        boxes = [t.get_bbox_patch() for t in plots.tree(ROOT, name, path=path).texts]
        rims = [box.get_edgecolor() for box in boxes]
        assert sum(same_color(rim, plots.HIGHLIGHT) for rim in rims) == marked


def test_mix_cuts_each_bar_by_its_shares_and_writes_the_counts():
    ax = plots.mix([[30, 10], [0, 50]], ("edible", "poisonous"), ("yes", "no"))
    widths = [[bar.get_width() for bar in bars] for bars in ax.containers]
    np.testing.assert_allclose(widths, [[0.75, 0.0], [0.25, 1.0]])
    starts = [[bar.get_x() for bar in bars] for bars in ax.containers]
    np.testing.assert_allclose(starts, [[0.0, 0.0], [0.75, 0.0]])
    assert legend(ax) == ["edible", "poisonous"]
    assert texts(ax) == ["30", "", "10", "50"]
    low, high = ax.get_ylim()
    assert low > high  # the first group on top


def test_mix_keeps_its_order_beside_another_that_shares_its_axis():
    _, axes = plt.subplots(1, 2, sharey=True)
    for ax in axes:
        plots.mix([[3, 1], [1, 4]], ("a", "b"), ("yes", "no"), ax=ax)
        low, high = ax.get_ylim()
    assert low > high


def test_mix_takes_other_colors():
    ax = plots.mix([[1, 1]], ("a", "b"), ("all",), colors=[plots.ERROR, plots.MODEL])
    faces = [bars[0].get_facecolor() for bars in ax.containers]
    assert same_color(faces[0], plots.ERROR) and same_color(faces[1], plots.MODEL)


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.tree(ROOT, name, ax=ax),
        lambda ax: plots.mix([[1, 2]], ("a", "b"), ("all",), ax=ax),
    ],
    ids=["tree", "mix"],
)
def test_everything_draws_on_the_axes_it_is_given(draw):
    _, (left, right) = plt.subplots(1, 2)
    assert draw(left) is left
    assert not right.has_data() and not right.texts
