"""Films and who liked them: tables with holes, lists of films, maps of films."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np

from .basics import _name_axes
from .colors import DATA, HIGHLIGHT, MODEL

__all__ = ["film_list", "film_map", "rating_table"]

OTHERS = "#BBBBBB"  # films that are not named


def rating_table(Y, label="stars", center=None, xlabel="film", ylabel="user", ax=None):
    """Draw a table of ratings, one cell each; what is not known stays white.

    Parameters
    ----------
    Y : array_like, shape (m, n)
        NaN where there is no rating.
    label : str
        What the colors mean.
    center : float, optional
        If given, values below and above it have colors of their own, as strong on either side.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    Y = np.ma.masked_invalid(np.asarray(Y, dtype=float))
    look = {"cmap": matplotlib.colormaps["viridis"]}
    if center is not None:
        reach = np.abs(Y - center).max()
        look = {"cmap": "PuOr_r", "vmin": center - reach, "vmax": center + reach}
    picture = ax.imshow(Y, aspect="auto", interpolation="nearest", **look)
    ax.figure.colorbar(picture, ax=ax, label=label)
    _name_axes(ax, xlabel, ylabel)
    ax.grid(False)
    return ax


def film_list(names, values, notes=None, marked=None, xlabel="stars", limits=None, ax=None):
    """Draw films as bars, the first on top.

    Parameters
    ----------
    names : sequence of str, shape (k,)
    values : array_like, shape (k,)
    notes : sequence, shape (k,), optional
        What stands at the end of each bar.
    marked : array_like of bool, shape (k,), optional
        Bars in the color "look here".
    xlabel : str
    limits : (float, float), optional
        Where the axis of the values begins and ends.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    values = np.asarray(values, dtype=float)
    marked = np.zeros(len(values), dtype=bool) if marked is None else np.asarray(marked)
    colors = [HIGHLIGHT if mark else DATA for mark in marked]
    bars = ax.barh(np.arange(len(values)), values, color=colors)
    if notes is not None:
        ax.bar_label(bars, [str(note) for note in notes], padding=3, fontsize=9)
    ax.set(yticks=np.arange(len(values)), xlabel=xlabel)
    ax.set_yticklabels([_short(name) for name in names], fontsize=9)
    ax.set_ylim(len(values) - 0.4, -0.6)
    if limits is not None:
        ax.set_xlim(limits)
    ax.grid(False, axis="y")
    return ax


def film_map(places, names, shown, xlabel="", ylabel="", ax=None):
    """Draw films as points of a plane, with the names of some.

    Parameters
    ----------
    places : array_like, shape (n, 2)
    names : sequence of str, shape (n,)
    shown : sequence of int
        Which films are named.
    xlabel, ylabel : str
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes have the same scale, and reach as far on either side of 0.
    """
    ax = plt.gca() if ax is None else ax
    places, shown = np.asarray(places, dtype=float), np.asarray(shown, dtype=int)
    ax.scatter(*places.T, s=12, color=OTHERS, linewidths=0)
    ax.scatter(*places[shown].T, s=26, color=DATA, zorder=3)
    for i in shown:
        right = places[i, 0] < 0.35 * np.abs(places).max()
        ax.annotate(
            _short(names[i]),
            places[i],
            xytext=(5 if right else -5, 2),
            textcoords="offset points",
            ha="left" if right else "right",
            fontsize=8,
            zorder=4,
        )
    reach = 1.1 * np.hypot(*places.T).max()
    ax.axhline(0, color=MODEL, lw=0.8)
    ax.axvline(0, color=MODEL, lw=0.8)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    _name_axes(ax, xlabel, ylabel)
    return ax


def _short(name, most=34):
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
