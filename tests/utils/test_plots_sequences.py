"""Pictures of words name every word, and put each number where it belongs."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import same_color

from tests.utils.pictures import texts
from utils import plots

WORDS = ["not", "good", "not"]


def below(ax):
    return [label.get_text() for label in ax.get_xticklabels()]


def test_a_word_map_writes_each_word_at_its_place_in_its_color():
    ax = plots.word_map([[0, 1], [2, 5]], ["tea", "he"], groups=[plots.DATA, plots.ERROR])
    assert [(t.get_text(), t.xy[0], t.xy[1]) for t in ax.texts] == [("tea", 0, 1), ("he", 2, 5)]
    assert same_color(ax.texts[1].get_color(), plots.ERROR)


def test_word_bars_keep_repeated_words_apart_and_color_by_sign():
    ax = plots.word_bars(WORDS, [-1.5, 2.0, 0.5], "logit")
    assert [bar.get_width() for bar in ax.patches] == [-1.5, 2.0, 0.5]
    assert same_color(ax.patches[0].get_facecolor(), plots.SECOND)
    assert same_color(ax.patches[1].get_facecolor(), plots.DATA)
    assert [label.get_text() for label in ax.get_yticklabels()] == WORDS
    low, high = ax.get_ylim()
    assert low > high  # the first word on top


def test_an_attention_map_writes_the_weights_row_by_row():
    ax = plots.attention_map([[0.25, 0.75, 0.0]], ["good"], keys=WORDS)
    assert texts(ax) == ["0.25", "0.75", "0.00"] and below(ax) == WORDS
    assert [text.get_position() for text in ax.texts] == [(0, 0), (1, 0), (2, 0)]


def test_a_large_attention_map_writes_no_numbers():
    assert not plots.attention_map(np.eye(11), list("abcdefghijk")).texts


def test_states_have_a_column_for_each_word_and_one_color_scale():
    ax = plots.states([[1, 2], [3, 4], [5, -6]], WORDS)
    picture = ax.images[0]
    np.testing.assert_array_equal(picture.get_array(), [[1, 3, 5], [2, 4, -6]])
    assert picture.get_clim() == (-6, 6) and below(ax) == WORDS
    assert plots.states([[1.0]], ["a"], reach=2).images[-1].get_clim() == (-2, 2)


def test_states_of_zeros_are_no_trouble():
    plots.states(np.zeros((3, 2)), WORDS).figure.canvas.draw()


def test_after_each_word_draws_the_values_over_the_words():
    ax = plots.after_each_word(WORDS, [0.1, -2.0, 3.0], "logit", color=plots.ERROR)
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [0.1, -2.0, 3.0])
    assert below(ax) == WORDS and ax.get_ylabel() == "logit"
    assert same_color(ax.lines[0].get_color(), plots.ERROR)


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plots.word_map([[0, 1]], ["tea"], ax=ax),
        lambda ax: plots.word_bars(WORDS, [1, 2, 3], ax=ax),
        lambda ax: plots.attention_map(np.eye(3), WORDS, ax=ax),
        lambda ax: plots.states(np.eye(3), WORDS, ax=ax),
        lambda ax: plots.after_each_word(WORDS, [1, 2, 3], "logit", ax=ax),
    ],
    ids=["word_map", "word_bars", "attention_map", "states", "after_each_word"],
)
def test_everything_draws_on_the_axes_it_is_given(draw):
    _, (left, right) = plt.subplots(1, 2)
    assert draw(left) is left
    assert not right.has_data() and not right.texts
