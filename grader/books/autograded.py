"""Autograded notebooks: the pristine notebook with the learner's answers and the verdicts.

They are what formgrader shows to who grades by hand, and what nbgrader's own scoring reads:
a check cell that failed ends in an error, one with partial credit in that number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.course.assignment import Assignment, Cell
from grader.course.folder import CourseFolder
from grader.course.points import check_points
from grader.results import ExerciseResult

VERDICTS = "grader"  # where the notebook's metadata keep them


class Template:
    """A pristine notebook, ready to be filled in.

    Parameters
    ----------
    notebook : Assignment
        As it was read from `path`.
    path : Path
        The source notebook.
    """

    def __init__(self, notebook: Assignment, path: Path) -> None:
        self.notebook = notebook
        self._document = _read(path)
        for raw, cell in zip(self._document["cells"], notebook.cells, strict=True):
            if cell.cell_type == "code":
                raw["outputs"], raw["execution_count"] = [], None
            if cell.kind == "check":
                raw["source"] = cell.source  # with the tests that nbgrader generated
            if cell.stub is not None:
                raw["source"] = cell.stub
                # That of the stub: by it nbgrader knows that there was no response.
                raw["metadata"]["nbgrader"]["checksum"] = _checksum(raw)

    def fill(
        self,
        answers: Mapping[str, str],
        verdicts: Iterable[ExerciseResult] = (),
        reason: str = "",
    ) -> dict[str, Any]:
        """Return the notebook as plain data.

        Parameters
        ----------
        answers : mapping of str to str
            The learner's text by grade id; the stub stands where there is none.
        verdicts : iterable of ExerciseResult
            Those of this notebook's exercises, without the notebook's name.
        reason : str
            Why it was not graded; then no check earns anything.
        """
        # Only of the cells is anything changed, and of these only what stands right in them.
        document = {**self._document, "cells": [dict(raw) for raw in self._document["cells"]]}
        verdicts = list(verdicts)
        told = {"reason": reason, "exercises": [asdict(verdict) for verdict in verdicts]}
        document["metadata"] = {**document["metadata"], VERDICTS: told}
        for raw, cell in zip(document["cells"], self.notebook.cells, strict=True):
            if cell.stub is not None:
                raw["source"] = answers.get(cell.grade_id, cell.stub)
        messages = {verdict.id: verdict.message for verdict in verdicts}
        points = check_points(self.notebook, verdicts)
        for place, earned in points.items():
            cell = self.notebook.cells[place]
            said = reason or messages.get(cell.exercise, "")
            document["cells"][place]["outputs"] = _outputs(earned, cell, said)
        return document


def read_templates(course: CourseFolder, assignment: str) -> list[Template]:
    """Return the templates of an assignment's notebooks."""
    paths = course.source_notebooks(assignment)
    notebooks = course.read_assignment(assignment)
    return [Template(*pair) for pair in zip(notebooks, paths, strict=True)]


def known_templates(course: CourseFolder, assignment: str) -> list[Template]:
    """Return the templates, read anew only where a file has changed: of a class each asks."""
    released = course.folder(course.release_directory, ".", assignment).glob("*.ipynb")
    paths = [*course.source_notebooks(assignment), *sorted(released)]
    return _known(course, assignment, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=4)
def _known(course: CourseFolder, assignment: str, _changed: tuple[int, ...]) -> list[Template]:
    return read_templates(course, assignment)


def to_text(document: dict[str, Any]) -> str:
    """Return a notebook as the text of its file; for programs, so in one line."""
    return json.dumps(document, ensure_ascii=False) + "\n"


def _read(path: Path) -> dict[str, Any]:
    document = json.loads(path.read_text(encoding="utf-8-sig"))
    if document.get("nbformat", 0) < 4:
        import nbformat  # takes seconds to import, and old formats are rare

        document = json.loads(nbformat.writes(nbformat.read(path, as_version=4)))
    for raw in document["cells"]:
        raw["source"] = "".join(raw["source"])
    return document


def _outputs(earned: float, cell: Cell, message: str) -> list[dict[str, Any]]:
    if 0 < earned < cell.points:
        return [_result(f"{earned:g}"), *([_text(message)] if message else [])]
    if earned >= cell.points and (cell.points or not message):
        return []
    said = message or "This check fails."
    return [{"output_type": "error", "ename": "CheckFailed", "evalue": said, "traceback": [said]}]


def _result(text: str) -> dict[str, Any]:
    data = {"text/plain": text}
    return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}


def _text(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _checksum(raw: dict[str, Any]) -> str:
    from nbformat.notebooknode import from_dict
    from nbgrader.utils import compute_checksum

    return compute_checksum(from_dict(raw))
