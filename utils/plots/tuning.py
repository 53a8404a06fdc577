"""Tuning: maps of a search, rounds of halving, and promises set against the truth."""

import matplotlib.pyplot as plt
import numpy as np

from .colors import DATA, ERROR, HIGHLIGHT, MODEL

__all__ = ["promises", "rounds", "search_map", "slice_errors"]


def search_map(x, y, scores, xlabel="", ylabel="", label="score", best=True, ax=None):
    """Draw the scores of a grid of two knobs, both on logarithmic scales.

    Parameters
    ----------
    x : array_like, shape (n,)
        Values of the first knob, in order and evenly spaced on the logarithmic scale.
    y : array_like, shape (k,)
        Values of the second knob, likewise.
    scores : array_like, shape (k, n)
        One row for each value of `y`; dark is high.
    xlabel, ylabel, label : str
    best : bool
        Whether to mark the highest score (the first of equals).
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    scores = np.asarray(scores, dtype=float)
    mesh = ax.pcolormesh(_edges(x), _edges(y), scores, cmap="Blues")
    ax.set(xscale="log", yscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.grid(False)
    if best:
        row, column = np.unravel_index(scores.argmax(), scores.shape)
        ax.plot(x[column], y[row], "o", ms=12, mew=2.5, mfc="none", color=HIGHLIGHT, label="best")
        ax.legend(loc="upper right")
    ax.figure.colorbar(mesh, ax=ax, label=label)
    return ax


def rounds(scores, ylabel="score", ax=None):
    """Draw the rounds of successive halving: who was tried on how many rows, and who went on.

    Parameters
    ----------
    scores : list of (int, dict)
        For each round the number of rows, and the score of each candidate by its name.
    ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        A gray line for each candidate; that of the winner is green.
    """
    ax = plt.gca() if ax is None else ax
    last = scores[-1][1]
    winner = max(last, key=last.get)
    for name in scores[0][1]:
        held = [(rows, found[name]) for rows, found in scores if name in found]
        style = (
            {"color": HIGHLIGHT, "lw": 2.5, "zorder": 3}
            if name == winner
            else {"color": "#999999", "lw": 0.8}
        )
        ax.plot(
            *zip(*held, strict=True),
            "o-",
            ms=4,
            label="winner" if name == winner else None,
            **style,
        )
    ticks = [rows for rows, _ in scores]
    ax.set(xscale="log", xlabel="rows", ylabel=ylabel)
    ax.set_xticks(ticks, [str(rows) for rows in ticks])
    ax.minorticks_off()
    ax.legend()
    return ax


def promises(promised, true, quantity="score", ax=None):
    """Draw what a search promised against what came true, one dot a sample.

    Parameters
    ----------
    promised : array_like, shape (n,)
        The score by which the winner was chosen.
    true : array_like, shape (n,)
        The winner's score on rows that took part in nothing.
    quantity : str
        What is measured, with its unit.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Dots below the diagonal promised too much.
    """
    ax = plt.gca() if ax is None else ax
    both = np.concatenate([promised, true])
    pad = 0.05 * (np.ptp(both) or 1)
    limits = both.min() - pad, both.max() + pad
    ax.plot(limits, limits, "--", color=MODEL, lw=1.5, label="promise kept")
    ax.plot(promised, true, "o", color=ERROR, alpha=0.7, label="one sample each")
    ax.set(
        xlim=limits,
        ylim=limits,
        aspect="equal",
        xlabel=f"promised {quantity}",
        ylabel=f"true {quantity}",
    )
    ax.legend(loc="upper left")
    return ax


def slice_errors(names, rows, errors, ax=None):
    """Draw for each slice of the data how many rows it has and how many are wrong.

    Parameters
    ----------
    names : sequence of str, length n
        The slices, from top to bottom.
    rows, errors : array_like, shape (n,)
        Numbers of rows, and of mistakes among them.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    rows, errors = np.asarray(rows), np.asarray(errors)
    ax.barh(names, rows, color=DATA, alpha=0.25, label="rows")
    ax.barh(names, errors, color=ERROR, label="mistakes")
    for place, (m, wrong) in enumerate(zip(rows, errors, strict=True)):
        ax.text(m, place, f" {wrong / m:.0%} wrong", va="center")
    ax.set(xlabel="number of rows", xlim=(0, 1.5 * rows.max()))
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.legend(loc="lower right")
    return ax


def _edges(values):
    """Return the borders of cells around values evenly spaced on a logarithmic scale."""
    logs = np.log(np.asarray(values, dtype=float))
    half = (logs[1] - logs[0]) / 2
    return np.exp(np.append(logs - half, logs[-1] + half))
