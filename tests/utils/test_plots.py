"""The pictures show the numbers they were given, in the colors and words of the course."""

import itertools
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import same_color, to_rgb

from tests.utils.pictures import legend
from utils import plots

X = np.array([1.0, 2.0, 3.0, 4.0])
Y = np.array([2.0, 2.5, 4.5, 5.0])


def bowl(w, b):
    return (w - 1) ** 2 + 4 * (b - 2) ** 2


# ---------------------------------------------------------------- style and colors


def test_importing_applies_the_style_and_brings_in_matplotlib_only():
    code = (
        "import sys; from utils import plots; import matplotlib as m;"
        "print(m.rcParams['axes.spines.top'], {'sklearn', 'pandas', 'tensorflow'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "False set()", "")


def test_the_style_cycles_through_the_colors_of_the_course():
    cycle = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    ours = [plots.DATA, plots.SECOND, plots.HIGHLIGHT, plots.ERROR, plots.MODEL]
    assert all(same_color(a, b) for a, b in zip(cycle, ours, strict=True))


# What a color-blind reader sees, in linear RGB (Machado, Oliveira and Fernandes 2009); of
# tritanopia their model is said to be rough, so two planes show it, too, one on each side of the
# grays (Brettel, Viénot and Mollon 1997).
BLINDNESS = {
    "none": np.eye(3),
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
    "tritan, two planes": None,
}
BEYOND_GRAY = [0.039, -0.028, -0.011]
TWO_PLANES = [
    [[0.937, 0.190, -0.127], [0.062, 0.815, 0.123], [-0.376, 1.128, 0.248]],
    [[1.013, 0.135, -0.148], [-0.012, 0.868, 0.144], [0.076, 0.805, 0.119]],
]


def linear(color):
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def seen(kind, color):
    rgb = linear(color)
    planes = BLINDNESS[kind]
    if planes is None:
        planes = TWO_PLANES[int(rgb @ BEYOND_GRAY > 0)]
    return np.array(planes) @ rgb


def lab(rgb):
    to_xyz = np.array([[0.434, 0.376, 0.190], [0.213, 0.715, 0.072], [0.018, 0.109, 0.873]])
    x, y, z = np.cbrt(to_xyz @ np.clip(rgb, 0.001, 1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_colors_stay_apart_for_color_blind_readers(kind):
    colors = [plots.DATA, plots.SECOND, plots.MODEL, plots.ERROR, plots.HIGHLIGHT]
    shown = [lab(seen(kind, color)) for color in colors]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(shown, 2)) > 15


@pytest.mark.parametrize("name", ["DATA", "SECOND", "MODEL", "ERROR", "HIGHLIGHT"])
def test_colors_stand_out_from_white(name):
    luminance = np.array([0.2126, 0.7152, 0.0722]) @ linear(getattr(plots, name))
    assert 1.05 / (luminance + 0.05) > 3


def lightness(color):
    return lab(np.tile(np.array([0.2126, 0.7152, 0.0722]) @ linear(color), 3))[0]


@pytest.mark.parametrize(
    "pair", [*itertools.combinations(["DATA", "SECOND", "MODEL", "ERROR"], 2)], ids="-".join
)
def test_colors_of_lines_side_by_side_differ_in_gray_print(pair):
    one, other = (lightness(getattr(plots, name)) for name in pair)
    assert abs(one - other) > 9


def test_classes_and_histograms_differ_without_colors():
    colors = (plots.DATA, plots.SECOND, plots.HIGHLIGHT)
    axes = [plots.scatter(X, Y, color=color) for color in colors]
    outlines = {dots.get_paths()[0].vertices.tobytes() for dots in axes[0].collections}
    assert len(outlines) == 3
    _, ax = plt.subplots()
    for color in colors[:2]:
        plots.histogram(X, "x (m)", 2, color=color, ax=ax)
    assert len({bar.get_hatch() for bar in ax.patches}) == 2
    assert len({line.get_linestyle() for line in ax.lines}) == 2


def test_shades_differ_and_grow_lighter():
    luminance = [sum(color[:3]) for color in plots.shades(5)]
    assert luminance == sorted(luminance) and len(set(luminance)) == 5
    assert len(plots.shades(1)) == 1 and plots.shades(0) == []


# ---------------------------------------------------------------- data and model


def test_scatter_shows_the_data_with_units_on_the_axes():
    ax = plots.scatter(X, Y, "area (m²)", "price (1000 $)")
    (dots,) = ax.collections
    np.testing.assert_array_equal(dots.get_offsets(), np.column_stack([X, Y]))
    assert same_color(dots.get_facecolor()[0, :3], plots.DATA)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("area (m²)", "price (1000 $)")
    assert ax.get_legend() is None


def test_a_second_scatter_keeps_the_names_and_explains_the_two():
    ax = plots.scatter(X, Y, "x (m)", "y (s)", label="sold")
    assert plots.scatter(X, Y + 1, label="unsold", color=plots.SECOND) is ax
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x (m)", "y (s)")
    assert legend(ax) == ["sold", "unsold"]


def test_many_dots_are_smaller_and_more_translucent_than_few():
    few = plots.scatter(X, Y).collections[-1]
    many = plots.scatter(np.zeros(3000), np.zeros(3000)).collections[-1]
    assert many.get_sizes()[0] < few.get_sizes()[0] and many.get_alpha() < few.get_alpha()


def test_scatter_takes_series_whatever_their_index():
    frame = pd.DataFrame({"x": X, "y": Y}, index=[7, 3, 5, 1])
    ax = plots.scatter(frame["x"], frame["y"])
    np.testing.assert_array_equal(ax.collections[0].get_offsets(), np.column_stack([X, Y]))


def test_everything_draws_on_the_axes_it_is_given():
    _, (left, right) = plt.subplots(1, 2)
    calls = [
        lambda ax: plots.scatter(X, Y, ax=ax),
        lambda ax: plots.line(1, 0, ax=ax),
        lambda ax: plots.curve(np.sin, ax=ax),
        lambda ax: plots.residuals(X, Y, Y, ax=ax),
        lambda ax: plots.predicted_against_actual(X, Y, ax=ax),
        lambda ax: plots.losses(abs, (0, 1), ax=ax),
        lambda ax: plots.learning_curves([2, 1], ax=ax),
        lambda ax: plots.cost_bowl(bowl, (0, 2), (0, 2), ax=ax),
    ]
    for call in calls:
        assert call(left) is left
    assert not right.has_data()


def test_line_runs_across_the_picture():
    ax = plots.scatter(X, Y)
    before = ax.get_xlim()
    plots.line(2.0, -1.0)
    x, y = ax.lines[0].get_data()
    assert (x[0], x[-1]) == before == ax.get_xlim()
    np.testing.assert_allclose(y, 2 * x - 1)
    assert same_color(ax.lines[0].get_color(), plots.MODEL)
    assert legend(ax) == ["data", "model"]


def test_line_runs_over_the_asked_range_and_may_be_flat():
    x, y = plots.line(0, 3, over=(10, 20)).lines[0].get_data()
    assert (x[0], x[-1]) == (10, 20) and (np.asarray(y) == 3).all()


def test_curve_shows_the_function_even_a_constant_one():
    x, y = plots.curve(np.square, over=(-1, 1)).lines[-1].get_data()
    np.testing.assert_allclose(y, x**2)
    assert (plots.curve(lambda x: 4.0, over=(0, 1)).lines[-1].get_ydata() == 4).all()


@pytest.mark.parametrize("predict", [lambda x: 2 * x, 2 * X])
def test_residuals_reach_from_the_prediction_to_the_data(predict):
    ax = plots.residuals(X, Y, predict)
    (sticks,) = ax.collections
    expected = [[[x, 2 * x], [x, y]] for x, y in zip(X, Y, strict=True)]
    np.testing.assert_allclose(sticks.get_segments(), expected)
    assert same_color(sticks.get_color()[0], plots.ERROR)


def test_residuals_of_a_constant_model():
    (sticks,) = plots.residuals(X, Y, lambda x: 3.0).collections
    assert [segment[0][1] for segment in sticks.get_segments()] == [3.0] * 4


def test_predicted_against_actual_is_square_with_a_diagonal():
    ax = plots.predicted_against_actual(X, Y, "price (1000 $)")
    np.testing.assert_array_equal(ax.collections[0].get_offsets(), np.column_stack([X, Y]))
    assert ax.get_xlim() == ax.get_ylim() and ax.get_aspect() == 1
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), ax.lines[0].get_ydata())
    assert ax.get_xlabel() == "actual price (1000 $)"
    assert ax.get_ylabel() == "predicted price (1000 $)"


