"""Tables with holes, lists and maps of films."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from utils import plots


def test_a_rating_table_leaves_holes_white_and_says_what_its_colors_mean():
    ax = plots.rating_table([[4.0, np.nan, 2.5], [np.nan, 5.0, 1.0]])
    assert ax.images[0].get_array().mask.tolist() == [[False, True, False], [True, False, False]]
    assert ax.get_xlabel() == "film" and ax.get_ylabel() == "user"
    assert plt.gcf().axes[1].get_ylabel() == "stars"


def test_a_table_around_a_center_is_as_strong_on_either_side():
    ax = plots.rating_table([[0.5, np.nan], [-1.5, 0.2]], center=0.0)
    assert ax.images[0].get_clim() == (-1.5, 1.5)


def test_a_film_list_has_the_first_on_top_its_notes_and_its_marks():
    names = ["Alien", "A title that is far too long to stand beside a bar", "Dune"]
    ax = plots.film_list(names, [4.5, 4.0, 3.5], notes=[7, 8, 9], marked=[False, True, False])
    low, high = ax.get_ylim()
    assert low > high
    shown = [text.get_text() for text in ax.get_yticklabels()]
    assert shown[0] == "Alien" and shown[1].endswith("…") and len(shown[1]) <= 34
    assert [bar.get_width() for bar in ax.patches] == [4.5, 4.0, 3.5]
    assert same_color(ax.patches[1].get_facecolor(), plots.HIGHLIGHT)
    assert [text.get_text() for text in ax.texts] == ["7", "8", "9"]


def test_a_film_map_names_some_films_and_keeps_its_scale_when_it_is_turned():
    places = np.array([[3.0, 4.0], [-1.0, 0.5], [0.2, -2.0]])
    ax = plots.film_map(places, ["Alien", "Babe", "Dune"], [0, 2])
    assert [text.get_text() for text in ax.texts] == ["Alien", "Dune"]
    limits = ax.get_xlim()
    plt.close("all")
    turned = plots.film_map(places @ np.array([[0.0, 1.0], [-1.0, 0.0]]), "abc", [0])
    assert turned.get_xlim() == pytest.approx(limits)
    assert limits == pytest.approx((-5.5, 5.5))
