"""Gridworlds: their cells, what each is worth, where a policy goes, and how returns grow."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .colors import DATA, ERROR, HIGHLIGHT, MODEL, next_style

__all__ = ["policy", "returns", "world", "worth"]

# What a letter of a map looks like, and the word that is written into such a cell.
KINDS = {
    "S": ("#F1F4F6", "start"),
    ".": ("#F1F4F6", ""),
    "~": ("#B9E2F2", ""),
    "#": ("#7D7D7D", ""),
    "X": ("#2B6C99", ""),
    "F": ("#F5D9A0", "fish"),
    "G": ("#7FCFB3", "home"),
}
VALUES = LinearSegmentedColormap.from_list("values", [ERROR, "#FFFFFF", HIGHLIGHT])
# By action: up, right, down, left; x to the right, y downward as the rows of the map.
DIRECTIONS = np.array([(0, -1), (1, 0), (0, 1), (-1, 0)])


def world(rows, numbers=False, path=None, ax=None):
    """Draw a map: snow is near white, ice light blue, water dark blue, rock gray, home green.

    Parameters
    ----------
    rows : sequence of str
        The map, as `utils.environments.Gridworld` takes it.
    numbers : bool
        Whether to write the number of its state into each cell.
    path : sequence of int, optional
        States one after the other, drawn as a line.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    width = len(rows[0])
    for state, kind in enumerate("".join(rows)):
        y, x = divmod(state, width)
        face, word = KINDS[kind]
        ax.add_patch(plt.Rectangle((x - 0.5, y - 0.5), 1, 1, fc=face, ec="white", lw=1.5))
        if word:
            ax.text(x, y + 0.36, word, ha="center", va="center", fontsize=8, color=MODEL)
        if numbers:
            color = "white" if kind in "X#" else MODEL
            ax.text(
                x - 0.34, y - 0.33, str(state), ha="center", va="center", fontsize=8, color=color
            )
    if path is not None:
        y, x = np.divmod(np.asarray(path), width)
        ax.plot(x, y, "o-", color=ERROR, lw=2, ms=4)
    ax.set(xlim=(-0.5, width - 0.5), ylim=(len(rows) - 0.5, -0.5), aspect="equal")
    ax.axis("off")
    return ax


def worth(rows, V, limits=(-10, 10), decimals=1, ax=None):
    """Draw what every cell is worth: green is much, white is nothing, red is a loss.

    Parameters
    ----------
    rows : sequence of str
        The map. Where an episode ends, and on rock, nothing is written: nothing comes after.
    V : array_like, shape (states,)
    limits : (float, float)
        The values of full red and full green; white lies halfway.
    decimals : int
        Of the numbers written into the cells.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Ice has a blue rim.
    """
    ax = world(rows, ax=ax)
    scale = plt.Normalize(*limits)
    for state, (x, y, kind) in enumerate(_live(rows)):
        if kind in "XFG#":
            continue
        rim = {"ec": "#3FA7CF", "lw": 2.5} if kind == "~" else {"ec": "white", "lw": 1.5}
        inner = plt.Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, fc=VALUES(scale(V[state])), **rim)
        ax.add_patch(inner)
        text = f"{round(float(V[state]), decimals) + 0.0:.{decimals}f}"  # no -0.0
        ax.text(x, y - 0.29, text, ha="center", va="center", fontsize=8, color=MODEL, zorder=4)
    return ax


def policy(rows, actions, ax=None):
    """Draw where a policy goes, over whatever has been drawn of the map.

    Parameters
    ----------
    rows : sequence of str
        The map.
    actions : array_like, shape (states,) or (states, 4)
        The action of each state; or the probability of each action, of which those of at least
        1/100 are drawn, longer ones for likelier actions.
    ax : matplotlib.axes.Axes, optional
        The current axes by default; the map is drawn first if they are empty.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    if not ax.patches:
        world(rows, ax=ax)
    actions = np.asarray(actions)
    chances = np.eye(4)[actions] if actions.ndim == 1 else actions
    for state, (x, y, kind) in enumerate(_live(rows)):
        if kind in "XFG#":
            continue
        for chance, direction in zip(chances[state], DIRECTIONS, strict=True):
            if chance >= 0.01:
                _arrow(ax, np.array([x, y + 0.08]), direction, chance)
    return ax


def _arrow(ax, center, direction, chance):
    """Draw an arrow: through the middle if the action is certain, else away from it."""
    length = 0.12 + 0.22 * chance
    tail = center - length / 2 * direction if chance > 0.99 else center
    look = {"arrowstyle": "-|>", "color": MODEL, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", tail + length * direction, tail, arrowprops=look, zorder=5)


def returns(runs, window=50, label=None, best=None, color=DATA, ax=None):
    """Draw how returns grow from episode to episode, each averaged over a window.

    Parameters
    ----------
    runs : array_like, shape (episodes,) or (runs, episodes)
        Return of each episode; with several runs, the band reaches from the lowest to the highest.
    window : int
        How many episodes are averaged.
    label : str, optional
    best : float, optional
        A return to compare with, drawn as a dashed line.
    color : color
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    runs = np.atleast_2d(np.asarray(runs, dtype=float))
    smooth = np.array([np.convolve(run, np.ones(window) / window, "valid") for run in runs])
    episodes = np.arange(window, runs.shape[1] + 1)
    ax.plot(episodes, smooth.mean(axis=0), next_style(ax), color=color, label=label)
    if len(runs) > 1:
        ax.fill_between(episodes, smooth.min(axis=0), smooth.max(axis=0), color=color, alpha=0.2)
    if best is not None:
        ax.axhline(best, color=MODEL, ls="--", lw=1.2)
    ax.set(xlabel="episode", ylabel=f"return (mean of {window})")
    return ax


def _live(rows):
    """Return column, row and letter of each cell, in the order of their numbers."""
    return [(x, y, kind) for y, row in enumerate(rows) for x, kind in enumerate(row)]
