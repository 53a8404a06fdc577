"""A self-check: what is installed, which parts work, and how to mend what does not."""

import importlib.metadata
import importlib.util
import platform
import shutil
import subprocess
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.files import course_root

MEND = "run `make -B env` in the course's folder"
ANEW = "delete .venv in the course's folder, then run `make env`"  # which MEND keeps
# The extra `box2d` of pyproject.toml; it is not in the lock, because only one lecture needs it.
BOX2D = ("box2d==2.3.10", "pygame-ce")
OPEN_LUNAR_LANDER = "import gymnasium; gymnasium.make('LunarLander-v3').reset(seed=0)"
PACKAGES = ("jupyterlab", "nbgrader", "numpy", "pandas", "matplotlib", "scikit-learn", "gymnasium")


def report(console: Console, brief: bool = False) -> int:
    """Print the outcome of the self-check.

    Parameters
    ----------
    console : rich.console.Console
    brief : bool
        Print one line if all that the course needs is there.

    Returns
    -------
    int
        The exit code: 0, or 1 if something that every notebook needs is missing.
    """
    rows = [_course(), _python(), _packages(), _widgets(), _tensorflow(brief), _box2d(brief)]
    rows += [_sandbox(), _git()]
    broken = [row for row in rows if row[1] == "missing"]
    if brief and not broken:
        console.print(
            f"Ready: Python {platform.python_version()}, {_packages()[2]}.", soft_wrap=True
        )
        return 0
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, state, detail in rows:
        color = {"ok": "green", "missing": "red"}.get(state, "yellow")
        table.add_row(name, Text(state, color), Text(detail))
    console.print(table)
    return 1 if broken else 0


def _course():
    return "course", "ok", str(course_root())


def _python():
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return "Python", "ok", version
    return "Python", "missing", f"{version} is not 3.11 to 3.13: install one of these, {ANEW}"


def _packages():
    absent = [name for name in PACKAGES if not _version(name)]
    if absent:
        return "packages", "missing", f"{', '.join(absent)}: {MEND}"
    return "packages", "ok", ", ".join(f"{name} {_version(name)}" for name in PACKAGES)


def _widgets():
    version = _version("ipywidgets")
    if not version:
        return "widgets", "missing", f"nothing to drag in the notebooks: {MEND}"
    return "widgets", "ok", f"ipywidgets {version}"


def _tensorflow(brief):
    """Look for TensorFlow; import it, which takes seconds, only for the long report."""
    version = _version("tensorflow-cpu") or _version("tensorflow")
    if not version:
        return "TensorFlow", "missing", f"courses 2 and 3 need it: {MEND}"
    if not brief and (reason := _error_of("import tensorflow")):
        return "TensorFlow", "missing", f"{version} does not start ({reason}): {ANEW}"
    return "TensorFlow", "ok", version


def _error_of(code):
    """Return what stops code in a process of its own, where it may print what it likes."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return (done.stderr.strip().splitlines() or ["no reason given"])[-1] if done.returncode else ""


def _box2d(brief):
    """Look for what LunarLander needs; open it, which takes seconds, only for the long report."""
    mend = f".venv/bin/uv pip install --python .venv/bin/python {' '.join(BOX2D)}"
    if not all(importlib.util.find_spec(name) for name in ("Box2D", "pygame")):
        return "box2d", "absent", f"only LunarLander (course 3, unit 7) needs it: {mend}"
    if not brief and (reason := _error_of(OPEN_LUNAR_LANDER)):
        return "box2d", "absent", f"LunarLander does not open ({reason}): {mend}"
    return "box2d", "ok", "LunarLander can land"


def _sandbox():
    from grader.engine.containment.features import available

    features = available()
    lacking = [feature for feature in features if not feature.in_force]
    if any(feature.needed for feature in lacking):
        mend = "; ".join(feature.mend for feature in lacking if feature.needed)
        return "sandbox", "absent", f"only your own notebooks can be graded here: {mend}"
    in_force = ", ".join(feature.name for feature in features if feature.in_force)
    missing = "".join(f"; no {feature.name}: {feature.mend}" for feature in lacking)
    return "sandbox", "ok", in_force + missing


def _git():
    if shutil.which("git"):
        return "git", "ok", "found"
    return "git", "absent", "only needed to fetch updates and to contribute"


def _version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
