"""How good is a model on data it has not seen: errors, folds, and repeated fits."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from .colors import DATA, ERROR, HIGHLIGHT, MODEL, SECOND, STYLES

__all__ = ["curve_bundle", "error_curves", "fold_map", "weight_paths"]


def error_curves(
    x, train, validation, xlabel="", ylabel="RMSE", lowest=False, target=None, ax=None
):
    """Draw the error on training data and on held-out data over a size or a setting.

    Serves as a learning curve (over the number of examples) and as a validation curve
    (over a degree or λ).

    Parameters
    ----------
    x : array_like, shape (n,)
        The sizes or settings.
    train, validation : array_like, shape (n,)
        Errors, in the unit that `ylabel` names.
    xlabel, ylabel : str
    lowest : bool
        Whether to mark the lowest held-out error.
    target : float, optional
        An error that would be good enough: a dashed line.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    x, validation = np.asarray(x), np.asarray(validation, dtype=float)
    ax.plot(x, train, "o-", color=DATA, label="training data")
    ax.plot(x, validation, "s-", color=ERROR, label="held-out data")
    if lowest:
        best = np.nanargmin(validation)
        style = {"ms": 13, "mew": 2, "mfc": "none", "color": HIGHLIGHT}
        ax.plot(x[best], validation[best], "o", label="lowest", **style)
    if target is not None:
        ax.axhline(target, ls="--", lw=1.5, color=MODEL, label="target")
    if x.dtype.kind in "iu" and ax.get_xscale() == "linear":
        ax.xaxis.get_major_locator().set_params(integer=True)  # no half a level of depth
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    return ax


def fold_map(folds, m, xlabel="row", ax=None):
    """Draw which rows each fold trains on and which it is judged on.

    Parameters
    ----------
    folds : list of (array_like, array_like)
        Positions of the training rows and of the validation rows, one pair a fold.
    m : int
        The number of rows in all. Rows in neither part stay white.
    xlabel : str
        What is counted along the picture.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    for number, parts in enumerate(folds, start=1):
        for rows, color in zip(parts, (DATA, SECOND), strict=True):
            bars = [(row, 1) for row in np.asarray(rows, dtype=int).tolist()]
            ax.broken_barh(bars, (number - 0.35, 0.7), color=color, linewidth=0)
    ax.plot([], [], color=DATA, lw=6, label="training")
    ax.plot([], [], color=SECOND, lw=6, label="validation")
    ax.set(xlim=(0, m), ylim=(len(folds) + 0.5, 0.5), xlabel=xlabel, ylabel="fold")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(False)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return ax


def curve_bundle(x, predictions, truth=None, ax=None):
    """Draw the curves of many models that learned from different samples, and their mean.

    Parameters
    ----------
    x : array_like, shape (n,)
        Where the models predict, in order.
    predictions : array_like, shape (runs, n)
        One row a model.
    truth : array_like, shape (n,), optional
        What the models try to find.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    predictions = np.asarray(predictions, dtype=float)
    for i, y_hat in enumerate(predictions):
        label = "one model each" if i == 0 else None
        ax.plot(x, y_hat, color=MODEL, lw=0.8, alpha=0.35, label=label)
    ax.plot(x, predictions.mean(axis=0), color=MODEL, label="their mean")
    if truth is not None:
        ax.plot(x, truth, "--", color=HIGHLIGHT, lw=2.5, label="truth")
    ax.legend()
    return ax


def weight_paths(lambdas, weights, highlight=(), names=None, ax=None):
    """Draw how each weight shrinks as λ grows.

    Parameters
    ----------
    lambdas : array_like, shape (k,)
        Positive; the axis is logarithmic.
    weights : array_like, shape (k, n)
        One row for each λ.
    highlight : sequence of int
        Columns to draw in color and to name; the others stay gray.
    names : sequence of str, shape (n,), optional
        Names of the columns.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    colors = [DATA, ERROR, HIGHLIGHT, SECOND, MODEL]
    for j, path in enumerate(np.asarray(weights, dtype=float).T):
        if j not in highlight:
            ax.plot(lambdas, path, color="#BBBBBB", lw=1)
    for place, j in enumerate(highlight):
        label = f"weight {j}" if names is None else names[j]
        path = np.asarray(weights, dtype=float)[:, j]
        color, style = colors[place % len(colors)], STYLES[place % len(STYLES)]
        ax.plot(lambdas, path, style, color=color, label=label)
    ax.set(xscale="log", xlabel="λ", ylabel="weight")
    if len(highlight):
        ax.legend()
    return ax
