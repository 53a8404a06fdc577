"""Words: where they lie, who looks at whom, and what each one adds."""

import matplotlib.pyplot as plt
import numpy as np

from .colors import DATA, MODEL, SECOND
from .deep import SIGNED

__all__ = ["after_each_word", "attention_map", "states", "word_bars", "word_map"]


def word_map(places, words, groups=None, ax=None):
    """Draw words as points in a plane, each with its name.

    Parameters
    ----------
    places : array_like, shape (n, 2)
    words : sequence of str, length n
    groups : sequence of color, length n, optional
        A color for each word; blue by default.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    places = np.asarray(places, dtype=float)
    colors = [DATA] * len(words) if groups is None else groups
    ax.scatter(*places.T, c=colors, s=18)
    for word, place, color in zip(words, places, colors, strict=True):
        ax.annotate(word, place, (3, 3), textcoords="offset points", color=color, fontsize=9)
    ax.margins(0.15)
    return ax


def word_bars(words, values, xlabel="", ax=None):
    """Draw a bar for each word, the first on top: blue to the right of 0, orange to the left.

    Parameters
    ----------
    words : sequence of str
        They may repeat.
    values : sequence of float
    xlabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    rows, values = np.arange(len(words)), np.asarray(values, dtype=float)
    ax.barh(rows, values, color=np.where(values < 0, SECOND, DATA))
    ax.axvline(0, color=MODEL, lw=1)
    ax.set(yticks=rows, yticklabels=words, ylim=(len(rows) - 0.5, -0.5), xlabel=xlabel)
    return ax


def attention_map(weights, words, keys=None, ax=None):
    """Draw who looks at whom: a row for each word that asks, a column for each that is asked.

    Parameters
    ----------
    weights : array_like, shape (n, m)
        From 0 to 1; the weights of a row add up to 1.
    words : sequence of str, length n
        The words that ask.
    keys : sequence of str, length m, optional
        The words that are asked; the same by default.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Up to ten words a side, the weights stand in the cells.
    """
    ax = plt.gca() if ax is None else ax
    weights = np.asarray(weights, dtype=float)
    keys = words if keys is None else keys
    ax.imshow(weights, cmap="Blues", vmin=0, vmax=1.2)
    if max(weights.shape) <= 10:
        for (i, j), weight in np.ndenumerate(weights):
            color = "white" if weight > 0.6 else MODEL
            ax.text(j, i, f"{weight:.2f}", ha="center", va="center", fontsize=9, color=color)
    ax.set(yticks=range(len(words)), yticklabels=words, ylabel="this word asks")
    ax.set_xticks(range(len(keys)), keys, rotation=40, ha="right")
    ax.set_xlabel("and looks here")
    ax.grid(False)
    return ax


def states(H, words, reach=None, ax=None):
    """Draw the state of a recurrent network after each word: a column a word, a row a unit.

    Parameters
    ----------
    H : array_like, shape (words, units)
    words : sequence of str
    reach : float, optional
        The value with the fullest color; the largest in `H` by default.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Blue is positive, orange negative.
    """
    ax = plt.gca() if ax is None else ax
    H = np.asarray(H, dtype=float)
    reach = reach or np.abs(H).max() or 1.0
    ax.imshow(H.T, cmap=SIGNED, vmin=-reach, vmax=reach, aspect="auto")
    _words_below(ax, words)
    ax.set(ylabel="unit of the state", yticks=[])
    return ax


def after_each_word(words, values, ylabel, ax=None, **style):
    """Draw how a number develops while a text is read, word by word.

    Parameters
    ----------
    words : sequence of str
    values : sequence of float
        What the number is after each word.
    ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.
    **style
        As for `matplotlib.axes.Axes.plot`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    ax.plot(range(len(words)), values, "o-", **{"color": MODEL, "ms": 5, **style})
    _words_below(ax, words)
    ax.set_ylabel(ylabel)
    return ax


def _words_below(ax, words):
    ax.set_xticks(range(len(words)), words, rotation=40, ha="right")
    ax.set_xlim(-0.5, len(words) - 0.5)
    ax.grid(False)
