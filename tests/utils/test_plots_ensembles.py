"""Pictures of ensembles show the numbers they were given."""

import numpy as np
from matplotlib.colors import same_color

from tests.utils.pictures import legend
from utils import plots


def test_ensemble_error_shows_measured_formula_and_single():
    ax = plots.ensemble_error([1, 10], [5, 3], formula=[5, 2.5], single=5.5, ylabel="RMSE (GW)")
    level, measured, formula = ax.lines
    assert list(level.get_ydata()) == [5.5, 5.5]
    np.testing.assert_allclose(measured.get_xydata(), [(1, 5), (10, 3)])
    np.testing.assert_allclose(formula.get_xydata(), [(1, 5), (10, 2.5)])
    assert same_color(measured.get_color(), plots.ERROR)
    assert legend(ax) == ["one member, on average", "measured", "formula"]
    assert (ax.get_xscale(), ax.get_ylabel()) == ("log", "RMSE (GW)")


def test_ensemble_error_leaves_out_what_nobody_asked_for():
    assert legend(plots.ensemble_error([1, 2], [4, 3], label="a forest")) == ["a forest"]


def test_dependence_shows_each_row_and_the_mean():
    ax = plots.dependence([1, 2], [[0, 2], [4, 4]], xlabel="bedrooms", ylabel="price")
    np.testing.assert_allclose([line.get_ydata() for line in ax.lines], [[0, 2], [4, 4], [2, 3]])
    assert legend(ax) == ["one row each", "their mean"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("bedrooms", "price")


def test_dependence_marks_the_measured_values_inside_the_grid():
    ax = plots.dependence([1, 3], [[0, 2]], column=[0, 1, 2.5, 9])
    assert list(ax.lines[-1].get_xdata()) == [1, 2.5]
