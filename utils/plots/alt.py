"""What a picture shows, in words: computed from what was drawn, for those who cannot see it."""

import re
import sys
from html import escape

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import collections, container, contour, image
from matplotlib.figure import Figure

MOST_PARTS, MOST_UNNAMED, MOST_AXES = 6, 3, 4  # more than that nobody wants to hear


def describe(figure):
    """Say in a few sentences what a figure shows.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
        Titles, axes with their ranges, and what is drawn: how many dots, from where to where
        a line runs, how high bars are. Empty for an empty figure.
    """
    drawn = [ax for ax in figure.axes if ax.get_visible() and not hasattr(ax, "_colorbar")]
    drawn = [ax for ax in drawn if ax.has_data() or ax.texts]
    heading = figure.get_suptitle()
    if len(drawn) == 1:
        said = [_axes(drawn[0])]
    elif len(drawn) <= MOST_AXES:
        said = [f"Picture {k} of {len(drawn)}: {_axes(ax)}" for k, ax in enumerate(drawn, 1)]
    else:
        said = [f"{len(drawn)} small pictures. {_axes(drawn[0])}", _titles(drawn)]
    return _plain(" ".join([_sentence(heading), *said]))


def carry_along():
    """Let the pictures of a notebook carry their description.

    It stands in the metadata of the PNG, where Jupyter's format has a place for it. Since
    JupyterLab and Colab do not read it there, the same PNG comes as an HTML image as well.
    """
    ipython = sys.modules.get("IPython")  # where it is not loaded, nothing is displayed
    shell = ipython and ipython.get_ipython()
    if shell is None or not hasattr(shell, "display_formatter"):
        return
    # The backend of notebooks sets its own way to draw when it is loaded: so load it before.
    plt.switch_backend(plt.get_backend())
    formatters = shell.display_formatter.formatters
    draw = formatters["image/png"].type_printers.get(Figure)
    if draw and not isinstance(getattr(draw, "__self__", None), _Described):
        described = _Described(draw)
        formatters["image/png"].for_type(Figure, described.as_png)
        formatters["text/html"].for_type(Figure, described.as_html)


class _Described:
    """Draws a figure as before, once for both formats, and describes it."""

    def __init__(self, draw):
        self._draw = draw
        self._last = None, "", {}

    def as_png(self, figure):
        """Return the picture in base 64, and its metadata; None of a figure without axes."""
        last, *drawn = self._last
        self._last = None, "", {}
        picture, metadata = drawn if last is figure else self._drawn(figure)
        return picture and (picture, metadata)

    def as_html(self, figure):
        """Return the picture as an image of HTML; notebooks ask for this first."""
        picture, metadata = self._drawn(figure)
        self._last = figure, picture, metadata
        return (
            picture
            and f'<img src="data:image/png;base64,{picture}" alt="{escape(metadata["alt"])}">'
        )

    def _drawn(self, figure):
        drawn = self._draw(figure)
        picture, metadata = drawn if isinstance(drawn, tuple) else (drawn, {})
        return picture, {**metadata, "alt": describe(figure)}


def _axes(ax):
    parts = list(dict.fromkeys(part for part in _parts(ax) if part[1]))
    # What has no name is one of many of a kind, such as the curves of many models.
    named = [f"{name}: {what}" for name, what in parts if name]
    others = [what for name, what in parts if not name]
    parts = [*named[:MOST_PARTS], *others[:MOST_UNNAMED]]
    left_out = len(named) + len(others) - len(parts)
    parts += [f"and {left_out} more"] if left_out else []
    shown = f"It shows {'; '.join(parts)}." if parts else ""
    ranges = [] if hasattr(ax, "get_zlim") else [_range("Across", ax.xaxis), _range("Up", ax.yaxis)]
    if hasattr(ax, "get_zlim"):
        low, high = (_number(end) for end in ax.get_zlim())
        plane = f"{ax.get_xlabel() or 'x'} and {ax.get_ylabel() or 'y'}"
        ranges = [f"A picture in space over {plane}, {low} to {high} high."]
    return " ".join(filter(None, [_sentence(ax.get_title()), *ranges, shown]))


def _range(side, axis):
    """Say what an axis measures, and from where to where; nothing for an axis without ticks."""
    name = axis.get_label_text()
    names = [label.get_text() for label in axis.get_ticklabels()] if _named(axis) else []
    if names:
        return _sentence(f"{side}: {name + ': ' if name else ''}{_listed(names)}")
    if not len(axis.get_ticklocs()) or not axis.axes.axison:
        return _sentence(f"{side}: {name}") if name else ""
    low, high = sorted(axis.get_view_interval())
    scale = " on a logarithmic scale" if axis.get_scale() == "log" else ""
    return f"{side}: {name + ', ' if name else ''}{_number(low)} to {_number(high)}{scale}."


def _named(axis):
    """Return whether the ticks of an axis are words."""
    texts = [label.get_text() for label in axis.get_ticklabels()]
    return any(any(c.isalpha() for c in text.replace("\\mathdefault", "")) for text in texts)


