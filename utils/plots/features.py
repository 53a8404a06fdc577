"""Numbers that belong to names: averages of groups, shares of gaps, weights of features."""

import matplotlib.pyplot as plt

from .colors import DATA, MODEL

__all__ = ["bars"]


def bars(values, xlabel="", color=DATA, ax=None):
    """Draw a horizontal bar for each name, the first at the top.

    Parameters
    ----------
    values : dict or pandas.Series
        From name to number. Negative numbers point to the left.
    xlabel : str
        What the numbers are, with their unit. Empty leaves the axis as it is.
    color : color
        ``plots.ERROR`` for residuals, say.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    names, numbers = zip(*values.items(), strict=True)
    places = range(len(names))
    ax.barh(places, numbers, color=color, height=0.7)
    ax.set_yticks(places, map(str, names), fontsize=11 if len(names) <= 14 else 8)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.axvline(0, color=MODEL, linewidth=1)
    ax.grid(False, axis="y")
    if xlabel:
        ax.set_xlabel(xlabel)
    return ax
