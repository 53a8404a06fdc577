"""Deep networks: how training went, what a unit looks for, how sure an answer is, ways downhill."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from .colors import DATA, ERROR, HIGHLIGHT, MODEL, SECOND, shades
from .costs import cost_bowl

__all__ = ["SIGNED", "probability_bars", "training_curves", "walks", "weight_pictures"]

SIGNED = LinearSegmentedColormap.from_list("signed", [SECOND, "#FFFFFF", DATA])


def training_curves(history, metric="accuracy", axes=None):
    """Draw the loss, and beside it a metric, after every epoch.

    Parameters
    ----------
    history : dict
        What Keras keeps in ``fit(…).history``: lists by name, such as ``"loss"`` and, with
        validation data, ``"val_loss"``.
    metric : str
        The name of what is drawn on the right. Without it in `history` only the loss is drawn.
    axes : sequence of matplotlib.axes.Axes, optional
        A new figure's by default.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
    """
    names = [name for name in ("loss", metric) if name in history]
    if axes is None:
        _, axes = plt.subplots(1, len(names), figsize=(4.6 * len(names), 3.4), squeeze=False)
    axes = np.ravel(axes)
    for ax, name in zip(axes, names, strict=False):
        epochs = np.arange(1, len(history[name]) + 1)
        ax.plot(epochs, history[name], "o-", color=DATA, ms=4, label="training data")
        if f"val_{name}" in history:
            ax.plot(epochs, history[f"val_{name}"], "s-", color=ERROR, ms=4, label="held-out data")
        ax.set(xlabel="epoch", ylabel=name)
        ax.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        ax.legend()
    return axes


def weight_pictures(W, shape=(28, 28), titles=None, columns=8):
    """Draw the incoming weights of units as pictures: which pixels speak for and against.

    Parameters
    ----------
    W : array_like, shape (pixels, units)
        A column a unit.
    shape : (int, int)
        Height and width of the picture that the pixels form.
    titles : sequence of str, optional
        One above each unit.
    columns : int
        How many units stand in a row.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        A new figure's axes, one a unit. Blue weights are positive, orange ones negative,
        on one scale for all units.
    """
    W = np.asarray(W)
    reach = np.abs(W).max() or 1.0
    columns = min(columns, W.shape[1])
    rows = -(-W.shape[1] // columns)
    height = 1.35 if titles is not None else 1.05
    _, axes = plt.subplots(rows, columns, figsize=(1.05 * columns, height * rows), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for k, (ax, column) in enumerate(zip(axes.flat, W.T, strict=False)):
        ax.imshow(column.reshape(shape), cmap=SIGNED, vmin=-reach, vmax=reach)
        if titles is not None:
            ax.set_title(titles[k], fontsize=10)
    return axes.ravel()[: W.shape[1]]


def probability_bars(p, names=None, truth=None, ax=None):
    """Draw the probabilities of the classes of one example as bars.

    Parameters
    ----------
    p : array_like, shape (k,)
        From 0 to 1.
    names : sequence, optional
        What the classes are called; their numbers by default.
    truth : int, optional
        The number of the true class, whose bar is green.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    places = np.arange(len(p))
    colors = [HIGHLIGHT if k == truth else MODEL for k in places]
    for bar, share in zip(ax.bar(places, p, color=colors), p, strict=True):
        if share >= 0.005:
            ax.text(bar.get_x() + 0.4, share, f"{share:.2f}", ha="center", va="bottom", size=9)
    ax.set_xticks(places, [str(k) for k in places] if names is None else names)
    ax.set(ylim=(0, 1.1), ylabel="probability")
    ax.grid(False, axis="x")
    return ax


def walks(cost, paths, w, b, xlabel="w", ylabel="b", ax=None):
    """Draw several ways downhill on one map of a cost of two parameters.

    Parameters
    ----------
    cost, w, b, xlabel, ylabel
        As in `cost_bowl`.
    paths : dict
        ``{"momentum": [(w, b), …]}``: the points that each walker passed, the start first.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        A path that leaves the map is cut off at its rim; a dot marks where a walker stopped.
    """
    ax = plt.gca() if ax is None else ax
    cost_bowl(cost, w, b, xlabel=xlabel, ylabel=ylabel, ax=ax)
    for (name, path), color in zip(paths.items(), shades(len(paths)), strict=True):
        path = np.asarray(path, dtype=float)
        ax.plot(*path.T, "o-", color=color, ms=3, lw=1.4, label=name)
        ax.plot(*path[-1], "o", color=color, ms=9, mec="white", zorder=4)
    ax.plot(*path[0], "s", color=MODEL, ms=8, label="start")
    ax.set(xlim=w, ylim=b)
    ax.legend()
    return ax
