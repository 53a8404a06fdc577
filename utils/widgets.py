"""Things to drag. Where no kernel runs, a still picture stands in for them."""

import base64
import inspect
import io
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import FloatLogSlider, FloatSlider, IntSlider, Output, interactive

from utils.plots.alt import describe

SAY_ALOUD = Path(__file__).with_name("sliders.js")


def interact(**controls):
    """Decorate a function that draws a picture: its arguments become sliders and menus.

    Parameters
    ----------
    **controls
        As for `ipywidgets.interact`: ``w=(-2.0, 2.0, 0.1)`` is a slider, a list a menu, a
        Boolean a check box; ``alpha=powers_of_ten(-3, 0)`` is a slider over powers of ten. The
        function's defaults are the starting values.

    Returns
    -------
    callable
        The decorator. It shows the controls and returns the function unchanged.

    Raises
    ------
    ValueError
        For a slider that cannot show its starting value, or its end, because it does not stop
        there.

    Notes
    -----
    Unlike ipywidgets' own, it stores the first picture in the notebook beside the controls,
    so that the page says something on GitHub or on paper. Names are not cut, and the number
    beside a slider has all the digits that the function gets.

    Examples
    --------
    >>> @interact(w=(-2.0, 2.0, 0.1))
    ... def line(w=1.0):
    ...     plt.plot([0, 1], [0, w])
    """

    def show(draw):
        for name, parameter in inspect.signature(draw).parameters.items():
            if isinstance(controls.get(name), FloatLogSlider):
                controls[name].value = parameter.default
        panel = interactive(draw, **controls)
        _make_readable(panel.kwargs_widgets)
        panel.children += (_said_aloud(),)
        start = {control._kwarg: control.get_interact_value() for control in panel.kwargs_widgets}
        picture, shown = first_picture(draw, **start)
        panel.update()
        show_with_still(panel, picture, "Run this cell to drag the controls.", shown)
        return draw

    return show


def powers_of_ten(low, high, step=0.5):
    """Return a slider over powers of ten. It shows the power, not the exponent.

    Parameters
    ----------
    low, high, step : float
        Exponents of the smallest and the largest value, and from one value to the next.

    Returns
    -------
    ipywidgets.FloatLogSlider
    """
    return FloatLogSlider(base=10, min=low, max=high, step=step, readout_format=".3r")


def _make_readable(controls):
    """Give names their room, and numbers the digits that they have."""
    for control in controls:
        control.description = control.description.rstrip("_")  # as of `lambda_`
    # Wide letters need more than a digit does.
    width = 1.25 * max(len(control.description) for control in controls) + 1
    for control in controls:
        control.style.description_width = f"{width:g}ch"
        control.layout.width = f"calc({width:g}ch + 260px)"
        if isinstance(control, FloatSlider | IntSlider):
            _check_stops(control)
        if isinstance(control, FloatSlider):
            digits = max(_decimals(control.min), _decimals(control.step))
            control.readout_format = f".{digits}f"


def _check_stops(slider):
    for number in (slider.value, slider.max):
        steps = (number - slider.min) / slider.step
        if abs(steps - round(steps)) > 1e-6:
            raise ValueError(
                f"the slider {slider.description} never stops at {number:g}:"
                f" it goes from {slider.min:g} to {slider.max:g} in steps of {slider.step:g}"
            )


def _decimals(number):
    return max(0, -Decimal(str(number)).normalize().as_tuple().exponent)


def _said_aloud():
    """Return what names sliders for a screen reader, in a place that is shown with them.

    Where scripts are not run, the place stays empty.
    """
    data = {"application/javascript": SAY_ALOUD.read_text(encoding="utf-8"), "text/plain": ""}
    return Output(outputs=({"output_type": "display_data", "data": data, "metadata": {}},))


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
