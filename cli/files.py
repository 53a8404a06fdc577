"""Where the course is."""

import os
import sys
from pathlib import Path

_COMMAND = "import sys; from cli.main import app; sys.argv[0] = 'course'; app()"


def course_root() -> Path:
    """Return the folder of the course: the one that holds the packages now running."""
    return Path(__file__).resolve().parent.parent


def work_where_one_stands() -> Path:
    """Return the course that the current folder lies in; outside any, this command's own.

    In another clone the command starts anew with that clone's code, in the environment that
    it has: texts, builder and what the notebooks import belong together.
    """
    root = course_root()
    there = _clone_of(Path.cwd())
    if there is None or there == root:
        return root
    first, *_ = search = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if first == str(there):  # It has started anew, and that has not helped.
        raise SystemExit(f"Error: {there} is another clone of the course: run `make env` there")
    print(f"Using the environment of {root} for the course in {there}", file=sys.stderr)
    path = os.pathsep.join([str(there), *filter(None, search)])
    command = [sys.executable, "-P", "-c", _COMMAND, *sys.argv[1:]]
    os.execve(sys.executable, command, os.environ | {"PYTHONPATH": path})


def _clone_of(place: Path) -> Path | None:
    """Return the folder of the course that a place lies in, if it lies in one."""
    for folder in (place.resolve(), *place.resolve().parents):
        if (folder / "cli" / "main.py").is_file() and (folder / "utils" / "checks").is_dir():
            return folder
    return None
