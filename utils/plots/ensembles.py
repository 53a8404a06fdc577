"""Ensembles of trees: how many are enough, and how an answer follows one column."""

import matplotlib.pyplot as plt
import numpy as np

from .colors import DATA, ERROR, HIGHLIGHT, MODEL

__all__ = ["dependence", "ensemble_error"]


def ensemble_error(sizes, errors, formula=None, single=None, ylabel="RMSE", label="", ax=None):
    """Draw the error of an ensemble over the number of its members.

    Parameters
    ----------
    sizes : array_like, shape (n,)
        Numbers of members; the axis is logarithmic.
    errors : array_like, shape (n,)
        Measured errors, in the unit that `ylabel` names.
    formula : array_like, shape (n,), optional
        Errors that a formula promises: a dashed line.
    single : float, optional
        The error of one member, on average: a dotted level.
    ylabel, label : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    if single is not None:
        ax.axhline(single, ls=":", lw=1.5, color=MODEL, label="one member, on average")
    ax.plot(sizes, errors, "o", color=ERROR, label=label or "measured")
    if formula is not None:
        ax.plot(sizes, formula, "--", color=MODEL, label="formula")
    ax.set(xscale="log", xlabel="members of the ensemble", ylabel=ylabel)
    ax.legend()
    return ax


def dependence(grid, curves, column=None, xlabel="", ylabel="", ax=None):
    """Draw how a model's answers change when one column is set to each value of a grid.

    Parameters
    ----------
    grid : array_like, shape (n,)
        The values that the column is set to.
    curves : array_like, shape (m, n)
        The model's answer for each row at each value: one thin line a row, and their
        mean, which is the partial dependence.
    column : array_like, optional
        The column as it was measured: a tick at each value shows where there are data.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    curves = np.asarray(curves, dtype=float)
    for i, answers in enumerate(curves):
        label = "one row each" if i == 0 else None
        ax.plot(grid, answers, color=DATA, lw=0.7, alpha=0.35, label=label)
    ax.plot(grid, curves.mean(axis=0), color=MODEL, lw=2.5, label="their mean")
    if column is not None:
        inside = [x for x in np.asarray(column) if min(grid) <= x <= max(grid)]
        marks = ax.get_xaxis_transform()
        ax.plot(
            inside, np.zeros(len(inside)), "|", ms=10, alpha=0.4, color=HIGHLIGHT, transform=marks
        )
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    return ax
