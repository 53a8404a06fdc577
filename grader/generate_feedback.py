"""Our page inside nbgrader: for `nbgrader generate_feedback` and for formgrader's button.

nbgrader's own page shows the autograded notebook, hidden tests and all. Ours is made from the
same notebook and the gradebook, whoever autograded it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade
from traitlets import default

from grader.books import by_hand
from grader.books.autograded import VERDICTS, known_templates
from grader.course.assignment import Assignment
from grader.course.folder import CourseFolder
from grader.feedback.page import render
from grader.results import ExerciseResult, Result


class Page(Exporter):
    """Exports an autograded notebook as the feedback page of its submission."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """Return the page; of an assignment of several notebooks it is about all of them."""
        names = resources["nbgrader"]
        course = CourseFolder.of(self.parent.coursedir)
        resources["output_extension"] = self.file_extension
        return _page(course, names["student"], names["assignment"]), resources


def _page(course: CourseFolder, student: str, assignment: str) -> str:
    notebooks = [template.notebook for template in known_templates(course, assignment)]
    folder = course.autograded(student, assignment)
    documents = [_document(folder / f"{notebook.id}.ipynb") for notebook in notebooks]
    result = Result(student, assignment, "graded")
    for notebook, document in zip(notebooks, documents, strict=True):
        result.reason = result.reason or _told(document).get("reason", "")
        prefix = f"{notebook.id}/" if len(notebooks) > 1 else ""
        for verdict in _verdicts(notebook, document):
            verdict.id = prefix + verdict.id
            result.exercises.append(verdict)
    result.max_score = sum(notebook.max_score for notebook in notebooks)
    if result.reason:
        result.status, result.exercises = "rejected", []
    with Gradebook(course.db_url, course.course_id or "default_course") as book:
        said = by_hand.read(book.db, assignment, [student]).get(student)
    return render(result, notebooks, [_answers(document) for document in documents], said)


def _document(path: Path) -> dict[str, Any]:
    """Return an autograded notebook; an empty one where one of several was not handed in."""
    if not path.is_file():
        return {"metadata": {}, "cells": []}
    document = json.loads(path.read_text(encoding="utf-8"))
    for cell in document["cells"]:
        cell["source"] = "".join(cell["source"])
    return document


def _told(document: dict[str, Any]) -> dict[str, Any]:
    return document["metadata"].get(VERDICTS, {})


def _answers(document: dict[str, Any]) -> dict[str, str]:
    roles = ((c["metadata"].get("nbgrader", {}), c["source"]) for c in document["cells"])
    return {role["grade_id"]: source for role, source in roles if role.get("solution")}


def _verdicts(notebook: Assignment, document: dict[str, Any]) -> list[ExerciseResult]:
    """Return the verdicts that were kept in the notebook; points alone where another judged."""
    if kept := _told(document).get("exercises"):
        return [ExerciseResult(**verdict) for verdict in kept]
    nodes = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in document["cells"]}
    results = []
    for exercise in notebook.exercises:
        names = [notebook.cells[place].grade_id for place in exercise.checks]
        checks = {n: _points(nodes[n]) if n in nodes else 0.0 for n in names}
        points = sum(checks.values())
        status = "passed" if points >= exercise.max_points else "failed"
        results.append(ExerciseResult(exercise.id, points, exercise.max_points, status))
        results[-1].checks = checks
    return results


def _points(cell: dict[str, Any]) -> float:
    return determine_grade(from_dict(cell))[0] or 0.0
