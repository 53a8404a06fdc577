"""Groups that nobody named: who belongs to which, how well, and what merges with what."""

import matplotlib.pyplot as plt
import numpy as np
from scipy.cluster import hierarchy

from .basics import _dots, _name_axes
from .colors import DATA, ERROR, HIGHLIGHT, MODEL, SECOND

__all__ = ["GROUPS", "clusters", "dendrogram", "palette", "silhouettes"]

GROUPS = (DATA, SECOND, HIGHLIGHT, "#CC79A7", "#56B4E9", "#A6761D", "#F0E442", "#7A5195")
MARKERS = "o^sDv<P*"  # of as many groups: eight colors are too many for some eyes, and in gray
NOBODY = "#999999"  # in no group


def clusters(X, labels=None, centers=None, paths=None, xlabel="", ylabel="", ax=None):
    """Draw points in the colors and shapes of their groups, and the centers as crosses.

    Parameters
    ----------
    X : array_like, shape (m, 2)
    labels : array_like of int, shape (m,), optional
        The group of each point; -1, or no labels at all, means none and is gray.
    centers : array_like, shape (k, 2), optional
    paths : array_like, shape (steps, k, 2), optional
        Where the centers have been before: drawn as a line for each.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    X = np.asarray(X)
    labels = np.full(len(X), -1) if labels is None else np.asarray(labels)
    for label in np.unique(labels):
        marker = "o" if label < 0 else MARKERS[label % len(MARKERS)]
        look = {"color": _color(label), "marker": marker, **_look(len(X))}
        ax.scatter(*X[labels == label].T, **look)
    if paths is not None:
        for path in np.swapaxes(np.asarray(paths), 0, 1):
            ax.plot(*path.T, color=MODEL, lw=1.2, marker=".", zorder=3)
    if centers is not None:
        for j, center in enumerate(centers):
            look = {"marker": "X", "s": 190, "edgecolor": MODEL, "linewidth": 1.8, "zorder": 4}
            ax.scatter(*center, color=_color(j), **look)
    _name_axes(ax, xlabel, ylabel)
    return ax


def silhouettes(values, labels, ax=None):
    """Draw the silhouette of every point as a bar, group by group, the longest on top.

    Parameters
    ----------
    values : array_like, shape (m,)
        From -1 to 1.
    labels : array_like of int, shape (m,)
        The groups, 0, 1, ….
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The dashed line is the mean of all.
    """
    ax = plt.gca() if ax is None else ax
    values, labels = np.asarray(values), np.asarray(labels)
    gap, start = max(len(values) // 50, 1), 0
    middles = []
    for label in np.unique(labels):
        bars = np.sort(values[labels == label])[::-1]
        rows = start + np.arange(len(bars))
        ax.barh(rows, bars, height=1.0, color=_color(label))
        middles.append(rows.mean())
        start += len(bars) + gap
    ax.axvline(values.mean(), color=MODEL, ls="--", lw=1.2)
    ax.set(yticks=middles, yticklabels=np.unique(labels), xlabel="silhouette", ylabel="group")
    ax.set_ylim(start, -gap)
    return ax


def dendrogram(merges, labels, cut=None, ylabel="distance at the merge", colors=None, ax=None):
    """Draw which groups merged, and how far apart they were when they did.

    Parameters
    ----------
    merges : numpy.ndarray, shape (m - 1, 4)
        As `scipy.cluster.hierarchy.linkage` returns them.
    labels : sequence of str
        One for each leaf.
    cut : float, optional
        A height: the groups that it leaves get a color each, and a dashed line marks it.
    ylabel : str
    colors : sequence of color, optional
        One for each leaf: drawn as a square below it.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    hierarchy.set_link_color_palette(list(GROUPS[:6]))
    look = {"above_threshold_color": MODEL, "color_threshold": 0 if cut is None else cut}
    drawn = hierarchy.dendrogram(merges, labels=list(labels), leaf_rotation=90, ax=ax, **look)
    hierarchy.set_link_color_palette(None)
    if cut is not None:
        ax.axhline(cut, color=ERROR, ls="--", lw=1.2)
    if colors is not None:
        for place, leaf in enumerate(drawn["leaves"]):
            ax.plot(10 * place + 5, 0, "s", ms=14, color=colors[leaf], clip_on=False, zorder=5)
        ax.tick_params(axis="x", pad=10)
    ax.set_ylabel(ylabel)
    ax.grid(False, axis="x")
    return ax


def palette(colors, shares, ax=None):
    """Draw colors as a bar, each as wide as its share.

    Parameters
    ----------
    colors : array_like, shape (k, 3)
        Red, green and blue, each from 0 to 1.
    shares : array_like, shape (k,)
        They add up to 1.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The most frequent color on the left.
    """
    ax = plt.gca() if ax is None else ax
    shares = np.asarray(shares, dtype=float)
    order = np.argsort(-shares, kind="stable")
    starts = np.cumsum(shares[order]) - shares[order]
    ax.barh(np.zeros(len(order)), shares[order], left=starts, color=np.asarray(colors)[order])
    ax.set(xlim=(0, 1), yticks=[], xlabel="share of the pixels")
    ax.grid(False)
    return ax


def _look(m):
    """Colors have to be told apart, so dots are stronger than those of a plain scatter."""
    return {"s": 22, "alpha": 0.7, "linewidths": 0} if m <= 1000 else _dots(m)


def _color(label):
    return NOBODY if label < 0 else GROUPS[label % len(GROUPS)]
