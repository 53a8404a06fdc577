"""Where an assignment's cells stand in nbgrader's gradebook; put there if they do not yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ROLES = ("grade", "solution", "task", "locked")


@dataclass(frozen=True)
class NotebookLayout:
    """A notebook's cells in the gradebook.

    Attributes
    ----------
    id : str
        The gradebook's own.
    graded, commented : dict of str to str
        From grade id to the gradebook's id, of cells with points, and of the learner's cells.
    """

    id: str
    graded: dict[str, str]
    commented: dict[str, str]


@dataclass(frozen=True)
class Layout:
    """An assignment in the gradebook.

    Attributes
    ----------
    id : str
        The gradebook's own.
    may_be_late : bool
        Whether there is a date by which it is due.
    notebooks : dict of str to NotebookLayout
    """

    id: str
    may_be_late: bool
    notebooks: dict[str, NotebookLayout]


def read_layout(book: Any, assignment: str, templates: Mapping[str, dict[str, Any]]) -> Layout:
    """Return where an assignment stands, after adding what the gradebook lacks of it.

    Parameters
    ----------
    book : nbgrader.api.Gradebook
    assignment : str
    templates : dict of str to dict
        The notebooks by name, as nbformat has them, with the stubs in place.
    """
    from nbgrader.api import MissingEntry

    try:
        row = book.find_assignment(assignment)
    except MissingEntry:
        row = book.add_assignment(assignment)
    for name, document in templates.items():
        _complete(book, assignment, name, document)
    notebooks = {}
    for name in templates:
        notebook = book.find_notebook(name, assignment)
        graded = {cell.name: cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)}
        own = {cell.name: cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)}
        notebooks[name] = NotebookLayout(notebook.id, graded, own)
    return Layout(row.id, row.duedate is not None, notebooks)


def _complete(book: Any, assignment: str, name: str, document: dict[str, Any]) -> None:
    """Add a notebook or cells of it, as `nbgrader generate_assignment` does."""
    from nbgrader.api import MissingEntry

    try:
        notebook = book.find_notebook(name, assignment)
    except MissingEntry:
        kernel = json.dumps(document["metadata"].get("kernelspec", {}))
        notebook = book.add_notebook(name, assignment, kernelspec=kernel)
    where = (name, assignment)
    points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
    solutions = {cell.name for cell in notebook.solution_cells}
    sources = {cell.name for cell in notebook.source_cells}
    for raw in document["cells"]:
        given = raw["metadata"].get("nbgrader") or {}
        id_, worth = given.get("grade_id"), float(given.get("points") or 0)
        if not id_:
            continue
        scored = {"max_score": worth, "cell_type": raw["cell_type"]}
        if given.get("grade") and points.get(id_) != worth:
            book.update_or_create_grade_cell(id_, *where, **scored)
        if given.get("task") and points.get(id_) != worth:
            book.update_or_create_task_cell(id_, *where, **scored)
        if given.get("solution") and id_ not in solutions:
            book.add_solution_cell(id_, *where)
        if id_ not in sources and any(given.get(role) for role in _ROLES):
            book.add_source_cell(id_, *where, **_source(raw, given))


def _source(raw: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    locked = not given.get("solution") and bool(given.get("grade") or given.get("locked"))
    return {
        "cell_type": raw["cell_type"],
        "locked": locked,
        "source": raw["source"],
        "checksum": given.get("checksum"),
    }
