"""What does not fit: how strange every place is, alarms over time, cuts that isolate a point."""

import matplotlib.pyplot as plt
import numpy as np

from .basics import _dots, _name_axes
from .colors import DATA, ERROR, HIGHLIGHT, MODEL, SECOND

__all__ = ["alarms", "cuts", "strangeness"]


def strangeness(
    score, X, y=None, levels=None, threshold=None, names=("normal", "anomaly"), room=0.06, ax=None
):
    """Draw points over lines of equal strangeness.

    Parameters
    ----------
    score : callable
        From an array of shape (r, 2) to r numbers.
    X : array_like, shape (m, 2)
    y : array_like of int, shape (m,), optional
        1 for a known anomaly: an orange triangle; all others are blue dots.
    levels : sequence of float, optional
        The scores at which lines are drawn; five even steps by default, none if empty.
    threshold : float, optional
        One more line, dashed in the color of errors.
    names : tuple of str
        For points with y = 0 and y = 1.
    room : float
        How far the lines reach beyond the points, as a share of their range.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    X = np.asarray(X, dtype=float)
    known = _known(y, len(X))
    ax.scatter(*X[~known].T, color=DATA, label=names[0], **_dots(len(X)))
    if known.any():
        ax.scatter(*X[known].T, color=SECOND, marker="^", s=28, label=names[1], zorder=3)
    low, high = X.min(axis=0), X.max(axis=0)
    more = room * (high - low)
    across, up = (np.linspace(a, b, 160) for a, b in zip(low - more, high + more, strict=True))
    grid = np.array(np.meshgrid(across, up))
    heights = np.asarray(score(grid.reshape(2, -1).T)).reshape(grid.shape[1:])
    if levels is None:
        levels = np.linspace(heights.min(), heights.max(), 7)[1:-1]
    if len(levels):
        ax.contour(across, up, heights, sorted(levels), colors=MODEL, linewidths=0.9)
    if threshold is not None:
        look = {"colors": ERROR, "linewidths": 2, "linestyles": "--"}
        ax.contour(across, up, heights, [threshold], **look)
        ax.plot([], [], color=ERROR, ls="--", label="threshold")
    return ax


def alarms(scores, threshold, y=None, time=None, xlabel="", ylabel="strangeness", ax=None):
    """Draw scores in the order in which they came, and which of them ring.

    Parameters
    ----------
    scores : array_like, shape (m,)
    threshold : float or array_like, shape (m,)
        Scores at or above it ring, and get a ring in the color of errors.
    y : array_like of int, shape (m,), optional
        1 for a known anomaly: an orange triangle.
    time : array_like, shape (m,), optional
        Where along the axis; 0, 1, 2, … by default.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    scores = np.asarray(scores, dtype=float)
    time = np.arange(len(scores)) if time is None else np.asarray(time)
    known = _known(y, len(scores))
    ring = scores >= threshold
    look = {"ls": "", "mec": "none"}
    ax.plot(time[~known], scores[~known], marker="o", ms=4, color=DATA, label="normal", **look)
    if known.any():
        ax.plot(time[known], scores[known], marker="^", ms=7, color=SECOND, label="anomaly", **look)
    if ring.any():
        look = {"ls": "", "marker": "o", "ms": 11, "mfc": "none", "mec": ERROR, "mew": 1.5}
        ax.plot(time[ring], scores[ring], label="alarm", **look)
    ax.plot(time, np.broadcast_to(threshold, scores.shape), color=ERROR, ls="--", lw=1.2)
    _name_axes(ax, xlabel, ylabel)
    return ax


def cuts(X, made, point=None, numbered=5, xlabel="", ylabel="", ax=None):
    """Draw the cuts of a plane that leave a point alone, and the piece in which it ends.

    Parameters
    ----------
    X : array_like, shape (m, 2)
    made : sequence of (int, float, array_like)
        For each cut: the column, the place, and the box that it divides, as
        ``[[left, right], [bottom, top]]``.
    point : array_like, shape (2,), optional
        The one to be left alone, in green.
    numbered : int
        How many cuts bear their number: the first ones, as the later crowd.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    ax.scatter(*np.asarray(X, dtype=float).T, color=DATA, **_dots(len(X)))
    for number, (column, place, box) in enumerate(made, 1):
        ends = list(box[1 - column])
        line = ([place, place], ends) if column == 0 else (ends, [place, place])
        ax.plot(*line, color=MODEL, lw=1.3)
        if number > numbered:
            continue
        at = (place, ends[1]) if column == 0 else (ends[0], place)
        look = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 4}
        ax.text(*at, str(number), bbox={"boxstyle": "circle", "fc": "white", "ec": MODEL}, **look)
    if point is not None:
        ax.plot(*point, "o", ms=9, color=HIGHLIGHT, zorder=5)
    _name_axes(ax, xlabel, ylabel)
    return ax


def _known(y, m):
    """Return which of m points are known anomalies: none where nobody says."""
    return np.zeros(m, dtype=bool) if y is None else np.asarray(y) == 1
