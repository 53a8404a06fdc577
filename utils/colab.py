"""Handing in on Google Colab, where the notebook is no file and what grades is not installed."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from utils import handing_in

ROOT = Path(__file__).resolve().parents[1]
DOWNLOAD = (
    "Download the notebook (in Colab: File › Download › Download .ipynb) into the course folder"
    " on your computer, and there run: course submit NOTEBOOK"
)
CANNOT_GRADE = f"only a part of the course is. {DOWNLOAD}"
WITHOUT_A_FILE = DOWNLOAD
# What `course submit` needs besides what Colab has, out of all that pyproject.toml lists.
_PACKAGES = {"jinja2", "jupytext", "mistune", "msgpack", "nbgrader", "nh3", "rich", "sqlalchemy"}
_PACKAGES |= {"typer"}


def is_here() -> bool:
    """Tell whether this is Google Colab."""
    return "google.colab" in sys.modules


def can_grade() -> bool:
    """Tell whether the course that was fetched has what work is graded by."""
    return (ROOT / "source").is_dir() and importlib.util.find_spec("cli") is not None


def notebook() -> Path | None:
    """Write the notebook, as it stands on the page, into a file; None where Colab keeps it."""
    try:
        from google.colab import _message

        content = _message.blocking_request("get_ipynb", timeout_sec=60)["ipynb"]
    except (ImportError, AttributeError, KeyError, TypeError):
        return None
    path = ROOT / "build" / "on_colab" / "notebook.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def grade(path: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Have a notebook graded in an environment of its own, which is made first.

    Parameters, returns as for `handing_in.grade`. Nothing that Colab has is replaced.
    """
    try:
        python = _environment(tell)
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "it said nothing").strip().splitlines()[-1]
        reason = f"What grades could not be installed here ({said}). {DOWNLOAD}"
        return {"status": "rejected", "reason": reason}
    # A page of feedback lies where no link of Colab's leads.
    return {**handing_in.grade(path, tell, python), "feedback": None, "best_feedback": None}


def _environment(tell: Callable[[str], None]) -> str:
    """Return the Python of an environment that has what Colab has and what grades."""
    folder = ROOT / "build" / "on_colab" / "environment"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        tell("installing what grades: a minute, once")
        _run("venv", "--without-pip", "--clear", folder)
        (packages,) = folder.glob("lib/python*/site-packages")
        here = [name for name in sys.path if name.endswith(("site-packages", "dist-packages"))]
        (packages / "colab.pth").write_text("\n".join(here))
        _run("pip", "--python", python, "install", "--quiet", *_requirements())
        ready.touch()
    return str(python)


def _requirements() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = settings["project"]["optional-dependencies"]["lab"]
    return [one for one in listed if re.match(r"[\w-]+", one)[0] in _PACKAGES]


def _run(*words: Any) -> None:
    command = [sys.executable, "-m", *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, text=True)
