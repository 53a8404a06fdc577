"""Notebooks are run once, and again when something changes that decides what they show."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from website.execute import basis, executed
from website.faults import SiteFault


def notebook(text):
    return new_notebook(cells=[new_code_cell(text)])


def test_what_was_run_is_kept_until_something_changes(tmp_path):
    runs = tmp_path / "runs"
    text = f"with open({str(runs)!r}, 'a') as file:\n    file.write('x')\nprint('shown')"

    def run(basis):
        return executed(notebook(text), "a", tmp_path, tmp_path / "kept", basis)

    for known, count in ((b"1", 1), (b"1", 1), (b"2", 2)):
        assert run(known).cells[0].outputs[0].text == "shown\n"
        assert len(runs.read_text()) == count


def test_a_cell_that_fails_is_told_in_a_line_and_not_kept(tmp_path):
    with pytest.raises(
        SiteFault, match=r"^unit/a: the cell `1 / 0` stops the notebook: ZeroDivisionError"
    ):
        executed(notebook("1 / 0"), "unit/a", tmp_path, tmp_path / "kept", b"")
    assert not (tmp_path / "kept").exists()


def test_outputs_depend_on_the_code_and_the_data_of_utils(tmp_path):
    path = tmp_path / "utils" / "data" / "a.csv"
    path.parent.mkdir(parents=True)
    path.write_text("1")
    before = basis(tmp_path)
    assert before == basis(tmp_path)
    path.write_text("2")
    assert before != basis(tmp_path)
