"""Two classes, the boundary between them, and how often a classifier is right."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, PowerNorm

from .basics import _dots, _explain, _name_axes
from .colors import DATA, HIGHLIGHT, MODEL, SECOND, next_style

__all__ = [
    "classes",
    "confusion_matrix",
    "decision_boundary",
    "outcomes",
    "reliability",
    "roc_curve",
    "score_histograms",
]

GRID = 200  # points along each side of a picture of a boundary
NAMES = ("class 0", "class 1")
BELIEF = LinearSegmentedColormap.from_list("belief", [DATA, "#FFFFFF", SECOND])
COUNTS = LinearSegmentedColormap.from_list("counts", ["#FFFFFF", DATA])
MARKERS = ("o", "^")


def classes(X, y, names=NAMES, xlabel="", ylabel="", ax=None):
    """Draw points of two classes: blue disks for class 0, orange triangles for class 1.

    Parameters
    ----------
    X : array_like, shape (m, 2)
        One point a row.
    y : array_like, shape (m,)
        The class of each point, 0 or 1.
    names : (str, str)
        What the classes 0 and 1 are called, for the legend.
    xlabel, ylabel : str
        With the unit: "body mass (kg)".
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    X, y = np.asarray(X, dtype=float), np.asarray(y).ravel()
    look = _dots(len(y)) if len(y) > 2000 else {"s": 30 if len(y) <= 200 else 20, "alpha": 0.9}
    look |= {"linewidths": 0.4, "edgecolors": "white", "zorder": 3}
    for k, color in enumerate((DATA, SECOND)):
        ax.scatter(*X[y == k].T, color=color, marker=MARKERS[k], label=names[k], **look)
    _name_axes(ax, xlabel, ylabel)
    ax.legend()
    return ax


def decision_boundary(predict, X, y, ax=None, *, threshold=0.5, names=NAMES, xlabel="", ylabel=""):
    """Draw points of two classes over what a classifier believes everywhere in the plane.

    Parameters
    ----------
    predict : callable
        Takes points, an array of shape (k, 2), and returns for each the probability of
        class 1, or its class 0 or 1: shape (k,) or (k, 1).
    X : array_like, shape (m, 2)
    y : array_like, shape (m,)
        0 or 1.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.
    threshold : float
        Where the boundary runs.
    names, xlabel, ylabel
        As in `classes`.

    Returns
    -------
    matplotlib.axes.Axes
        The blue side belongs to class 0, the orange side to class 1; the paler, the less
        sure. The black line is the boundary.
    """
    ax = plt.gca() if ax is None else ax
    X = np.asarray(X, dtype=float)
    low, high = X.min(axis=0), X.max(axis=0)
    margin = np.where(high > low, 0.06 * (high - low), 1.0)
    sides = [np.linspace(low[j] - margin[j], high[j] + margin[j], GRID) for j in (0, 1)]
    A, B = np.meshgrid(*sides)
    p = np.asarray(predict(np.column_stack([A.ravel(), B.ravel()])), dtype=float).reshape(A.shape)
    extent = [*sides[0][[0, -1]], *sides[1][[0, -1]]]
    ax.imshow(
        p,
        cmap=BELIEF,
        vmin=0,
        vmax=1,
        alpha=0.45,
        zorder=0,
        extent=extent,
        origin="lower",
        aspect="auto",
        interpolation="bilinear",
    )
    if p.min() < threshold <= p.max():
        ax.contour(A, B, p, [threshold], colors=MODEL, linewidths=2, zorder=2)
        ax.plot([], [], color=MODEL, label="boundary")
    classes(X, y, names, xlabel, ylabel, ax)
    ax.set(xlim=extent[:2], ylim=extent[2:])
    ax.grid(False)
    return ax


