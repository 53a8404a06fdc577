"""Things to drag. Where no kernel runs, a still picture stands in for them."""

import base64
import io
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import interactive

from utils.plots.alt import describe


def interact(**controls):
    """Decorate a function that draws a picture: its arguments become sliders and menus.

    Parameters
    ----------
    **controls
        As for `ipywidgets.interact`: ``w=(-2.0, 2.0, 0.1)`` is a slider, a list a menu, a
        Boolean a check box. The function's defaults are the starting values.

    Returns
    -------
    callable
        The decorator. It shows the controls and returns the function unchanged.

    Notes
    -----
    Unlike ipywidgets' own, it stores the first picture in the notebook beside the controls,
    so that the page says something on GitHub or on paper.

    Examples
    --------
    >>> @interact(w=(-2.0, 2.0, 0.1))
    ... def line(w=1.0):
    ...     plt.plot([0, 1], [0, w])
    """

    def show(draw):
        panel = interactive(draw, **controls)
        start = {control._kwarg: control.get_interact_value() for control in panel.kwargs_widgets}
        picture, shown = first_picture(draw, **start)
        panel.update()
        show_with_still(panel, picture, "Run this cell to drag the controls.", shown)
        return draw

    return show


def show_with_still(panel, picture, text, shown=""):
    """Display controls, and what stands for them where no kernel runs.

    Parameters
    ----------
    panel : ipywidgets.Widget
    picture : str
        PNG in base 64; empty for none.
    text : str
        Where not even a picture can be shown.
    shown : str
        What the picture shows, for those who cannot see it.
    """
    view = {"version_major": 2, "version_minor": 0, "model_id": panel.model_id}
    bundle = {"application/vnd.jupyter.widget-view+json": view, "text/plain": text}
    if picture:
        bundle["image/png"] = picture
    display(bundle, metadata={"image/png": {"alt": shown}} if shown else {}, raw=True)


def first_picture(draw, *args, **start):
    """Draw with the starting values.

    Returns
    -------
    picture : str
        PNG in base 64; empty where nothing was drawn.
    shown : str
        The picture in words.
    """
    plt.close("all")
    with redirect_stdout(io.StringIO()):
        draw(*args, **start)
    if not plt.get_fignums():
        return "", ""
    buffer = io.BytesIO()
    plt.gcf().savefig(buffer, format="png", bbox_inches="tight", dpi=80)
    shown = describe(plt.gcf())
    plt.close("all")
    return base64.b64encode(buffer.getvalue()).decode(), shown
