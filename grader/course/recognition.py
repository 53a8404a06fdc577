"""Recognizes an assignment's notebook by what is in it, whatever its file is called."""

from __future__ import annotations

from grader.course.folder import CourseFolder
from grader.course.notebook import NotebookCell, Rejected, read_cells


def recognize(course: CourseFolder, cells: list[NotebookCell]) -> str | None:
    """Return the assignment whose exercises a notebook holds, or None.

    Parameters
    ----------
    course : CourseFolder
    cells : list of NotebookCell
        Of the notebook.

    Returns
    -------
    str or None
        Also None where several assignments, or one of several notebooks, would do.
    """
    names = exercises(cells)
    found = [name for name in course.assignments() if names and names == _asked(course, name)]
    return found[0] if len(found) == 1 else None


def exercises(cells: list[NotebookCell]) -> set[str]:
    """Return nbgrader's names of all cells that are answered or graded."""
    return {
        cell.grade_id
        for cell in cells
        if cell.grade_id and (cell.nbgrader.get("solution") or cell.nbgrader.get("grade"))
    }


def _asked(course: CourseFolder, assignment: str) -> set[str]:
    notebooks = course.source_notebooks(assignment)
    try:
        return exercises(read_cells(notebooks[0])) if len(notebooks) == 1 else set()
    except Rejected:
        return set()