def _parts(ax):
    """Yield the name in the legend, which may be empty, and the look of all that is drawn."""
    in_bars = {id(bar) for bars in ax.containers for bar in bars.get_children()}
    for kind, found in (
        (_group, ax.containers),
        (_line, ax.lines),
        (_collection, ax.collections),
        (_image, ax.images),
    ):
        for artist in found:
            if id(artist) not in in_bars:
                yield _name(artist), kind(artist)


def _line(line):
    across = line.get_transform() == line.axes.get_yaxis_transform(which="grid")
    up = line.get_transform() == line.axes.get_xaxis_transform(which="grid")
    x, y = (np.ma.filled(np.ma.asarray(v, dtype=float), np.nan) for v in _numbers(line))
    seen = np.isfinite(x) & np.isfinite(y)
    x, y = x[seen], y[seen]
    if not len(x) or not line.get_visible():
        return ""
    if across or up:
        return f"a line across at {_number(y[0])}" if across else f"a line up at {_number(x[0])}"
    if len(x) == 1:
        return f"a mark at {_point(x[0], y[0])}"
    if line.get_linestyle() in ("None", "", " "):
        return f"{len(x):,} points"
    ends = f"from {_point(x[0], y[0])} to {_point(x[-1], y[-1])}"
    if _straight(x, y):
        return f"a line {ends}"
    inner = [(k, word) for k, word in _extremes(y) if 0 < k < len(x) - 1]
    return f"a curve {ends}" + "".join(f", {word} at {_point(x[k], y[k])}" for k, word in inner)


def _extremes(y):
    return (y.argmin(), "lowest"), (y.argmax(), "highest")


def _straight(x, y):
    """Return whether points lie, in their order, on one line."""
    along = np.linspace(0, 1, len(x))
    ends = np.hypot(x[0] + along * (x[-1] - x[0]) - x, y[0] + along * (y[-1] - y[0]) - y)
    return bool(ends.max() <= 1e-6 * max(np.ptp(x), np.ptp(y)))


def _numbers(line):
    """Return the data of a line as numbers, dates and names as their places on the axis."""
    return line.get_xdata(orig=False), line.get_ydata(orig=False)


def _collection(found):
    if isinstance(found, contour.ContourSet):
        low, high = _number(found.levels[0]), _number(found.levels[-1])
        if len(found.levels) == 1:
            return f"the line where the value is {low}"
        return f"lines of equal value from {low} to {high}"
    if isinstance(found, collections.QuadMesh):
        return f"a map of colors, {_values(found.get_array())}"
    if isinstance(found, collections.PathCollection):
        return f"{len(found.get_offsets()):,} points" if len(found.get_offsets()) else ""
    if isinstance(found, collections.LineCollection):
        return f"{len(found.get_segments()):,} sticks" if len(found.get_segments()) else ""
    return "an area" if _name(found) else ""


def _group(group):
    """Say what is drawn together: bars, or a line with what stands on its points."""
    if isinstance(group, container.BarContainer):
        return _bars(group) if group.patches else ""
    line = group[0]  # of bars of error, or of stems; there may be none
    return f"{_line(line)}, with bars" if line else "bars"


def _bars(bars):
    patches = bars.patches
    lying = getattr(bars, "orientation", "vertical") == "horizontal"
    sizes = [bar.get_width() if lying else bar.get_height() for bar in patches]
    if len(sizes) <= 10:
        return f"{len(sizes)} bars of {_listed([_number(size) for size in sizes])}"
    top = int(np.argmax(sizes))
    at = patches[top].get_y() if lying else patches[top].get_x()
    return f"{len(sizes)} bars, the longest {_number(sizes[top])} at {_number(at)}"


def _image(picture):
    values = np.ma.asarray(picture.get_array())
    size = " × ".join(str(n) for n in values.shape[:2])
    if not isinstance(picture, image.AxesImage) or values.ndim == 3:
        return f"a picture of {size} dots"
    return f"a picture of {size} dots, {_values(values)}"


def _values(values):
    values = np.ma.masked_invalid(np.ma.asarray(values, dtype=float))
    if not values.count():
        return "empty"
    return f"values from {_number(values.min())} to {_number(values.max())}"


def _titles(drawn):
    titles = [title for title in (ax.get_title() for ax in drawn) if title]
    return _sentence(f"Their titles: {_listed(titles)}") if titles else ""


def _name(artist):
    """Return the name of a thing in the legend."""
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _point(x, y):
    return f"({_number(x)}, {_number(y)})"


def _number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{float(f'{value:.3g}'):g}"


def _listed(words, most=12):
    words = [word.replace("\n", " ") for word in words]
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")


def _sentence(text):
    text = " ".join(text.split())
    return text if not text or text[-1] in ".?!…" else f"{text}."


def _plain(text):
    """Leave out the signs that are there for the typesetting of formulas."""
    text = re.sub(r"\$([^$]+)\$", r"\1", text.replace("\\mathdefault", ""))
    return " ".join(text.split())
