"""What the worker tells of an exception."""

from __future__ import annotations

import builtins
import traceback
from typing import Any

from grader.engine.cells import shell

_TEXT = 2_000  # characters kept of a message
_LIBRARY_ERRORS = {"AxisError", "InvalidArgumentError", "LinAlgError", "NotFittedError",
                   "UFuncTypeError"}  # fmt: skip


def known_kind(report: dict[str, Any]) -> str:
    """Return the first name of an exception's class, or of its bases, that everybody knows.

    A class of the answer's own can be called by anything that the answer has seen.
    """
    names = (report["kind"], *report.get("bases", ()))
    return next((name for name in names if _is_known(name)), "an error")


def _is_known(name: str) -> bool:
    return name in _LIBRARY_ERRORS or isinstance(getattr(builtins, name, None), type)


def describe_error(error: BaseException) -> dict[str, Any]:
    """Return an exception as plain data: its type and bases, its text, its line and cell."""
    try:
        text = str(error)
    except Exception:
        text = ""
    cell, line = "", 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        filename = frame.f_code.co_filename
        # An answer may misuse another exercise's: its own line is told, not the reference's.
        if shell.is_cell(filename) and not shell.is_reference(filename):
            cell, line = filename, number
    if hasattr(error, "hidden_message"):  # a check that speaks of another line than it stops at
        line = getattr(error, "line", 0) or line
    if isinstance(error, SyntaxError) and shell.is_cell(error.filename or ""):
        cell, line = error.filename, error.lineno or 0
    return {
        "kind": type(error).__name__,
        "bases": [kind.__name__ for kind in type(error).__mro__],
        "text": text[:_TEXT],
        "hidden_text": str(getattr(error, "hidden_message", ""))[:_TEXT],
        "cell": cell,
        "line": line,
    }
