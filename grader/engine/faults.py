"""What goes wrong with the engine itself."""

from __future__ import annotations

import traceback
from dataclasses import dataclass


class EngineError(RuntimeError):
    """The grader itself could not do its work; nobody's submission is to blame.

    Attributes
    ----------
    fatal : bool
        Whether it would be the same with every other submission.
    """

    def __init__(self, text: str, fatal: bool = False) -> None:
        super().__init__(text)
        self.fatal = fatal


@dataclass(frozen=True)
class Fault:
    """What went wrong in a cell of the author's.

    Attributes
    ----------
    place : int
        Where the cell stands in the notebook.
    line : int
        In the cell, counted from 1; 0 where that is not known.
    error : str
        Type and text of the exception, in one line.
    surroundings : bool
        Whether by its type it is about what is installed or lies here, not about the cell.
    """

    place: int
    line: int
    error: str
    surroundings: bool


def of(place: int, filename: str, error: Exception) -> Fault:
    """Return what an exception in a cell, compiled under this name, amounts to."""
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == filename]
    text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    # Another version of a library: it is there, but not the function.
    other_version = isinstance(error, AttributeError) and str(error).startswith("module ")
    surroundings = other_version or isinstance(error, (ImportError, OSError))
    return Fault(place, lines[-1] if lines else 0, text, surroundings)