def outcomes(x, y, names=NAMES, xlabel="", ylabel="", ax=None):
    """Draw yes-or-no outcomes over a number: dots near the heights 0 and 1.

    Parameters
    ----------
    x : array_like, shape (m,)
    y : array_like, shape (m,)
        0 or 1. Dots of equal x are spread a little up and down, so that all can be seen.
    names, xlabel, ylabel, ax
        As in `classes`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    spread = np.random.default_rng(0).uniform(-0.035, 0.035, len(y)) if len(y) > 20 else 0.0
    classes(np.column_stack([x, y + spread]), y, names, xlabel, ylabel, ax)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    return ax


def confusion_matrix(counts, names=NAMES, ax=None):
    """Draw how often each class was taken for each: rows are true, columns predicted.

    Parameters
    ----------
    counts : array_like, shape (k, k)
        ``counts[i][j]`` examples of class i were predicted to be of class j.
    names : sequence of str
        What the k classes are called.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The darker a field, the more examples; those on the diagonal are right.
    """
    ax = plt.gca() if ax is None else ax
    counts = np.asarray(counts)
    top = counts.max() or 1
    ax.imshow(counts, cmap=COUNTS, norm=PowerNorm(0.5, 0, top), alpha=0.85)
    for (i, j), count in np.ndenumerate(counts):
        color = "white" if count > 0.35 * top else MODEL
        size = 14 if len(counts) < 4 else 9
        ax.text(j, i, f"{count:g}", ha="center", va="center", color=color, fontsize=size)
    places = range(len(counts))
    ax.set_xticks(places, names[: len(counts)])
    ax.set_yticks(places, names[: len(counts)], rotation=90 if len(counts) < 4 else 0, va="center")
    ax.set(xlabel="predicted", ylabel="true")
    ax.grid(False)
    return ax


def roc_curve(fpr, tpr, label="model", color=MODEL, ax=None):
    """Draw a ROC curve: what share of the positives is found at what share of false alarms.

    Parameters
    ----------
    fpr, tpr : array_like, shape (k,)
        False positive rate and true positive rate at each threshold, both from 0 to 1.
    label, color
        For the legend.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The dashed diagonal, drawn once, is a coin.
    """
    ax = plt.gca() if ax is None else ax
    if "coin" not in ax.get_legend_handles_labels()[1]:
        ax.plot([0, 1], [0, 1], "--", color="#888888", lw=1.2, label="coin")
    style = next_style(ax, "coin")
    ax.plot(fpr, tpr, style, color=color, label=label, clip_on=False, zorder=3)
    ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    _name_axes(ax, "false positive rate", "true positive rate (recall)")
    ax.legend(loc="lower right")
    return ax


def score_histograms(y, p, threshold=None, names=NAMES, ax=None):
    """Draw how the predicted probabilities of the two classes are spread.

    Parameters
    ----------
    y : array_like, shape (m,)
        True classes, 0 or 1.
    p : array_like, shape (m,)
        Predicted probability of class 1.
    threshold : float, optional
        Where to draw the line above which the prediction is class 1.
    names, ax
        As in `classes`.

    Returns
    -------
    matplotlib.axes.Axes
        Class 1 grows upwards from the axis, class 0 hangs below it, so that neither hides
        the other.
    """
    ax = plt.gca() if ax is None else ax
    y, p = np.asarray(y), np.asarray(p, dtype=float)
    edges = np.linspace(0, 1, 21)
    for k, color, sign in ((1, SECOND, 1), (0, DATA, -1)):
        heights = sign * np.histogram(p[y == k], edges)[0]
        ax.bar(edges[:-1], heights, 0.05, align="edge", color=color, ec="white", label=names[k])
    ax.axhline(0, color="#666666", lw=0.8)
    if threshold is not None:
        ax.axvline(threshold, color=MODEL, label=f"threshold {threshold:.2f}")
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.set(xlim=(0, 1), xlabel=f"predicted probability of {names[1]}", ylabel="how many")
    ax.legend()
    return ax


def reliability(predicted, observed, counts=None, label="model", color=MODEL, ax=None):
    """Draw what happened over what was promised; a calibrated model lies on the diagonal.

    Parameters
    ----------
    predicted : array_like, shape (k,)
        Mean predicted probability in each of k bins.
    observed : array_like, shape (k,)
        Share of class 1 among the same examples.
    counts : array_like, shape (k,), optional
        How many examples each bin holds: the more, the larger its dot.
    label, color
        For the legend.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    if "promise kept" not in ax.get_legend_handles_labels()[1]:
        ax.plot([0, 1], [0, 1], "--", color=HIGHLIGHT, lw=1.5, label="promise kept")
    style = next_style(ax, "promise kept")
    ax.plot(predicted, observed, style, color=color, lw=1.2, label=label, zorder=3)
    sizes = 30 if counts is None else 12 + 160 * np.asarray(counts) / np.max(counts)
    ax.scatter(predicted, observed, s=sizes, color=color, zorder=4, clip_on=False)
    ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    _name_axes(ax, "predicted probability", "share that happened")
    _explain(ax)
    return ax
