"""What a color means, in every picture of the course.

The colors stay apart for color-blind readers (after Okabe and Ito), and on white.
"""

import matplotlib
from matplotlib.colors import LinearSegmentedColormap

__all__ = ["COST", "DATA", "ERROR", "HIGHLIGHT", "MODEL", "SECOND", "shades"]

DATA = "#0072B2"  # blue: what was measured; the first of two classes
SECOND = "#D87E00"  # orange, 3 : 1 on white: the second class
MODEL = "#1A1A1A"  # near black: what we believe; lines, curves, boundaries
ERROR = "#C43C00"  # vermilion: by how much we are wrong; residuals, costs
HIGHLIGHT = "#009E73"  # green: look here

COST = LinearSegmentedColormap.from_list("cost", ["#FFF8F4", "#F6B89A", ERROR])


def shades(n):
    """Return `n` colors from dark to light, for lines that have an order."""
    steps = [0.75 * i / max(n - 1, 1) for i in range(n)]
    return [matplotlib.colormaps["viridis"](step) for step in steps]
