"""What a check cell's end means for the learner: points, a status, and a reason in words."""

from __future__ import annotations

import linecache
import traceback
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.engine.judging.handles import StandInError
from grader.engine.judging.outside import LearnerError
from grader.engine.judging.reports import known_kind
from grader.results import ExerciseStatus
from grader.text import clean

_PLACEHOLDERS = ("not attempted yet", "not answered yet")  # as in `utils.checks.errors`
_NUMBERS = (int, float, np.integer, np.floating)


@dataclass
class Verdict:
    """The outcome of one check cell.

    Whatever made it, its message can be shown, and is not endless.

    Attributes
    ----------
    note : str
        What the instructor should know.
    doubts : tuple of str
        What speaks against the points: "change" where some are earned only because the
        answer changes what it is handed, "void" where the answer came with an array of
        which much is true that means nothing, an empty one for example; "empty" where it came
        with less; "word" where an object was asked about itself.
    earned_anyway : float
        The points that such a change is not needed for.
    """

    points: float
    status: ExerciseStatus
    message: str = ""
    note: str = ""
    doubts: tuple[str, ...] = ()
    earned_anyway: float = 0.0

    def __post_init__(self) -> None:
        self.message = clean(self.message)


def of_value(value: Any, points: float) -> Verdict:
    """Return the verdict on a check cell that ran to its end.

    As in nbgrader, a number on the last line is partial credit.
    """
    if not isinstance(value, _NUMBERS) or isinstance(value, bool) or not points:
        return Verdict(points, "passed")
    credit = float(value)
    if credit == points:
        return Verdict(points, "passed")
    if 0 <= credit < points:
        return Verdict(credit, "failed", f"Part of the answer is right: {credit:g} points.")
    why = f"The check ends in {credit:g}, which is no number of points from 0 to {points:g}."
    return Verdict(0.0, "failed", why, note=why)


def of_error(
    error: Exception, filename: str, hidden: list[list[int]], quoted: bool = True
) -> Verdict:
    """Return the verdict on a check cell that an exception ended.

    Parameters
    ----------
    error : Exception
        The learner's (a `LearnerError`), a failed check's, or what came of a wrong value.
    filename : str
        The name under which the check cell was compiled.
    hidden : list of [int, int]
        Its lines of hidden tests: what they say must not be shown.
    quoted : bool
        Whether the answer may say what it likes. Not where its process holds something of
        the author's.
    """
    # One of the course's own checks says which of its lines it speaks of.
    said = getattr(error, "line", 0) if hasattr(error, "hidden_message") else 0
    passed = [n for f, n in traceback.walk_tb(error.__traceback__) if _is_in(f, filename)]
    lines = [said] if said else passed
    secret = any(first <= line <= last for line in lines for first, last in hidden)
    if isinstance(error, LearnerError):
        return of_report(error.report, secret, quoted)
    if isinstance(error, NotImplementedError) and _is_placeholder(str(error)):
        return Verdict(0.0, "not attempted", str(error))
    if isinstance(error, StandInError):
        what = f": {error}" if quoted else ""
        return Verdict(0.0, "failed", f"The check cannot use what it got{what}.")
    where = "" if secret or not lines else linecache.getline(filename, lines[-1]).strip()
    if isinstance(error, AssertionError):
        status: ExerciseStatus = "error" if getattr(error, "stopped", False) else "failed"
        return Verdict(0.0, status, _assertion(error, where, secret))
    if isinstance(error, NameError) and not secret:
        return Verdict(0.0, "failed", f"{error}. Did you keep the name that the exercise gave?")
    kind = type(error).__name__
    if secret:
        return Verdict(0.0, "failed", f"A hidden check could not use the answer ({kind}).")
    what = str(error) if quoted else kind
    return Verdict(0.0, "failed", f"This check could not use the answer: {where}\n{what}")


def of_inside(
    report: dict[str, Any], filename: str, hidden: list[list[int]], quoted: bool = True
) -> Verdict:
    """Return the verdict on a check cell that was run in the worker and ended so."""
    shown = report["cell"] == filename and not any(a <= report["line"] <= b for a, b in hidden)
    secret = bool(hidden) and not shown
    if "AssertionError" not in report["bases"]:
        return of_report(report, secret, quoted)
    where = "" if secret else linecache.getline(filename, report["line"]).strip()
    error = AssertionError(report["text"] if quoted else "")
    error.hidden_message = report["hidden_text"] if quoted else ""
    return Verdict(0.0, "failed", _assertion(error, where, secret))


def of_report(report: dict[str, Any], secret: bool, quoted: bool = True) -> Verdict:
    """Return the verdict on an exception in the learner's code, described by the worker."""
    kind, text = report["kind"], report["text"]
    quoted = quoted and not secret
    is_open = kind == "NotImplementedError" or "NotImplementedError" in report.get("bases", ())
    if is_open and _is_placeholder(report.get("said", text)):
        return Verdict(0.0, "not attempted", text if quoted else "")
    if kind == "MemoryError":
        return Verdict(0.0, "error", "The answer needed more memory than a submission may use.")
    line = f" in line {report['line']}" if report["line"] and report["cell"] else ""
    if quoted:
        return Verdict(0.0, "error", f"The answer stopped with {kind}{line}: {text}")
    when = "On a hidden check the" if secret else "The"
    return Verdict(0.0, "error", f"{when} answer stopped with {known_kind(report)}{line}.")


def _is_placeholder(text: str) -> bool:
    """Return whether an open exercise says so: libraries raise its kind of error, too."""
    return not text or text.lower().startswith(_PLACEHOLDERS)


def _assertion(error: AssertionError, where: str, secret: bool) -> str:
    if not secret:
        return str(error) or f"This check fails: {where}"
    return str(getattr(error, "hidden_message", "")).strip() or "A hidden check fails."


def _is_in(frame: Any, filename: str) -> bool:
    return frame.f_code.co_filename == filename
