"""The first pictures: arrays as boxes, vectors as arrows, slopes, and how values spread."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from .colors import DATA, HIGHLIGHT, MODEL, SECOND

__all__ = ["arrows", "broadcast", "cells", "histogram", "loop_step", "tables", "tangent"]

FAINT = 0.10  # how strongly a box is filled: a stretched copy, and the original
FULL = 0.30


def cells(array, title="", color=DATA, faint=None, upright=False, ax=None):
    """Draw a small array as a table of boxes.

    Parameters
    ----------
    array : array_like, shape (n,) or (m, n)
    title : str
        The shape is written below it.
    color : color
    faint : array_like of bool, shape of the array, optional
        Which boxes are only copies, and drawn with dashes.
    upright : bool
        Whether an array with one axis stands in a column instead of a row.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    array = np.asarray(array)
    table = _table(array, upright)
    faint = np.zeros(table.shape, bool) if faint is None else np.reshape(faint, table.shape)
    for (i, j), value in np.ndenumerate(table):
        style, fill = ("--", FAINT) if faint[i, j] else ("-", FULL)
        ax.add_patch(Rectangle((j, i), 1, 1, facecolor=color, lw=0, alpha=fill))
        ax.add_patch(Rectangle((j, i), 1, 1, fill=False, ec=color, lw=1.2, ls=style))
        ax.text(j + 0.5, i + 0.5, f"{value:.4g}", ha="center", va="center", fontsize=10)
    ax.set(xlim=(-0.1, table.shape[1] + 0.1), ylim=(table.shape[0] + 0.1, -0.1), aspect="equal")
    ax.set_title(f"{title}\nshape {array.shape}".strip(), fontsize=10)
    ax.axis("off")
    return ax


def tables(arrays, colors, upright=()):
    """Draw several arrays side by side, with boxes of one size.

    Parameters
    ----------
    arrays : dict of str to array_like
        Title and array of each.
    colors : list of color
        One for each array.
    upright : collection of str
        Titles of those with one axis that stand in a column.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
    """
    shapes = [_table(np.asarray(array), name in upright).shape for name, array in arrays.items()]
    rows = max(shape[0] for shape in shapes)
    widths = [max(shape[1], 2) + 0.8 for shape in shapes]
    size = 0.55 * sum(widths), 0.55 * rows + 0.6
    _, axes = plt.subplots(1, len(arrays), figsize=size, width_ratios=widths)
    for ax, (name, array), color, width in zip(axes, arrays.items(), colors, widths, strict=True):
        cells(array, name, color, upright=name in upright, ax=ax)
        spare = (width - ax.get_xlim()[1]) / 2
        ax.set(xlim=(-spare, width - spare), ylim=(rows + 0.1, -0.1))
    return axes


def broadcast(a, b):
    """Draw ``a + b`` with the copies that broadcasting makes in thought, dashed.

    Parameters
    ----------
    a, b : array_like, shape (n,) or (m, n)
        If their shapes do not fit, they are drawn without a sum.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes, shape (3,)
    """
    a, b = np.asarray(a), np.asarray(b)
    _, axes = plt.subplots(1, 3, figsize=(9.0, 2.6))
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        cells(a, "a", DATA, ax=axes[0])
        cells(b, "b", SECOND, ax=axes[1])
        axes[2].axis("off")
        axes[2].text(0.5, 0.5, f"{a.shape} and {b.shape}\ndo not fit", ha="center", va="center")
        return axes
    for array, name, color, ax in ((a, "a", DATA, axes[0]), (b, "b", SECOND, axes[1])):
        cells(np.broadcast_to(array, shape), "", color, _copies(array, shape), ax=ax)
        ax.set_title(f"{name}\nshape {array.shape}", fontsize=10)
    cells(a + b, "a + b", HIGHLIGHT, ax=axes[2])
    return axes


