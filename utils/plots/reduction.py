"""Many columns seen as a few: a line through a cloud, shares of variance, maps of rows."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from .colors import DATA, ERROR, HIGHLIGHT, MODEL

__all__ = ["explained", "label_map", "projections"]


def projections(X, w, xlabel="", ylabel="", ax=None):
    """Draw points, a line through their mean, and where each point falls on it.

    Parameters
    ----------
    X : array_like, shape (m, 2)
    w : array_like, shape (2,)
        The direction of the line, of any length but 0.
    xlabel, ylabel : str
        Names of the axes, with units.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes have the same scale, so that right angles look right. What a point loses on
        its way to the line is red, its foot on the line green.
    """
    ax = plt.gca() if ax is None else ax
    X, w = np.asarray(X, dtype=float), np.asarray(w, dtype=float)
    w = w / np.linalg.norm(w)
    mean = X.mean(axis=0)
    z = (X - mean) @ w
    feet = mean + np.outer(z, w)
    reach = 1.1 * np.linalg.norm(X - mean, axis=1).max()
    ends = mean + np.outer([-reach, reach], w)
    ways = np.stack([X, feet, np.full_like(X, np.nan)], axis=1).reshape(-1, 2)
    ax.plot(*ways.T, color=ERROR, lw=0.7, alpha=0.5, label="lost")
    ax.plot(*ends.T, color=MODEL, lw=1.5, label="line")
    ax.plot(*X.T, "o", color=DATA, ms=4, label="data")
    ax.plot(*feet.T, "o", color=HIGHLIGHT, ms=3, label="projected")
    ax.set(xlim=mean[0] + np.array([-reach, reach]), ylim=mean[1] + np.array([-reach, reach]))
    ax.set(xlabel=xlabel, ylabel=ylabel, aspect="equal")
    ax.legend(loc="upper left")
    return ax


def explained(shares, marks=(), ax=None):
    """Draw the share of the variance that each component explains, and their running sum.

    Parameters
    ----------
    shares : array_like, shape (k,)
        From 0 to 1, of the first component, the second and so on.
    marks : sequence of float
        Sums to mark, such as 0.9: where each is reached is written beside it.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    numbers, sums = np.arange(1, len(shares) + 1), np.cumsum(shares)
    ax.bar(numbers, shares, width=1.0, color=DATA, label="one component")
    ax.plot(numbers, sums, color=MODEL, label="all up to it")
    for mark in marks:
        if mark > sums[-1]:
            continue
        k = int(numbers[np.argmax(sums >= mark)])
        ax.plot([0, k, k], [mark, mark, 0], "--", color=HIGHLIGHT, lw=1)
        name = ax.text(k, mark, f" {mark:.0%} with {k}", va="top", color=HIGHLIGHT, fontsize=10)
        name.set_bbox({"fc": "white", "ec": "none", "alpha": 0.8, "pad": 0.5})  # over lines
    ax.set(xlabel="component", ylabel="share of the variance", ylim=(0, 1.03))
    ax.set_xlim(0, len(numbers) + 0.6)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.legend(loc="center right")
    return ax


def label_map(Z, labels, xlabel="", ylabel="", size=34, ax=None):
    """Draw rows as points of a map, each as its label.

    Parameters
    ----------
    Z : array_like, shape (m, 2)
        The place of each row.
    labels : array_like, shape (m,)
        Short texts or whole numbers; each has its own color.
    xlabel, ylabel : str
        Empty where the axes mean nothing: then they bear no numbers either.
    size : float
        Of a label, in points squared.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    Z, labels = np.asarray(Z), np.asarray(labels)
    kinds = np.unique(labels)
    colors = matplotlib.colormaps["tab10"](np.arange(len(kinds)) % 10)
    for kind, color in zip(kinds, colors, strict=True):
        inside = labels == kind
        look = {"marker": f"${kind}$", "s": size, "linewidths": 0.3, "label": str(kind)}
        ax.scatter(*Z[inside].T, color=color, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if not xlabel and not ylabel:
        ax.set(xticks=[], yticks=[], aspect="equal")
    return ax
