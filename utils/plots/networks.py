"""Networks: their neurons, the steps of one computation, and small gray pictures."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from .colors import DATA, ERROR, HIGHLIGHT, MODEL

__all__ = ["computation_graph", "hidden_lines", "network", "pictures"]


def network(sizes, names=None, titles=None, ax=None):
    """Draw a network: a column of circles for each layer, a line for each weight.

    Parameters
    ----------
    sizes : sequence of int
        How many numbers each layer holds, from the inputs to the output: ``[2, 4, 1]``.
    names : sequence of (sequence of str), optional
        What to write into the circles of each layer.
    titles : sequence of str, optional
        What to write below each layer. By default "input", "hidden" and "output".
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The inputs are blue, as data are; everything computed from them has a dark rim.
    """
    ax = plt.gca() if ax is None else ax
    if titles is None:
        titles = ["input", *["hidden"] * (len(sizes) - 2), "output"]
    places = [[(2.0 * i, (size - 1) / 2 - k) for k in range(size)] for i, size in enumerate(sizes)]
    for left, right in pairwise(places):
        for start in left:
            for end in right:
                ax.plot(*zip(start, end, strict=True), color="#999999", lw=1, zorder=1)
    bottom = -(max(sizes) - 1) / 2 - 0.75
    for i, column in enumerate(places):
        for k, (x, y) in enumerate(column):
            rim, face = (DATA, "#D6E9F5") if i == 0 else (MODEL, "white")
            ax.add_patch(plt.Circle((x, y), 0.33, fc=face, ec=rim, lw=1.8, zorder=2))
            text = names[i][k] if names is not None else ""
            ax.text(x, y, text, ha="center", va="center", fontsize=11, zorder=3)
        ax.text(2.0 * i, bottom, titles[i], ha="center", va="center", color="#444444")
    ax.set(xlim=(-0.8, 2.0 * (len(sizes) - 1) + 0.8), ylim=(bottom - 0.35, -bottom - 0.1))
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def computation_graph(nodes, edges, gradients=None, ax=None):
    """Draw the steps of a computation as boxes, with what flows forward and backward.

    Parameters
    ----------
    nodes : dict
        ``{"z": (1, 0, 0.7)}``: column, row (upward) and value of each box.
    edges : sequence of (str, str)
        From which box to which a value goes.
    gradients : dict, optional
        The slope of the cost by the value of a box: ``{"z": -0.3}``. It stands below
        the box, or above it if the box is given, in the color of errors.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Boxes without an incoming edge, which are given and not computed, are blue.
    """
    ax = plt.gca() if ax is None else ax
    computed = {end for _, end in edges}
    for start, end in edges:
        (x0, y0, _), (x1, y1, _) = nodes[start], nodes[end]
        arrow = {"arrowstyle": "-|>", "color": "#777777", "shrinkA": 20, "shrinkB": 21, "lw": 1.3}
        ax.annotate("", (x1, y1), (x0, y0), arrowprops=arrow)
    for name, (x, y, value) in nodes.items():
        box = {"boxstyle": "round,pad=0.35", "fc": "white", "lw": 1.6}
        box["ec"] = MODEL if name in computed else DATA
        text = f"{name}\n{value:.3g}"
        ax.text(x, y, text, ha="center", va="center", fontsize=10, bbox=box, zorder=3)
        if gradients and name in gradients:
            look = {"ha": "center", "va": "center", "color": ERROR, "fontsize": 10, "zorder": 3}
            place = {"xytext": (0, -27 if name in computed else 27), "textcoords": "offset points"}
            ax.annotate(f"{gradients[name]:+.3f}", (x, y), **place, **look)
    columns, rows = zip(*[(x, y) for x, y, _ in nodes.values()], strict=True)
    ax.set(xlim=(min(columns) - 0.5, max(columns) + 0.5), ylim=(min(rows) - 0.7, max(rows) + 0.7))
    ax.axis("off")
    return ax


def _name_line(ax, name, nearest, along, limits):
    """Write a name on a line, inside the picture and near the line's lower end."""
    entries, exits = [], []
    for start, step, (low, high) in zip(nearest, along, limits.values(), strict=True):
        if step:
            near, far = sorted([(low - start) / step, (high - start) / step])
            entries.append(near)
            exits.append(far)
    enter, leave = max(entries), min(exits)
    if enter >= leave:
        return  # the line runs outside the picture
    share = 0.06 if along[1] > 0 else 0.94
    place = nearest + (enter + share * (leave - enter)) * along
    look = {"boxstyle": "circle,pad=0.15", "fc": "white", "ec": HIGHLIGHT}
    ax.text(*place, name, color=HIGHLIGHT, ha="center", va="center", fontsize=9, bbox=look)


def hidden_lines(W, b, names=None, ax=None):
    """Draw for each hidden neuron the line on which its weighted sum is zero.

    Parameters
    ----------
    W : array_like, shape (2, h)
        Weights of the hidden layer, a column for each neuron.
    b : array_like, shape (h,)
    names : sequence, optional
        What to write on the lines, one name for each neuron.
    ax : matplotlib.axes.Axes, optional
        The current axes by default; its limits stay as they are.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    limits = {"xlim": ax.get_xlim(), "ylim": ax.get_ylim()}
    reach = np.hypot(*np.ptp(list(limits.values()), axis=1)) + np.max(np.abs([*limits.values()]))
    for k, (w, shift) in enumerate(zip(np.transpose(W), np.ravel(b), strict=True)):
        length = np.hypot(*w)
        if length == 0:
            continue  # such a neuron draws no line
        nearest = -shift * w / length**2  # the point of the line that is closest to (0, 0)
        along = np.array([-w[1], w[0]]) / length
        ends = np.array([nearest - 2 * reach * along, nearest + 2 * reach * along])
        label = "hidden neuron: z = 0" if k == 0 else None
        ax.plot(*ends.T, "--", color=HIGHLIGHT, lw=1.4, label=label)
        if names is not None:
            _name_line(ax, str(names[k]), nearest, along, limits)
    ax.set(**limits)
    return ax


def pictures(X, titles=None, columns=8, limits=None):
    """Show gray pictures side by side, from 0 (paper, white) to the largest value (ink, black).

    Parameters
    ----------
    X : array_like, shape (m, height, width)
    titles : sequence of str, optional
        One above each picture.
    columns : int
        How many pictures stand in a row.
    limits : (float, float), optional
        The values of paper and ink. By default 0 and the largest value in `X`.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        A new figure's axes, one a picture.
    """
    X = np.asarray(X)
    low, high = (0, X.max()) if limits is None else limits
    columns = min(columns, len(X))
    rows = -(-len(X) // columns)
    side = 1.05 if len(X) > 4 else 1.8  # a few have room to be looked at
    height = side + (0.3 if titles is not None else 0)
    _, axes = plt.subplots(rows, columns, figsize=(side * columns, height * rows), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for i, (ax, picture) in enumerate(zip(axes.flat, X, strict=False)):
        ax.imshow(picture, cmap="gray_r", vmin=low, vmax=high)
        if titles is not None:
            ax.set_title(titles[i], fontsize=10)
    return axes.ravel()[: len(X)]
