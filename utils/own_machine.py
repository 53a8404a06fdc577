"""Handing in on one's own machine, from JupyterLab, VS Code or a terminal."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import urllib.request
from pathlib import Path
from typing import Any

from utils.handing_in import grade as grade

WITHOUT_A_FILE = 'This editor does not tell the name of the notebook. Give it: submit("NAME.ipynb")'
CANNOT_GRADE = (
    "this Python has no grader. Open the notebook from `make lab`, or install the course where"
    " this notebook runs: pip install -e '.[lab]' in the course's folder"
)


def can_grade() -> bool:
    """Tell whether the grader is installed."""
    return all(importlib.util.find_spec(name) for name in ("cli", "grader", "typer"))


def notebook() -> Path | None:
    """Return the file of the running notebook; None where the editor does not tell."""
    from IPython import get_ipython

    shell = get_ipython()
    names = [
        shell.user_ns.get("__vsc_ipynb_file__") if shell else None,
        _named_by_server(),
        # What the notebook was called when its kernel started.
        os.environ.get("JPY_SESSION_NAME"),
    ]
    for name in names:
        if name and name.endswith(".ipynb") and Path(name).is_file():
            return Path(name)
    return None


def _named_by_server() -> str | None:
    """Ask the running Jupyter servers which notebook this kernel belongs to."""
    try:
        from ipykernel.connect import get_connection_file
        from jupyter_core.paths import jupyter_runtime_dir

        kernel = re.search(r"kernel-(.+)\.json", get_connection_file())[1]
    except Exception:  # No kernel with a connection file: a terminal, or an editor of its own.
        return None
    for record in Path(jupyter_runtime_dir()).glob("jpserver-*.json"):
        try:
            server = json.loads(record.read_text())
            for session in _sessions(server):
                if session["kernel"]["id"] == kernel:
                    # With real-time collaboration a path begins with the name of its drive.
                    within = session["path"].rpartition(":")[2]
                    return str(Path(server["root_dir"]) / within)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # A server that has gone or keeps to itself.
    return None


def _sessions(server: dict[str, Any]) -> list[dict[str, Any]]:
    request = urllib.request.Request(
        f"{server['url']}api/sessions", headers={"Authorization": f"token {server['token']}"}
    )
    # Straight to this machine, past any proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=2) as answer:
        return json.load(answer)
