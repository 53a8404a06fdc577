"""Data, a model, and the distance between the two."""

import matplotlib.pyplot as plt
import numpy as np

from .colors import DATA, ERROR, HIGHLIGHT, MODEL, SECOND

__all__ = ["curve", "line", "predicted_against_actual", "residuals", "scatter"]

MARKERS = {SECOND: "^", HIGHLIGHT: "s"}  # so that classes differ in gray print


def scatter(x, y, xlabel="", ylabel="", label="data", color=DATA, ax=None):
    """Draw data as dots, small and translucent where there are many.

    Parameters
    ----------
    x, y : array_like, shape (m,)
    xlabel, ylabel : str
        With the unit: "living area (m²)". Empty leaves the axis as it is.
    label : str
        For the legend.
    color : color
        ``plots.SECOND`` for a second class, which is drawn as triangles; ``plots.HIGHLIGHT``
        for a third, as squares.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    marker = MARKERS.get(color, "o") if isinstance(color, str) else "o"
    ax.scatter(x, y, color=color, marker=marker, label=label, **_dots(np.size(x)))
    _name_axes(ax, xlabel, ylabel)
    _explain(ax)
    return ax


def line(w, b, over=None, label="model", color=MODEL, ax=None):
    """Draw the line ``y = w * x + b``.

    Parameters
    ----------
    w, b : float
        Slope (unit of y per unit of x) and intercept (unit of y).
    over : (float, float), optional
        From which x to which. By default across the picture as it is.
    label, color, ax
        As in `scatter`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    return curve(lambda x: w * x + b, over, label, color, ax)


def curve(f, over=None, label="model", color=MODEL, ax=None):
    """Draw ``y = f(x)``.

    Parameters
    ----------
    f : callable
        Takes an array of x, shape (200,), and returns as many y.
    over, label, color, ax
        As in `line`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    low, high = ax.get_xlim() if over is None else over
    x = np.linspace(low, high, 200)
    ax.plot(x, np.broadcast_to(f(x), x.shape), color=color, label=label, zorder=3)
    if over is None:
        ax.set_xlim(low, high)
    _explain(ax)
    return ax


def residuals(x, y, predict, label="residual", ax=None):
    """Draw a stick from each prediction to the measured value.

    Parameters
    ----------
    x, y : array_like, shape (m,)
        The data.
    predict : callable or array_like, shape (m,)
        The model as a function of x, or its predictions.
    label, ax
        As in `scatter`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    predicted = predict(x) if callable(predict) else np.asarray(predict, dtype=float)
    ends = np.broadcast_to(predicted, x.shape)
    ax.vlines(x, ends, y, color=ERROR, linewidth=1.5, label=label, zorder=0.9)
    _explain(ax)
    return ax


def predicted_against_actual(actual, predicted, quantity="value", ax=None):
    """Draw predictions over true values; a perfect model puts every dot on the diagonal.

    Parameters
    ----------
    actual, predicted : array_like, shape (m,)
        In the same unit.
    quantity : str
        What is predicted, with its unit: "price (1000 $)".
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    scatter(actual, predicted, f"actual {quantity}", f"predicted {quantity}", "data", ax=ax)
    seen = np.concatenate([np.ravel(actual), np.ravel(predicted)]).astype(float)
    seen = seen[np.isfinite(seen)]
    low, high = (seen.min(), seen.max()) if seen.size else (0.0, 1.0)
    ax.plot([low, high], [low, high], "--", color=MODEL, label="predicted = actual", zorder=3)
    margin = 0.04 * (high - low) or 1.0
    limits = low - margin, high + margin
    ax.set(xlim=limits, ylim=limits, aspect="equal")
    _explain(ax)
    return ax


def _dots(m):
    """Dots that can be told apart whether there are ten or ten thousand."""
    if m <= 200:
        return {"s": 30, "alpha": 0.9, "linewidths": 0}
    return {"s": 12, "alpha": 0.35 if m <= 4000 else 0.15, "linewidths": 0}


def _name_axes(ax, xlabel, ylabel):
    if xlabel:
        ax.set_xlabel(xlabel)
    if ylabel:
        ax.set_ylabel(ylabel)


def _explain(ax):
    """Show a legend once there are two things to tell apart."""
    if len(ax.get_legend_handles_labels()[1]) > 1:
        ax.legend()