def test_predictions_that_are_no_numbers_do_not_stop_the_picture():
    ax = plots.predicted_against_actual(X, np.where(X[0] == X, np.nan, Y))
    assert np.isfinite(ax.get_xlim()).all()


# ---------------------------------------------------------------- costs


def test_losses_mark_each_lowest_point():
    def squared(c):
        return (c - 2) ** 2

    def absolute(c):
        return abs(c - 3)

    ax = plots.losses([squared, absolute], over=(0, 4), xlabel="guess (°C)")
    assert legend(ax) == ["squared", "absolute", "lowest point"]
    lowest = [line.get_xydata()[0] for line in ax.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(lowest, [(2, 0), (3, 0)], atol=1e-12)
    assert ax.get_xlabel() == "guess (°C)"


def test_losses_take_one_function():
    assert len(plots.losses(abs, over=(-1, 1)).lines) == 2


def test_cost_bowl_maps_the_cost():
    ax = plots.cost_bowl(bowl, (-1, 3), (0, 4), xlabel="w (1000 $/m²)")
    assert ax.get_xlim() == (-1, 3) and ax.get_ylim() == (0, 4)
    assert ax.get_xlabel() == "w (1000 $/m²)" and ax.get_ylabel() == "b"
    filled = ax.collections[0]
    assert filled.levels[0] == pytest.approx(0, abs=0.02)
    assert filled.levels[-1] == pytest.approx(bowl(-1, 0))
    innermost = np.concatenate([p.vertices for p in filled.get_paths()[:1]])
    np.testing.assert_allclose(innermost.mean(axis=0), [1, 2], atol=0.1)


def test_cost_bowl_of_a_constant_cost_is_drawn():
    plots.cost_bowl(lambda w, b: 3.0, (0, 1), (0, 1)).figure.canvas.draw()


def test_cost_bowl_shows_the_path_from_start_to_end():
    path = [(0, 0), (0.5, 1), (1, 2)]
    ax = plots.cost_bowl(bowl, (-1, 3), (0, 4), path)
    trail, start, end = ax.lines
    np.testing.assert_allclose(trail.get_xydata(), path)
    np.testing.assert_allclose(start.get_xydata(), path[:1])
    np.testing.assert_allclose(end.get_xydata(), path[-1:])
    assert legend(ax) == ["path", "start", "end"]


def test_a_path_that_overshoots_and_comes_back_is_drawn_whole():
    path = [(0, 0), (5, 1), (1, 2)]
    trail = plots.cost_bowl(bowl, (-1, 3), (0, 4), path).lines[0]
    np.testing.assert_allclose(trail.get_xydata(), path)


@pytest.mark.parametrize("far", [(1e9, 1), (np.inf, 1), (np.nan, np.nan)])
def test_a_diverging_path_is_cut_where_it_leaves_the_map(far):
    ax = plots.cost_bowl(bowl, (-1, 3), (0, 4), [(0, 0), (2, 3), (9, 9), (0, 0), far])
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [(0, 0), (2, 3), (9, 9)])
    assert legend(ax) == ["path", "start"]
    assert ax.get_xlim() == (-1, 3)
    ax.figure.canvas.draw()


