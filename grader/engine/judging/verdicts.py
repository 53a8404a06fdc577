"""What a check cell's end means for the learner: points, a status, and a reason in words."""

from __future__ import annotations

import linecache
import traceback
from dataclasses import dataclass
from typing import Any

from grader.engine.judging.handles import StandInError
from grader.engine.judging.outside import LearnerError
from grader.results import ExerciseStatus

_LONGEST = 1_500  # characters of a message


@dataclass
class Verdict:
    """The outcome of one check cell.

    Attributes
    ----------
    by_change : bool
        Whether it passes only because the answer changes what the check hands to it.
    """

    points: float
    status: ExerciseStatus
    message: str = ""
    by_change: bool = False


def of_value(value: Any, points: float) -> Verdict:
    """Return the verdict on a check cell that ran to its end.

    As in nbgrader, a number on the last line is partial credit.
    """
    if type(value) in (int, float) and 0 <= value < points:
        return Verdict(float(value), "failed", f"Part of the answer is right: {value:g} points.")
    return Verdict(points, "passed")


def of_error(error: Exception, filename: str, hidden: list[list[int]]) -> Verdict:
    """Return the verdict on a check cell that an exception ended.

    Parameters
    ----------
    error : Exception
        The learner's (a `LearnerError`), a failed check's, or what came of a wrong value.
    filename : str
        The name under which the check cell was compiled.
    hidden : list of [int, int]
        Its lines of hidden tests: what they say must not be shown.
    """
    # One of the course's own checks says which of its lines it speaks of.
    said = getattr(error, "line", 0) if hasattr(error, "hidden_message") else 0
    passed = [n for f, n in traceback.walk_tb(error.__traceback__) if _is_in(f, filename)]
    lines = [said] if said else passed
    secret = any(first <= line <= last for line in lines for first, last in hidden)
    if isinstance(error, LearnerError):
        return of_report(error.report, secret)
    if isinstance(error, NotImplementedError):
        return Verdict(0.0, "not attempted", _short(str(error)))
    if isinstance(error, StandInError):
        return Verdict(0.0, "failed", f"The check cannot use what it got: {error}.")
    where = "" if secret or not lines else linecache.getline(filename, lines[-1]).strip()
    if isinstance(error, AssertionError):
        status: ExerciseStatus = "error" if getattr(error, "stopped", False) else "failed"
        return Verdict(0.0, status, _assertion(error, where, secret))
    if isinstance(error, NameError) and not secret:
        return Verdict(0.0, "failed", f"{error}. Did you keep the name that the exercise gave?")
    kind = type(error).__name__
    if secret:
        return Verdict(0.0, "failed", f"A hidden check could not use the answer ({kind}).")
    return Verdict(0.0, "failed", _short(f"This check could not use the answer: {where}\n{error}"))


def of_inside(report: dict[str, Any], filename: str, hidden: list[list[int]]) -> Verdict:
    """Return the verdict on a check cell that was run in the worker and ended so."""
    shown = report["cell"] == filename and not any(a <= report["line"] <= b for a, b in hidden)
    secret = bool(hidden) and not shown
    if "AssertionError" not in report["bases"]:
        return of_report(report, secret)
    where = "" if secret else linecache.getline(filename, report["line"]).strip()
    error = AssertionError(report["text"])
    error.hidden_message = report["hidden_text"]
    return Verdict(0.0, "failed", _assertion(error, where, secret))


def of_report(report: dict[str, Any], secret: bool) -> Verdict:
    """Return the verdict on an exception in the learner's code, described by the worker."""
    kind, text = report["kind"], report["text"]
    if kind == "NotImplementedError" or "NotImplementedError" in report.get("bases", ()):
        return Verdict(0.0, "not attempted", "" if secret else _short(text))
    if kind == "MemoryError":
        return Verdict(0.0, "error", "The answer needed more memory than a submission may use.")
    line = f" in line {report['line']}" if report["line"] and report["cell"] else ""
    if secret:
        return Verdict(0.0, "error", f"On a hidden check the answer stopped with {kind}{line}.")
    return Verdict(0.0, "error", _short(f"The answer stopped with {kind}{line}: {text}"))


def _assertion(error: AssertionError, where: str, secret: bool) -> str:
    if not secret:
        return _short(str(error) or f"This check fails: {where}")
    return _short(str(getattr(error, "hidden_message", ""))) or "A hidden check fails."


def _is_in(frame: Any, filename: str) -> bool:
    return frame.f_code.co_filename == filename


def _short(text: str) -> str:
    text = text.encode("utf-8", "replace").decode().strip()
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
