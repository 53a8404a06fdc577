"""Hands a notebook to a grader: to one that stays while notebooks are open, or to a command.

The first submission starts the grader that stays (`cli/resident.py`); later ones find it warm.
Its socket lies beside the keys of Jupyter's kernels, in a folder that only the user can open.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_SUBMIT = "import sys; from cli.main import app; sys.argv[0] = 'course'; app()"
_STAY = "from cli.resident import main; main()"
_SILENT_SECONDS = 20.0  # it says something every second
# Whose work it is, where results go, and which code runs: for each there is a grader of its own.
_SETTINGS = ("COURSE_", "HOME", "JUPYTERHUB_USER", "LOGNAME", "PYTHONPATH", "USER")


def grade(
    notebook: Path, tell: Callable[[str], None], python: str = sys.executable
) -> dict[str, Any]:
    """Have a notebook graded.

    Parameters
    ----------
    notebook : Path
    tell : callable
        Takes a few words on how far it is.
    python : str
        What runs the grader.

    Returns
    -------
    dict
        What `course submit --json` prints. The reason says why it could not be graded.
    """
    for find in (_at_hand, _started):
        # Not there, gone, silent, or made of an older version of the course.
        with suppress(OSError, ValueError, AttributeError, ImportError):
            if answer := _ask(find(python, tell), notebook, tell):
                return answer
    return _by_command(notebook, python)


def _at_hand(python: str, _tell: Callable[[str], None]) -> Path:
    """Return the socket of the grader that stays, be there one or not."""
    from jupyter_core.paths import jupyter_runtime_dir

    if os.environ.get("COURSE_GRADER_MINUTES") == "0":
        raise ValueError("none is wanted")
    folder = Path(jupyter_runtime_dir(), "course")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise ValueError("others could answer in its place")
    settings = {k: v for k, v in os.environ.items() if k.startswith(_SETTINGS)}
    code = importlib.util.find_spec("cli").origin
    what = [socket.gethostname(), python, code, sorted(settings.items())]
    return folder / f"{hashlib.sha256(repr(what).encode()).hexdigest()[:16]}.sock"


def _started(python: str, tell: Callable[[str], None]) -> Path:
    """Start the grader that stays and return its socket when it listens."""
    path = _at_hand(python, tell)
    tell("starting the grader")
    process = subprocess.Popen(
        [python, "-P", "-c", _STAY, str(path)],
        cwd="/",
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the kernel may end, and another one ask
    )
    with process.stdout as said:
        said.readline()
    return path


def _ask(path: Path, notebook: Path, tell: Callable[[str], None]) -> dict[str, Any] | None:
    """Return what the grader that stays says of a notebook; None if it ends without a word."""
    lab = int(os.environ.get("JPY_PARENT_PID", 0))
    request = {"notebook": str(notebook), "folder": os.getcwd(), "lab": lab}
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_SILENT_SECONDS)
        line.connect(str(path))
        line.sendall(json.dumps(request).encode() + b"\n")
        for text in line.makefile(encoding="utf-8"):
            answer = json.loads(text)
            if "status" in answer:
                return answer
            tell(answer["said"])
    return None


def _by_command(notebook: Path, python: str) -> dict[str, Any]:
    """Run `course submit` and return its result."""
    command = [python, "-P", "-c", _SUBMIT, "submit", str(notebook), "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=_environment())
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        said = done.stderr.strip().splitlines() or ["`course submit` said nothing"]
        return {"status": "rejected", "reason": f"Grading failed: {said[-1]}"}


def _environment() -> dict[str, str]:
    """Return the variables of a grader: its code is what this process would import."""
    # The notebook's backend for plots needs the notebook.
    variables = {k: v for k, v in os.environ.items() if k != "MPLBACKEND"}
    code = str(Path(importlib.util.find_spec("cli").origin).resolve().parents[1])
    path = os.pathsep.join([code, *filter(None, [os.environ.get("PYTHONPATH")])])
    return variables | {"PYTHONPATH": path}
