"""Pictures of gridworlds show every cell, what it is worth, and where a policy goes."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.text import Annotation

from tests.utils.pictures import legend, texts
from utils import plots

ROWS = ["S.#", "~XG"]


def faces(ax):
    return [patch.get_facecolor() for patch in ax.patches]


def arrows(ax):
    """Return tail and tip of every arrow."""
    return [
        (tuple(text.xyann), tuple(text.xy)) for text in ax.texts if isinstance(text, Annotation)
    ]


def test_a_map_has_a_square_for_each_cell_and_words_for_start_and_home():
    ax = plots.world(ROWS)
    assert len(ax.patches) == 6 and texts(ax) == ["start", "home"]
    snow, ice, water = (ax.patches[k].get_facecolor() for k in (1, 3, 4))
    assert len({snow, ice, water}) == 3
    assert same_color(snow, ax.patches[0].get_facecolor())


def test_a_map_counts_its_cells_and_draws_a_path():
    ax = plots.world(ROWS, numbers=True, path=[0, 1, 4])
    assert [text for text in texts(ax) if text.isdigit()] == list("012345")
    assert ax.lines[0].get_xydata().tolist() == [[0, 0], [1, 0], [1, 1]]


def test_values_stand_in_the_cells_in_which_an_episode_goes_on():
    ax = plots.worth(ROWS, [4.0, -0.001, 9.0, -10.0, 9.0, 9.0])
    assert [text for text in texts(ax) if "." in text] == ["4.0", "0.0", "-10.0"]
    good, zero, bad = faces(ax)[6:]
    assert same_color(bad, plots.ERROR) and np.allclose(zero, 1, atol=0.02)
    assert good[1] > good[0]  # green


def test_arrows_point_up_right_down_and_left():
    ax = plots.policy([".S..", "...."], [0, 1, 2, 3, 0, 0, 0, 0])
    turns = [np.subtract(tip, tail) for tail, tip in arrows(ax)[:4]]
    assert np.sign(turns).tolist() == [[0, -1], [1, 0], [0, 1], [-1, 0]]  # y grows downward


def test_likelier_actions_have_longer_arrows_and_impossible_ones_none():
    ax = plots.policy(["S"], [[0.75, 0.25, 0.0, 0.0]])
    lengths = [np.abs(np.subtract(tip, tail)).sum() for tail, tip in arrows(ax)]
    assert len(lengths) == 2 and lengths[0] > lengths[1]


def test_no_arrow_stands_in_rock_water_or_home():
    assert len(arrows(plots.policy(ROWS, np.zeros(6, int)))) == 3


def test_returns_are_averaged_over_a_window_and_over_runs():
    ax = plots.returns([[1, 3, 5, 7], [3, 5, 7, 9]], window=2, label="agent", best=8)
    assert ax.lines[0].get_xydata().tolist() == [[2, 3], [3, 5], [4, 7]]
    assert ax.lines[1].get_ydata() == pytest.approx([8, 8])
    low, high = ax.collections[0].get_datalim(ax.transData).intervaly
    assert (low, high) == (2, 8)
    ax.legend()
    assert legend(ax) == ["agent"]


def test_agents_side_by_side_differ_without_colors():
    for label in ("careful", "bold", "idle"):
        ax = plots.returns(np.arange(4.0), window=2, label=label, best=3.0)
    named = [line for line in ax.lines if not line.get_label().startswith("_")]
    assert len({line.get_linestyle() for line in named} | {"--"}) == 4
