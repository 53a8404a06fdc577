"""Pictures of tuning show the numbers they were given."""

import numpy as np
from matplotlib.colors import same_color

from tests.utils.pictures import legend
from utils import plots


def test_search_map_shows_scores_and_marks_the_first_best():
    scores = [[0.1, 0.2, 0.9], [0.3, 0.9, 0.4]]
    ax = plots.search_map([0.1, 1, 10], [1, 100], scores, "γ", "C", "share right")
    np.testing.assert_allclose(ax.collections[0].get_array().ravel(), np.ravel(scores))
    (mark,) = ax.lines
    assert mark.get_xydata().tolist() == [[10, 1]]
    assert (ax.get_xscale(), ax.get_yscale(), ax.get_xlabel(), ax.get_ylabel()) == (
        "log", "log", "γ", "C",
    )  # fmt: skip
    assert ax.figure.axes[-1].get_ylabel() == "share right"


def test_search_map_can_leave_out_the_mark():
    ax = plots.search_map([1, 10], [1, 10], [[1, 2], [3, 4]], best=False)
    assert len(ax.lines) == 0


def test_rounds_follow_each_candidate_and_mark_the_winner():
    held = [(10, {"a": 0.5, "b": 0.7, "c": 0.6}), (30, {"b": 0.8, "c": 0.9})]
    ax = plots.rounds(held, "share right")
    paths = [line.get_xydata().tolist() for line in ax.lines]
    assert paths == [[[10, 0.5]], [[10, 0.7], [30, 0.8]], [[10, 0.6], [30, 0.9]]]
    assert [same_color(line.get_color(), plots.HIGHLIGHT) for line in ax.lines] == [0, 0, 1]
    assert legend(ax) == ["winner"]
    assert ax.get_xticks().tolist() == [10, 30]


def test_promises_set_truth_against_promise_around_the_diagonal():
    ax = plots.promises([0.9, 0.8], [0.7, 0.85], "accuracy")
    diagonal, dots = ax.lines
    np.testing.assert_allclose(dots.get_xydata(), [(0.9, 0.7), (0.8, 0.85)])
    np.testing.assert_allclose(diagonal.get_xdata(), diagonal.get_ydata())
    assert ax.get_xlim() == ax.get_ylim()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("promised accuracy", "true accuracy")


def test_slice_errors_show_rows_mistakes_and_rate_from_the_top():
    ax = plots.slice_errors(["a", "b"], [40, 10], [4, 5])
    assert [bar.get_width() for bar in ax.patches] == [40, 10, 4, 5]
    assert [text.get_text().strip() for text in ax.texts] == ["10% wrong", "50% wrong"]
    assert ax.yaxis_inverted()
    assert legend(ax) == ["rows", "mistakes"]
