"""An assignment as the judge gets it: plain data, the same for every submission."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.course.assignment import Assignment, Cell
from grader.engine.faults import EngineError
from grader.engine.limits import Limits


def describe(assignment: Assignment, limits: Limits) -> dict[str, Any]:
    """Return what the judge needs to know of an assignment.

    Returns
    -------
    dict
        "cells"; "opening", how many of them come before the learner's first; "exercises" with
        their answers, by name; "carry", by the place of a check, the answers that may be replaced
        after it and the exercises they serve; "files" beside the notebook.
    """
    return {
        "cells": [_cell(cell) for cell in assignment.cells],
        "opening": assignment.opening,
        "exercises": {e.id: {"answers": list(e.answers)} for e in assignment.exercises},
        "carry": _carry(assignment),
        "files": files_beside(assignment, limits),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    # Code that a person will grade runs as well: later cells may build on it.
    kind = "answer" if cell.kind == "manual" and cell.cell_type == "code" else cell.kind
    return {
        "kind": kind,
        "grade_id": cell.grade_id,
        "source": cell.source,
        "points": cell.points,
        "exercise": cell.exercise,
        "hidden": [list(lines) for lines in cell.hidden],
        "has_model": cell.stub is None or cell.has_model_answer,
    }


def _carry(assignment: Assignment) -> dict[int, list[tuple[int, list[str]]]]:
    """Return, by the last check that uses an answer, the answer and the exercises it serves.

    Where checks do not name their answer, the author wrote for plain nbgrader: its scores
    stand, in which a mistake is paid for by everything that builds on it.
    """
    found: dict[int, list[tuple[int, list[str]]]] = {}
    for place, cell in enumerate(assignment.cells):
        users = [e for e in assignment.exercises if cell.grade_id in e.answers]
        if any(cell.grade_id == e.id for e in users):
            last = max(e.checks[-1] for e in users)
            found.setdefault(last, []).append((place, [e.id for e in users]))
    return found


def files_beside(assignment: Assignment, limits: Limits) -> dict[str, bytes]:
    """Return what stands beside the source notebook for it to read, by its path in there."""
    limit_bytes, folder = limits.scratch_mb << 20, assignment.folder
    found: dict[str, bytes] = {}
    paths = sorted(Path(folder).rglob("*")) if folder else []
    for path in paths:
        if path.suffix != ".ipynb" and path.is_file() and not path.is_symlink():
            limit_bytes -= path.stat().st_size
            if limit_bytes < 0:
                raise EngineError(f"the files beside the notebook are too large: {folder}")
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
