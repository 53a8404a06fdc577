"""The command works on the clone in which one stands, and says which."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clones import ROOT, clone

COURSE = Path(sys.executable).parent / "course"  # of this clone: ROOT
UNIT = Path("source", "course1_supervised", "1_linear_regression")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return clone(tmp_path_factory.mktemp("clones") / "other")


def run(where, *words):
    wide = os.environ | {"COLUMNS": "300"}
    return subprocess.run([COURSE, *words], cwd=where, env=wide, capture_output=True, text=True)


def test_an_edit_in_another_clone_is_read(other):
    path = other / UNIT / "1_a_line_and_its_cost.py"
    text = path.read_text()
    path.write_text(text.replace("# %% [markdown]\n# # ", "# %% [markdown]\n# ", 1))
    done = run(other / UNIT, "build", "--check")
    path.write_text(text)
    assert done.returncode == 1 and done.stdout == ""
    says, builds, *faults = done.stderr.splitlines()
    assert says == f"Using the environment of {ROOT} for the course in {other}"
    assert builds == f"Building the course in {other}"
    (fault,) = faults
    assert fault.startswith(f"{UNIT / path.name}:1: start with a Markdown cell")


def test_the_code_is_that_of_the_other_clone(other):
    builder = other / "authoring" / "build.py"
    text = builder.read_text()
    builder.write_text('raise SystemExit("the other builder")\n')
    done = run(other, "build")
    builder.write_text(text)
    assert done.returncode == 1 and done.stderr.endswith("the other builder\n")


def test_outside_any_clone_it_is_the_command_s_own(tmp_path):
    done = run(tmp_path, "doctor")
    assert done.returncode == 0 and done.stderr == "" and str(ROOT) in done.stdout


def test_a_clone_whose_code_does_not_start_is_no_endless_loop(other):
    files = other / "cli" / "files.py"
    text = files.read_text()
    # As if this clone's packages came before the other's, whatever PYTHONPATH says.
    files.write_text(text.replace("Path(__file__).resolve()", f"Path({str(ROOT / 'cli' / 'x')!r})"))
    done = run(other, "doctor")
    files.write_text(text)
    assert done.returncode == 1 and "run `make env` there" in done.stderr
