"""Costs: over a guess, over the two parameters of a line, and over time."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import PowerNorm
from matplotlib.ticker import MaxNLocator

from .colors import COST, ERROR, HIGHLIGHT, MODEL, STYLES, shades

__all__ = ["cost_bowl", "cost_surface", "learning_curves", "losses"]

GRID = 80  # points along each side of a bowl


def losses(functions, over, xlabel="guess", ylabel="cost", ax=None):
    """Draw one or more costs of a single number, each with a dot at its lowest point.

    Parameters
    ----------
    functions : callable or list of callable
        Each takes a float and returns its cost; the legend shows the function's name.
    over : (float, float)
        From which guess to which.
    xlabel, ylabel : str
        With their units.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    functions = [functions] if callable(functions) else functions
    guesses = np.linspace(*over, 401)
    for i, function in enumerate(functions):
        costs = np.array([function(guess) for guess in guesses])
        ax.plot(guesses, costs, STYLES[i % len(STYLES)], color=ERROR, label=function.__name__)
        lowest = "lowest point" if i == len(functions) - 1 else None
        ax.plot(guesses[costs.argmin()], costs.min(), "o", color=HIGHLIGHT, ms=8, label=lowest)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    return ax


def cost_bowl(cost, w, b, path=None, xlabel="w", ylabel="b", ax=None):
    """Draw a cost of two parameters from above, like a map: the darker, the worse.

    Parameters
    ----------
    cost : callable
        ``cost(w, b)`` takes two floats and returns one.
    w, b : (float, float)
        From which value to which.
    path : array_like, shape (n, 2), optional
        Pairs (w, b) that gradient descent walked through. A path that ends off the map
        is drawn to the step that leaves it first.
    xlabel, ylabel : str
        Names of the parameters, with their units.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    W, B, J = _on_grid(cost, w, b)
    levels = _levels(J)
    filled = ax.contourf(W, B, J, levels, cmap=COST, norm=_norm(J))
    ax.contour(W, B, J, levels, colors=ERROR, linewidths=0.5, alpha=0.6)
    ax.figure.colorbar(filled, ax=ax, label="cost J", ticks=MaxNLocator(6), spacing="proportional")
    if path is not None:
        steps, arrived = _on_map(path, w, b)
        ax.plot(*steps.T, "o-", color=MODEL, ms=3, lw=1.2, label="path")
        ax.plot(*steps[0], "s", color=MODEL, ms=8, label="start")
        if arrived:
            ax.plot(*steps[-1], "o", color=HIGHLIGHT, ms=9, label="end")
        ax.legend()
    ax.set(xlim=w, ylim=b, xlabel=xlabel, ylabel=ylabel)
    ax.grid(False)
    return ax


def cost_surface(cost, w, b, path=None, xlabel="w", ylabel="b", ax=None):
    """Draw a cost of two parameters as a bowl in space.

    Parameters
    ----------
    cost, w, b, path, xlabel, ylabel
        As in `cost_bowl`.
    ax : mpl_toolkits.mplot3d.Axes3D, optional
        A new figure by default.

    Returns
    -------
    mpl_toolkits.mplot3d.Axes3D
    """
    if ax is None:
        ax = plt.figure(figsize=(6.4, 5.0)).add_subplot(projection="3d")
    W, B, J = _on_grid(cost, w, b)
    ax.plot_surface(W, B, J, cmap=COST, norm=_norm(J), alpha=0.7, lw=0.2, edgecolor=ERROR)
    if path is not None:
        steps, arrived = _on_map(path, w, b)
        steps = steps if arrived else steps[:-1]
        heights = np.array([cost(*step) for step in steps])
        ax.plot(*steps.T, heights, "o-", color=MODEL, ms=3, lw=1.2, zorder=10)
        if arrived:
            ax.plot(*steps[-1:].T, heights[-1:], "o", color=HIGHLIGHT, ms=8, zorder=11)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_zlabel("cost J", labelpad=12)
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_major_locator(MaxNLocator(5))
    return ax


def learning_curves(histories, log=False, ax=None):
    """Draw how the cost falls, or doesn't, from iteration to iteration.

    Parameters
    ----------
    histories : dict or array_like
        The cost after each iteration, starting with iteration 0, for each learning rate:
        ``{0.1: [9.0, 4.1, …], 0.5: […]}``. A key may also be a name. One history may
        come without a dict.
    log : bool
        Whether the cost has a logarithmic scale.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        A cost that ends above its start is called diverging, and leaves the picture at
        the top, lest it flatten the others.
    """
    ax = plt.gca() if ax is None else ax
    if not isinstance(histories, dict):
        histories = {"": histories}
    curves = {key: np.asarray(history, dtype=float) for key, history in histories.items()}
    diverging = {key for key, J in curves.items() if not J[-1] <= J[0]}
    colors = shades(len(curves)) if len(curves) > 1 else [ERROR]
    for (key, J), color in zip(curves.items(), colors, strict=True):
        ax.plot(np.arange(len(J)), J, color=color, label=_name(key, key in diverging))
    ax.set(xlabel="iteration", ylabel="cost J", yscale="log" if log else "linear")
    if not log:
        top = 1.5 * max(J[0] for J in curves.values()) if diverging else None
        ax.set_ylim(0, top)
    if any(map(str, curves)):
        ax.legend()
    return ax


def _name(key, diverges):
    name = key if isinstance(key, str) else f"α = {key:g}"
    return f"{name} (diverges)" if diverges else name


def _on_grid(cost, w, b):
    W, B = np.meshgrid(np.linspace(*w, GRID), np.linspace(*b, GRID))
    J = np.array([cost(*pair) for pair in zip(W.ravel(), B.ravel(), strict=True)], dtype=float)
    return W, B, J.reshape(W.shape)


def _levels(J):
    """Heights that a square bowl crosses at equal distances: dense near its bottom."""
    low, high = J.min(), J.max()
    return low + (max(high - low, 1e-12)) * np.linspace(0, 1, 16) ** 2


def _norm(J):
    """Colors as dense as the levels."""
    return PowerNorm(0.5, J.min(), J.max())


def _on_map(path, w, b):
    """Return the steps to draw, shape (n, 2), and whether the last of them is on the map."""
    steps = np.asarray(path, dtype=float)
    on = (steps >= [w[0], b[0]]).all(axis=1) & (steps <= [w[1], b[1]]).all(axis=1)
    if on[-1]:
        return steps, True
    return steps[: on.argmin() + 1], False