def arrows(vectors, labels=None, colors=None, xlabel="", ylabel="", ax=None):
    """Draw vectors as arrows from the origin, with the same scale on both axes.

    Parameters
    ----------
    vectors : array_like, shape (k, 2)
    labels : list of str, optional
        Written at the tips.
    colors : list of color, optional
        ``plots.DATA`` for all by default.
    xlabel, ylabel : str
        With their units.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    vectors = np.asarray(vectors, dtype=float)
    labels = [""] * len(vectors) if labels is None else labels
    colors = [DATA] * len(vectors) if colors is None else colors
    tail = np.zeros(len(vectors))
    ax.quiver(
        tail, tail, *vectors.T, color=colors, angles="xy", scale_units="xy", scale=1, zorder=3
    )
    low, high = np.minimum(vectors.min(axis=0), 0), np.maximum(vectors.max(axis=0), 0)
    margin = 0.15 * (high - low).max() or 1.0
    for (x, y), label, color in zip(vectors, labels, colors, strict=True):
        above = 1 if y >= 0 else -1
        place = {"ha": "center", "va": "bottom" if y >= 0 else "top"}
        ax.text(x, y + 0.2 * margin * above, label, color=color, **place)
    ax.set(aspect="equal")
    ax.set(xlim=(low[0] - margin, high[0] + margin), ylim=(low[1] - margin, high[1] + margin))
    ax.axhline(0, color=MODEL, lw=0.6, zorder=1)
    ax.axvline(0, color=MODEL, lw=0.6, zorder=1)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax


def tangent(f, x, slope, reach=1.0, label=None, ax=None):
    """Draw the straight line that touches ``f`` at `x`, and the point where it does.

    Parameters
    ----------
    f : callable
    x, slope : float
    reach : float
        How far the line goes to each side, in units of x.
    label : str, optional
        "slope 2" with the number by default.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    ends = np.array([-reach, reach])
    text = f"slope {slope:.3g}" if label is None else label
    ax.plot(x + ends, f(x) + slope * ends, color=HIGHLIGHT, lw=2.5, label=text, zorder=4)
    ax.plot(x, f(x), "o", color=HIGHLIGHT, ms=8, zorder=5)
    ax.legend()
    return ax


def histogram(values, xlabel, bins=20, label="", color=DATA, ax=None):
    """Draw how often values fall into each bin, with a line at their mean.

    Parameters
    ----------
    values : array_like, shape (m,)
    xlabel : str
        With the unit.
    bins : int or array_like
        How many bins, or their edges.
    label : str
        For the legend; the mean is written behind it.
    color : color
        ``plots.SECOND`` for a second class, which is hatched.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    mean = np.mean(values)
    second = isinstance(color, str) and color == SECOND
    look = {"alpha": 0.6, "edgecolor": "white", "lw": 0.5, "hatch": "//" if second else None}
    ax.hist(values, bins=bins, color=color, **look)
    style = "--" if second else "-"
    ax.axvline(mean, color=color, ls=style, lw=2.5, label=f"{label} mean {mean:.4g}".strip())
    ax.set(xlabel=xlabel, ylabel="count")
    ax.legend()
    return ax


def loop_step(values, step, unit="", ax=None):
    """Draw the state of a loop that adds up `values`, after a number of steps.

    Parameters
    ----------
    values : list of float
    step : int
        How many values have been added: 0 before the loop, ``len(values)`` after it.
    unit : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The value just added is green, those before are full, those to come are faint.
    """
    ax = plt.gca() if ax is None else ax
    for i, value in enumerate(values):
        color = HIGHLIGHT if i == step - 1 else DATA
        ax.bar(i, value, color=color, alpha=1.0 if i < step else 0.2)
        ax.text(i, value, f"{value:g}", ha="center", va="bottom")
    added = f"mass = {values[step - 1]:g}, " if step else ""
    ax.set_title(
        f"after {step} step{'' if step == 1 else 's'}: {added}total = {sum(values[:step]):g} {unit}"
    )
    ax.set(xlabel="index i", ylabel=f"masses[i] ({unit})", xticks=range(len(values)))
    ax.grid(False)
    return ax


def _table(array, upright=False):
    """Give an array two axes, for drawing."""
    return array.reshape(-1, 1) if upright and array.ndim == 1 else np.atleast_2d(array)


def _copies(array, shape):
    """Return, for each box of the stretched array, whether it is a copy of an earlier one."""
    origin = np.broadcast_to(np.arange(array.size).reshape(array.shape), shape)
    copies = np.ones(origin.size, dtype=bool)
    copies[np.unique(origin, return_index=True)[1]] = False
    return copies.reshape(shape)
