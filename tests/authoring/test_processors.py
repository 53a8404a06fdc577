"""What the committed tables say holds on every processor."""

from pathlib import Path

import pytest

from authoring import tables
from authoring.marks import elsewhere
from authoring.source import parse

ROOT = Path(__file__).parents[2]
TOUCHY = (  # a singular system, and costs that nearly tie
    "5_regularization_and_evaluation/c1_regularization.py",
    "project_1/c1_project_predictive_maintenance.py",
)


@pytest.mark.parametrize("path", TOUCHY)
def test_touchy_notebooks_are_proved_as_an_old_processor_computes(path):
    source = parse(ROOT / "source" / "course1_supervised" / path)
    variables = elsewhere()
    assert variables["OPENBLAS_CORETYPE"] == "Nehalem" and "NPY_DISABLE_CPU_FEATURES" in variables
    tables.check(source, ROOT / "utils" / "mistakes", variables)