@pytest.mark.parametrize("end", [(1, 2), (1e9, 1)])
def test_cost_surface_stands_in_space_with_the_path_on_it(end):
    path = [(0, 0), (0.5, 1), end]
    ax = plots.cost_surface(bowl, (-1, 3), (0, 4), path)
    assert ax.name == "3d" and ax.get_zlabel() == "cost J"
    w, b, J = ax.lines[0].get_data_3d()
    np.testing.assert_allclose(J, [bowl(*pair) for pair in zip(w, b, strict=True)])
    assert len(J) == (3 if end == (1, 2) else 2)
    ax.figure.canvas.draw()


def test_learning_curves_show_each_rate_from_iteration_0():
    histories = {0.01: [9.0, 8.0, 7.0], 0.1: [9.0, 3.0, 1.0]}
    ax = plots.learning_curves(histories)
    for line, history in zip(ax.lines, histories.values(), strict=True):
        np.testing.assert_array_equal(line.get_xydata(), list(enumerate(history)))
    assert legend(ax) == ["α = 0.01", "α = 0.1"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("iteration", "cost J")
    assert ax.get_ylim()[0] == 0


@pytest.mark.parametrize("last", [1e30, np.inf, np.nan])
def test_a_diverging_cost_is_named_and_leaves_the_others_readable(last):
    ax = plots.learning_curves({0.1: [9.0, 3.0, 1.0], 2.0: [9.0, 99.0, last]})
    assert legend(ax) == ["α = 0.1", "α = 2 (diverges)"]
    assert ax.get_ylim() == (0, 13.5)
    ax.figure.canvas.draw()


def test_learning_curves_take_one_history_names_and_a_logarithmic_scale():
    ax = plots.learning_curves([4.0, 2.0, 1.0], log=True)
    assert ax.get_legend() is None and ax.get_yscale() == "log"
    assert same_color(ax.lines[0].get_color(), plots.ERROR)
    assert legend(plots.learning_curves({"ours": [4.0, 2.0]})) == ["ours"]
