"""A notebook that does not come to its end says which cell stopped it."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from website import running


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1 / 0\n", "ZeroDivisionError: division by zero"),
        ("while True:\n    pass", "not done after 2 s"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "the kernel has ended"),
    ],
    ids=["error", "loop", "kill"],
)
def test_the_cell_that_stops_a_notebook_is_named(tmp_path, cell, why):
    notebook = new_notebook(cells=[new_code_cell("print(1)\n2"), new_code_cell(cell)])
    with pytest.raises(RuntimeError, match=f"the cell `{cell.splitlines()[0]}`.*: {why}"):
        running.execute(notebook, tmp_path, 2 if "while" in cell else 60)
    assert notebook.cells[0].outputs == []


def test_outputs_are_kept_in_their_order(tmp_path):
    cells = [new_code_cell("print(1)\n2"), new_code_cell("3")]
    done = running.execute(new_notebook(cells=cells), tmp_path)
    printed, value = done.cells[0].outputs
    assert (printed.text, value.data["text/plain"]) == ("1\n", "2")
    assert done.cells[1].outputs[0].data["text/plain"] == "3"
