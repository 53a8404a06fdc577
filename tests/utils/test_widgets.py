"""Widgets carry a still picture, and move when a kernel runs."""

import nbformat
import pytest

from website.running import execute

CELL = """\
import matplotlib.pyplot as plt
from utils.widgets import interact

@interact(w=(-2.0, 2.0, 0.5), kind=["line", "points"])
def show(w=1.0, kind="points"):
    plt.plot([0, 1], [0, w])
    print("drawn with", w, kind)
"""


def test_controls_and_a_still_picture_stand_in_one_output(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook = execute(notebook, tmp_path)
    (output,) = notebook.cells[0].outputs
    assert "image/png" in output.data
    model = output.data["application/vnd.jupyter.widget-view+json"]["model_id"]
    state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    kinds = {part["model_name"] for part in state.values()}
    assert model in state and {"FloatSliderModel", "DropdownModel"} <= kinds
    drawn = [o for part in state.values() for o in part["state"].get("outputs", [])]
    assert any("drawn with 1.0 points" in o.get("text", "") for o in drawn)


def controls_of(cell, folder):
    """Run a cell and return the state of its controls by name."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SETUP + cell)])
    saved = execute(notebook, folder).metadata.widgets
    parts = saved["application/vnd.jupyter.widget-state+json"]["state"].values()
    states = [part["state"] for part in parts]
    return {state["description"]: state for state in states if state.get("description")}


SETUP = "from utils.widgets import interact, powers_of_ten\n\n"
SLIDERS = """\
@interact(lambda_=powers_of_ten(-3, 3), rate=(0.005, 0.06, 0.005), degrees=(0.0, 90.0, 5.0))
def show(lambda_=0.01, rate=0.02, degrees=45.0):
    assert (lambda_, rate, degrees) == (0.01, 0.02, 45.0)
"""


def test_sliders_show_the_digits_that_the_function_gets(tmp_path):
    controls = controls_of(SLIDERS, tmp_path)
    assert controls.keys() == {"lambda", "rate", "degrees"}
    assert controls["lambda"]["value"] == 0.01  # and not −2, its exponent
    formats = {name: state["readout_format"] for name, state in controls.items()}
    assert formats == {"lambda": ".3r", "rate": ".3f", "degrees": ".0f"}


@pytest.mark.parametrize(
    ("slider", "said"),
    [
        ("(0.0, 1.0, 0.2)", "never stops at 0.3: it goes from 0 to 1 in steps of 0.2"),
        ("(0.0, 1.0, 0.3)", "never stops at 1: it goes from 0 to 1 in steps of 0.3"),
    ],
)
def test_a_slider_that_cannot_show_its_value_is_refused(slider, said, tmp_path):
    cell = f"@interact(w={slider})\ndef show(w=0.3):\n    pass"
    with pytest.raises(RuntimeError, match=f"the slider w {said}"):
        controls_of(cell, tmp_path)
