"""Widgets carry a still picture, and move when a kernel runs."""

import nbformat

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
