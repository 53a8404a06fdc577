"""What layers see: kernels with their numbers, maps of both signs, and maps over a picture."""

import matplotlib.pyplot as plt
import numpy as np

from .deep import SIGNED

__all__ = ["overlay", "signed_maps"]


def signed_maps(maps, titles=None, columns=8, numbers=False):
    """Draw maps or kernels of both signs side by side, on one scale around zero.

    Parameters
    ----------
    maps : array_like, shape (n, height, width)
        Blue is positive, orange negative, white zero.
    titles : sequence of str, optional
        One above each map.
    columns : int
        How many maps stand in a row.
    numbers : bool
        Whether each value is written on its pixel.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        A new figure's axes, one a map.
    """
    maps = np.asarray(maps)
    reach = np.abs(maps).max() or 1.0
    columns = min(columns, len(maps))
    rows = -(-len(maps) // columns)
    side = 1.3 if len(maps) > 4 else 1.8  # a few have room to be looked at
    height = side + (0.3 if titles is not None else 0)
    _, axes = plt.subplots(rows, columns, figsize=(side * columns, height * rows), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for n, (ax, values) in enumerate(zip(axes.flat, maps, strict=False)):
        ax.imshow(values, cmap=SIGNED, vmin=-reach, vmax=reach)
        if titles is not None:
            ax.set_title(titles[n], fontsize=10)
        for (i, j), value in np.ndenumerate(values) if numbers else ():
            color = "white" if abs(value) > 0.6 * reach else "black"
            ax.text(j, i, f"{value:.3g}", ha="center", va="center", color=color, fontsize=9)
    return axes.ravel()[: len(maps)]


def overlay(picture, importance, reach=None, ax=None):
    """Draw a coarse map over the picture it belongs to.

    Parameters
    ----------
    picture : array_like, shape (height, width)
        From 0 (paper) to 1 (ink).
    importance : array_like, shape (rows, columns)
        Stretched over the picture; blue speaks for, orange against.
    reach : float, optional
        The value of the strongest color; by default the largest size in the map.
    ax : matplotlib.axes.Axes, optional
        The current axes by default.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.gca() if ax is None else ax
    picture, importance = np.asarray(picture), np.asarray(importance)
    reach = (np.abs(importance).max() or 1.0) if reach is None else reach
    edges = (-0.5, picture.shape[1] - 0.5, picture.shape[0] - 0.5, -0.5)
    ax.imshow(importance, cmap=SIGNED, vmin=-reach, vmax=reach, extent=edges)
    ax.imshow(picture, cmap="gray_r", vmin=0, vmax=1, alpha=0.35 * (picture > 0.1), extent=edges)
    ax.axis("off")
    return ax
