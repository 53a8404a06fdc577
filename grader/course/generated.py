"""Tests that nbgrader generated itself, from AUTOTEST lines in the source notebook.

`nbgrader generate_assignment` writes them, hidden ones included, into the gradebook only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.course.assignment import Cell

_PLACEHOLDER = re.compile(r"^\s*#.*\bAUTOTEST ", re.MULTILINE)


def waits(cells: Iterable[Cell]) -> bool:
    """Return whether there are tests yet to be generated."""
    return any(cell.kind == "check" and _PLACEHOLDER.search(cell.source) for cell in cells)


def read(db_url: str, assignment: str, notebook: str) -> dict[str, str]:
    """Return the text of a notebook's check cells by grade id, as far as the gradebook has it."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(db_url) as book:
        try:
            known = book.find_notebook(notebook, assignment)
        except MissingEntry:
            return {}
        checks = {cell.name for cell in known.grade_cells} - {c.name for c in known.solution_cells}
        return {cell.name: cell.source for cell in known.source_cells if cell.name in checks}
