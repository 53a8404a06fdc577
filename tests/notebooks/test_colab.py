"""A notebook alone, opened on Google Colab: the versions are Colab's, the course is not there."""

import json
import os
import re
import subprocess
import sys
import tomllib

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.clones import ROOT, clone
from website.running import execute, outputs

UNIT = ROOT / "course1_supervised" / "1_linear_regression"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
SECONDS = 900  # one cell installs what grades
DEPENDENCIES = SETTINGS["project"]["dependencies"]
# What Colab's kernel is made of; the other versions are the lower bounds of pyproject.toml.
KERNEL = ["ipykernel==6.17.1", "ipython==7.34.0"]
# Colab's page tells its kernel what stands in the notebook; here a file takes its place.
MESSAGE = """\
import json, os


def blocking_request(what, timeout_sec):
    assert what == "get_ipynb"
    with open(os.environ["ON_THE_PAGE"]) as page:
        return {"ipynb": json.load(page)}
"""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def uv(*arguments):
    trusting = {**os.environ, "UV_SYSTEM_CERTS": "true"}  # as the Makefile does
    return run(sys.executable, "-m", "uv", *map(str, arguments), env=trusting)


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
    uv("venv", "--quiet", "--seed", "--python", sys.executable, folder)
    needed = [d for d in DEPENDENCIES if not d.startswith(("keras", "tensorflow"))]
    uv("pip", "install", "--quiet", "--python", python, "--constraints", lowest, *needed, *KERNEL)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "google" / "colab").mkdir(parents=True)
    (packages / "google" / "colab" / "__init__.py").touch()
    (packages / "google" / "colab" / "_message.py").write_text(MESSAGE)
    (packages / "colab.pth").write_text("import google.colab\n")
    run(python, "-c", "import matplotlib.font_manager")  # Colab has its list of fonts, too
    return python


@pytest.fixture(scope="module")
def github(tmp_path_factory):
    """Git settings by which the course's address leads to a repository made of these files."""
    copy = clone(tmp_path_factory.mktemp("github") / "course")
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

    def run_notebook(notebook, **more):
        nbformat.write(notebook, tmp_path / "page.ipynb")
        page = {"ON_THE_PAGE": str(tmp_path / "page.ipynb")}
        variables = {**environment, **page, **more}
        done = execute(notebook, content, SECONDS, env=variables)
        assert [o for o in outputs(done) if o.get("name") == "stderr"] == []
        return "".join(str(o.get("text", "") or o.get("data", "")) for o in outputs(done))

    return run_notebook


def frozen(python):
    """Return what is installed, but for the installer."""
    return uv("pip", "freeze", "--python", python, "--exclude", "pip")


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


@pytest.fixture
def answered(instructor_versions):
    """An assignment with the reference answers."""
    notebook = nbformat.read(UNIT / "c1_linear_regression.ipynb", 4)
    answers = instructor_versions / "c1_linear_regression" / "c1_linear_regression.ipynb"
    reference = {cell.id: cell.source for cell in nbformat.read(answers, 4).cells}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = reference[cell.id]
    return notebook


def setup_cell():
    notebook = nbformat.read(UNIT / "c1_linear_regression.ipynb", 4)
    return next(cell for cell in notebook.cells if cell.id == "setup")


def test_an_answered_assignment_is_graded_in_place(colab, open_on_colab, answered):
    """What grades goes into an environment of its own: what Colab has stays as it is."""
    before = frozen(colab)
    text = open_on_colab(answered)
    assert text.count("These checks pass.") >= 7
    assert "100 of 100 points" in text
    assert frozen(colab) == before


def test_without_hidden_tests_it_says_where_the_notebook_goes(open_on_colab, answered):
    """A fork that keeps source/ to itself."""
    remove = "import shutil\n\nshutil.rmtree('course/source')"
    answered.cells.insert(-1, new_code_cell(remove))
    text = open_on_colab(answered)
    assert "cannot be graded here" in text and "course submit NOTEBOOK" in text


def test_a_course_that_cannot_be_fetched_says_what_to_do(open_on_colab, tmp_path):
    nowhere = {"GIT_CONFIG_KEY_0": f"url.file://{tmp_path}/nowhere.insteadOf"}
    with pytest.raises(RuntimeError) as stopped:
        open_on_colab(new_notebook(cells=[setup_cell()]), **nowhere)
    said = str(stopped.value)
    assert "OSError: the course cannot be fetched: check the connection, then run" in said
    assert "nowhere" in said  # git's own words


def test_where_git_is_missing_it_says_so(open_on_colab, colab):
    with pytest.raises(RuntimeError, match=r"git is missing: install it \(git-scm.com\), then"):
        open_on_colab(new_notebook(cells=[setup_cell()]), PATH=str(colab.parent))


def test_a_folder_that_is_no_clone_is_told_and_left_alone(open_on_colab, tmp_path):
    """Of somebody's own, or what is left of a clone that was killed."""
    mine = tmp_path / "content" / "course" / "notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(RuntimeError, match="a folder `course` is in the way: rename it"):
        open_on_colab(new_notebook(cells=[setup_cell()]))
    assert mine.read_text() == "mine"


def test_another_utils_on_the_path_is_passed_over(open_on_colab, tmp_path):
    (tmp_path / "content" / "utils.py").write_text("raise SystemExit")
    open_on_colab(new_notebook(cells=[setup_cell()]))


def test_another_utils_that_is_loaded_is_noticed(open_on_colab, tmp_path):
    (tmp_path / "content" / "utils.py").touch()
    with pytest.raises(RuntimeError, match="another utils is loaded: restart the kernel"):
        open_on_colab(new_notebook(cells=[new_code_cell("import utils"), setup_cell()]))


WIDGETS = """\
import ipywidgets
import matplotlib.pyplot as plt
from utils import rating
from utils.widgets import interact, powers_of_ten

assert ipywidgets.__version__.startswith("7.7.")
seen = []


@interact(
    w=(-2.0, 2.0, 0.5),
    n=(1, 9),
    rate=powers_of_ten(-3, 0),
    kind=["line", "curve"],
    shown=True,
    words="Good tea",
)
def draw(w=1.0, n=3, rate=0.01, kind="curve", shown=True, words="Good tea"):
    seen.append((w, n, rate, kind, shown, words))
    plt.plot([0, w])


board = rating.Board(["Alien", "Babe"], {"Alien": 4.5}, seen.append, columns=2)
board.rate("Babe", 2.0)
board.rate("Alien", None)
print(seen[0], seen[-1])
"""


def test_all_kinds_of_widgets_are_there(open_on_colab):
    text = open_on_colab(new_notebook(cells=[setup_cell(), new_code_cell(WIDGETS)]))
    assert "(1.0, 3, 0.01, 'curve', True, 'Good tea') {'Babe': 2.0}" in text
    assert text.count("application/vnd.jupyter.widget-view+json") >= 2
    assert text.count("image/png") >= 1


def test_the_lectures_run_untouched(open_on_colab):
    for path in sorted(UNIT.glob("[0-9]*.ipynb")):
        assert "Not attempted yet" in open_on_colab(nbformat.read(path, 4))
