"""Where feedback pages are kept: as nbgrader does, one under the name of each notebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.course.assignment import Assignment
from grader.course.folder import CourseFolder
from grader.files import write_whole


def keep(
    course: CourseFolder, student: str, assignment: str, notebooks: Sequence[Assignment], page: str
) -> Path:
    """Write the page of a submission; return where it is.

    `nbgrader release_feedback` looks for a page of each notebook. Of several each is the same:
    that of the whole submission.
    """
    folder = course.feedback(student, assignment)
    paths = [folder / f"{notebook.id}.html" for notebook in notebooks]
    for path in paths:
        write_whole(path, page.encode("utf-8", "replace"))
    return paths[0]
