"""Poles on carts and agents that learn to hold them: a state, and scores as learning goes on."""

import matplotlib.pyplot as plt
import numpy as np

from .colors import DATA, ERROR, HIGHLIGHT, MODEL, next_style

__all__ = ["pole", "scores"]


def pole(state, values=None, ax=None):
    """Draw a pole on a cart in one state.

    Parameters
    ----------
    state : array_like, shape (4,)
        Place (m), speed (m/s), tilt (rad) and turning speed (rad/s).
    values : (float, float), optional
        Values of pushing left and right: written beside the cart, the larger one in green.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    x, _, tilt, _ = np.asarray(state, dtype=float)
    ax.plot([-2.4, 2.4], [-0.12, -0.12], color="#999999", lw=2, zorder=1)
    for edge in (-2.4, 2.4):
        ax.plot([edge, edge], [-0.25, 0.05], color=MODEL, lw=1)
    ax.add_patch(plt.Rectangle((x - 0.25, -0.1), 0.5, 0.2, fc=MODEL, zorder=2))
    top = x + np.sin(tilt), np.cos(tilt)
    ax.plot([x, top[0]], [0, top[1]], color=ERROR, lw=5, solid_capstyle="round", zorder=3)
    if values is not None:
        for side, name, value in ((-1, "left", values[0]), (1, "right", values[1])):
            color = HIGHLIGHT if value == max(values) else "#777777"
            arrow = {"arrowstyle": "-|>", "color": color, "lw": 2.5}
            ax.annotate("", (x + 0.8 * side, 0), (x + 0.32 * side, 0), arrowprops=arrow)
            text = f"{name}\n{value:.2f}"
            ax.text(x + 0.85 * side, 0.42, text, ha="center", va="center", color=color)
    ax.set(xlim=(-3.4, 3.4), ylim=(-0.35, 1.2), aspect="equal")
    ax.axis("off")
    return ax


def scores(rounds, runs, goal=None, label=None, color=DATA, single=True, ax=None):
    """Draw how many steps agents stand in examinations, as they learn.

    Parameters
    ----------
    rounds : array_like, shape (k,)
        After which rounds they were examined.
    runs : array_like, shape (seeds, k)
        Mean steps of each agent.
    goal : float, optional
        Drawn as a dashed line.
    label : str, optional
        Of the thick line, the mean of all agents.
    color : color
    single : bool
        Whether each agent has a thin line; otherwise a band goes from the lowest to the highest.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    runs = np.atleast_2d(np.asarray(runs, dtype=float))
    look = {"color": color, "lw": 2.5, "label": label, "zorder": 3}
    ax.plot(rounds, runs.mean(axis=0), next_style(ax), **look)
    if len(runs) > 1 and single:
        ax.plot(rounds, runs.T, color=color, lw=0.8, alpha=0.5)
    elif len(runs) > 1:
        ax.fill_between(rounds, runs.min(axis=0), runs.max(axis=0), color=color, alpha=0.2, lw=0)
    if goal is not None:
        ax.axhline(goal, color=MODEL, ls="--", lw=1.2)
    ax.set(xlabel="round", ylabel="steps without a fall", ylim=(0, 515))
    return ax
