"""Decision trees: their questions, and the mixtures that a question leaves behind."""

import matplotlib.pyplot as plt
import numpy as np

from .classification import BELIEF
from .colors import DATA, HIGHLIGHT, MODEL, SECOND

__all__ = ["mix", "tree"]

ANSWERS = ("yes", "no")  # from left to right
THREE = (DATA, SECOND, HIGHLIGHT)


def tree(root, text, shade=None, path=None, ax=None):
    """Draw a decision tree, its root on top: "yes" goes to the left, "no" to the right.

    Parameters
    ----------
    root : dict
        A node. One that asks a question has the keys ``"yes"`` and ``"no"``, each with a
        node again; one without them is a leaf.
    text : callable
        Takes a node and returns what to write into its box.
    shade : callable, optional
        Takes a node and returns a number from 0 (blue) to 1 (orange), such as the share of
        the second class. All boxes are white by default.
    path : sequence of {"yes", "no"}, optional
        Answers that lead from the root to a node: their boxes and lines are drawn in green.
    ax : matplotlib.axes.Axes, optional
        The current axes by default. A tree of 8 leaves wants a figure about 10 inches wide.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    placed = _place(root)
    leaves = sum(not _asks(node) for node, _ in placed.values())
    trail = {tuple(path[:k]) for k in range(len(path) + 1)} if path is not None else set()
    size = 9 if leaves <= 8 else 7
    for place, (node, (x, y)) in placed.items():
        hot = place in trail
        if place:
            _branch(ax, placed[place[:-1]][1], (x, y), place[-1], hot, size)
        face = BELIEF(0.15 + 0.7 * float(shade(node))) if shade else "white"
        rim = {"ec": HIGHLIGHT, "lw": 2.5} if hot else {"ec": "#888888", "lw": 1}
        box = {"boxstyle": "round,pad=0.35", "fc": face, **rim}
        ax.text(x, y, text(node), ha="center", va="center", fontsize=size, bbox=box, zorder=3)
    lowest = min(y for _, (_, y) in placed.values())
    ax.set(xlim=(-0.6, leaves - 0.4), ylim=(lowest - 0.5, 0.5))
    ax.axis("off")
    return ax


def mix(counts, names, labels, colors=THREE, xlabel="share", ax=None):
    """Draw how mixed several groups are: a bar for each, cut by the shares of the classes.

    Parameters
    ----------
    counts : array_like, shape (groups, classes)
        How many of each class a group holds.
    names : sequence of str
        The classes, for the legend.
    labels : sequence of str
        The groups, the first on top.
    colors : sequence of color
        One for each class.
    xlabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        The numbers in the bars are the counts.
    """
    ax = plt.gca() if ax is None else ax
    counts = np.asarray(counts, dtype=float)
    shares = counts / counts.sum(axis=1, keepdims=True)
    starts = np.cumsum(shares, axis=1) - shares
    rows = np.arange(len(counts))
    for k, name in enumerate(names):
        bars = ax.barh(rows, shares[:, k], left=starts[:, k], color=colors[k], label=name)
        # A sliver has no room for its number.
        inside = [
            f"{n:.0f}" if share > 0.03 else ""
            for n, share in zip(counts[:, k], shares[:, k], strict=True)
        ]
        ax.bar_label(bars, inside, label_type="center", color="white", fontweight="bold")
    ax.set(yticks=rows, yticklabels=labels, ylim=(len(rows) - 0.5, -0.5))
    ax.set(xlim=(0, 1), xlabel=xlabel)
    ax.grid(False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(names))
    return ax


def _asks(node):
    return all(answer in node for answer in ANSWERS)


def _place(root):
    """Give every node a place: leaves side by side, a question midway above its answers.

    Returns
    -------
    dict
        By the answers that lead there: the node and its (x, y).
    """
    placed, leaves = {}, 0

    def visit(node, place):
        nonlocal leaves
        if _asks(node):
            sides = [visit(node[answer], (*place, answer)) for answer in ANSWERS]
            x = sum(sides) / 2
        else:
            x, leaves = float(leaves), leaves + 1
        placed[place] = node, (x, -float(len(place)))
        return x

    visit(root, ())
    return placed


def _branch(ax, start, end, answer, hot, size):
    color = HIGHLIGHT if hot else "#999999"
    xs, ys = zip(start, end, strict=True)
    ax.plot(xs, ys, color=color, lw=2.5 if hot else 1, zorder=1)
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    note = {"ha": "center", "va": "center", "fontsize": size, "color": HIGHLIGHT if hot else MODEL}
    ax.text(*middle, answer, bbox={"fc": "white", "ec": "none", "pad": 1}, zorder=2, **note)
