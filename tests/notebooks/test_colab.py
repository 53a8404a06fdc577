"""A notebook alone, opened on Google Colab: the versions are Colab's, the course is not there."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest

from tests.running import execute, outputs

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "course1_supervised" / "1_linear_regression"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
DEPENDENCIES = SETTINGS["project"]["dependencies"]
# What Colab's kernel is made of; the other versions are the lower bounds of pyproject.toml.
KERNEL = ["ipykernel==6.17.1", "ipython==7.34.0"]


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def uv(*arguments):
    return run(sys.executable, "-m", "uv", *map(str, arguments))


@pytest.fixture(scope="module")
def lowest(tmp_path_factory):
    """The file of the lowest versions that go together."""
    folder = tmp_path_factory.mktemp("lowest")
    (folder / "in.txt").write_text("\n".join([*DEPENDENCIES, *KERNEL]))
    uv("pip", "compile", "--quiet", "--python", sys.executable, "--resolution=lowest-direct",
       folder / "in.txt", "-o", folder / "out.txt")  # fmt: skip
    return folder / "out.txt"


@pytest.fixture(scope="module")
def colab(tmp_path_factory, lowest):
    """An environment at Colab's versions with a stand-in for its own package.

    TensorFlow, half a gigabyte, is left out: no notebook that is run here needs it.
    """
    folder = tmp_path_factory.mktemp("colab")
    python = folder / "bin" / "python"
    uv("venv", "--quiet", "--python", sys.executable, folder)
    needed = [d for d in DEPENDENCIES if not d.startswith(("keras", "tensorflow"))]
    uv("pip", "install", "--quiet", "--python", python, "--constraints", lowest, *needed, *KERNEL)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "google" / "colab").mkdir(parents=True)
    (packages / "google" / "colab" / "__init__.py").touch()
    (packages / "colab.pth").write_text("import google.colab\n")
    run(python, "-c", "import matplotlib.font_manager")  # Colab has its list of fonts, too
    return python


@pytest.fixture(scope="module")
def github(tmp_path_factory):
    """Git settings by which the course's address leads to a repository made of these files."""
    copy = tmp_path_factory.mktemp("github") / "course"
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    author = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    branch = SETTINGS["tool"]["course"]["branch"]
    run("git", "init", "--quiet", f"--initial-branch={branch}", cwd=copy)
    run("git", "add", "--all", cwd=copy)
    run("git", *author, "commit", "--quiet", "--message=all", cwd=copy)
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{copy}.insteadOf",
        "GIT_CONFIG_VALUE_0": SETTINGS["tool"]["course"]["repository"],
    }


@pytest.fixture
def open_on_colab(colab, github, tmp_path, monkeypatch):
    """Return a function that runs a notebook which lies alone in an empty folder."""
    spec = tmp_path / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    command = [str(colab), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.joinpath("kernel.json").write_text(
        json.dumps({"argv": command, "display_name": "Python 3", "language": "python"})
    )
    content = tmp_path / "content"
    content.mkdir()
    for name in ("PYTHONPATH", "COURSE_GRADING"):
        monkeypatch.delenv(name, raising=False)
    environment = {
        **os.environ,
        **github,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")

    def run_notebook(notebook):
        done = execute(notebook, content, env=environment)
        assert [o for o in outputs(done) if o.get("name") == "stderr"] == []
        return "".join(str(o.get("text", "") or o.get("data", "")) for o in outputs(done))

    return run_notebook


def frozen(python):
    return uv("pip", "freeze", "--python", python)


def versions(text):
    return dict(re.findall(r"^([\w-]+)==([\d.]+)", text, re.MULTILINE))


def test_the_lower_bounds_go_together_and_are_what_is_installed(colab, lowest):
    bounds = dict(re.match(r"([\w-]+)>=([\d.]+)", d).groups() for d in DEPENDENCIES)
    found = versions(lowest.read_text())
    # Which of the two is meant depends on the machine.
    assert bounds.keys() - found in ({"tensorflow"}, {"tensorflow-cpu"})
    for name in bounds.keys() & found:
        assert found[name].startswith(bounds[name] + "."), (name, found[name])
    assert versions(frozen(colab)).items() <= found.items()


def test_an_answered_assignment_runs_and_says_where_to_hand_it_in(
    colab, open_on_colab, instructor_versions
):
    before = frozen(colab)
    notebook = nbformat.read(UNIT / "c1_linear_regression.ipynb", 4)
    answers = instructor_versions / "c1_linear_regression" / "c1_linear_regression.ipynb"
    reference = {cell.id: cell.source for cell in nbformat.read(answers, 4).cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = reference[cell.id]
    text = open_on_colab(notebook)
    assert text.count("These checks pass.") >= 7
    assert "cannot be graded here" in text
    assert frozen(colab) == before


def test_the_lectures_run_untouched(open_on_colab):
    for path in sorted(UNIT.glob("[0-9]*.ipynb")):
        assert "Not attempted yet" in open_on_colab(nbformat.read(path, 4))
