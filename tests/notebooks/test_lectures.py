"""Every lecture runs as it is: from top to bottom, quietly, with something to do and to drag."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from website.running import execute, outputs

ROOT = Path(__file__).parents[2]
LECTURES = sorted(
    path
    for course in ("course1_supervised", "course2_advanced", "course3_unsupervised_rl")
    for path in (ROOT / course).glob("*/[0-9]*.ipynb")
    if ".mine" not in path.name
)


@pytest.fixture(scope="session")
def fonts():
    """matplotlib's list of fonts; who makes it, once in a home, may be told so on stderr."""
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True)


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def lecture(request, fonts):
    """A lecture that has been run."""
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    return execute(nbformat.read(request.param, 4), request.param.parent, env=environment)


def test_it_runs_quietly(lecture):
    noise = [o for o in outputs(lecture) if o.output_type == "error" or o.get("name") == "stderr"]
    assert noise == []


def test_its_exercises_are_open_and_stop_nothing(lecture):
    printed = "".join(o.text for o in outputs(lecture) if o.output_type == "stream")
    practices = sum(c.source.startswith("with practice(") for c in lecture.cells)
    assert practices >= 2
    assert printed.count("Not attempted yet") == practices


def test_it_has_something_to_predict_and_something_to_drag(lecture):
    assert any("**Predict" in cell.source for cell in lecture.cells)
    panels = [
        output.data
        for output in outputs(lecture)
        if "application/vnd.jupyter.widget-view+json" in output.get("data", {})
    ]
    assert panels and all("image/png" in data for data in panels)
