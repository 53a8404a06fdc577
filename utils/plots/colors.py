"""What a color means, in every picture of the course.

The colors stay apart for color-blind readers (after Okabe and Ito, with a lighter green for
those who see no blue), and on white. In gray print
blue, orange and red do, too; green and orange do not: what is drawn in these has another
marker, or another style of line.
"""

import matplotlib
from matplotlib.colors import LinearSegmentedColormap

__all__ = ["COST", "DATA", "ERROR", "HIGHLIGHT", "MODEL", "SECOND", "shades"]

DATA = "#0072B2"  # blue: what was measured; the first of two classes
SECOND = "#D87E00"  # orange, 3 : 1 on white: the second class
MODEL = "#1A1A1A"  # near black: what we believe; lines, curves, boundaries
ERROR = "#A51C0C"  # dark red: by how much we are wrong; residuals, costs
HIGHLIGHT = "#48A479"  # green: look here
STYLES = ("-", "--", ":", "-.")  # of lines side by side
_BESIDE = ("-", "-.", ":")  # where a dashed line is one to compare with

COST = LinearSegmentedColormap.from_list("cost", ["#FFF8F4", "#F6B89A", ERROR])


def next_style(ax, *others):
    """Return the style of the next line that a legend will name: not all print in color.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    *others : str
        Names of lines that have a look of their own and do not count.
    """
    names = [line.get_label() for line in ax.lines]
    count = sum(not name.startswith("_") and name not in others for name in names)
    return _BESIDE[count % len(_BESIDE)]


def shades(n):
    """Return `n` colors from dark to light, for lines that have an order."""
    steps = [0.75 * i / max(n - 1, 1) for i in range(n)]
    return [matplotlib.colormaps["viridis"](step) for step in steps]
