"""The pictures of the feature engineering unit show the numbers they were given."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import same_color

from utils import plots


@pytest.mark.parametrize("kind", [dict, pd.Series])
def test_bars_stand_from_top_to_bottom_in_the_order_given(kind):
    ax = plots.bars(kind({"north": 3.0, "south": -1.5, 1990: 0.0}), "price (1000 $)")
    assert [bar.get_width() for bar in ax.patches] == [3.0, -1.5, 0.0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["north", "south", "1990"]
    bottom, top = ax.get_ylim()
    assert bottom > 2 and top < 0
    assert ax.get_xlabel() == "price (1000 $)"
    assert same_color(ax.patches[0].get_facecolor(), plots.DATA)


def test_bars_with_numbers_as_names_are_not_mixed_up_with_places():
    ax = plots.bars(pd.Series([5.0, 7.0], index=[1, 0]), color=plots.ERROR)
    assert [bar.get_width() for bar in ax.patches] == [5.0, 7.0]
    assert ax.get_xlabel() == ""
    assert same_color(ax.patches[1].get_facecolor(), plots.ERROR)


def test_bars_draw_on_the_axes_given():
    _, (left, right) = plt.subplots(1, 2)
    assert plots.bars({"a": 1.0}, ax=left) is left
    assert len(left.patches) == 1 and not right.patches
