"""Keeps what was handed in: submitted/<student>/<assignment>/, as nbgrader lays it out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from grader.course.folder import TIMESTAMP_NAME, CourseFolder
from grader.files import write_whole


def keep(
    course: CourseFolder, student: str, assignment: str, notebook: Path, name: str = ""
) -> Path:
    """Copy a notebook into the course's submissions, with the time it was handed in.

    Parameters
    ----------
    course : CourseFolder
    student, assignment : str
    notebook : Path
        The learner's file; it stays as it is.
    name : str
        What the copy is called, where it is not called as the learner's file.

    Returns
    -------
    Path
        The copy. An earlier submission of the same notebook is replaced, whole or not at
        all.
    """
    folder = course.submitted(student, assignment)
    copy = folder / (name or notebook.name)
    if not (copy.exists() and copy.samefile(notebook)):
        write_whole(copy, notebook.read_bytes())
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    write_whole(folder / TIMESTAMP_NAME, f"{now}\n".encode())
    return copy


def is_student_name(name: str) -> bool:
    """Return whether the name can be that of a student's folder."""
    return re.fullmatch(r"[^\s/\\.+\0-\x1f][^/\\+\0-\x1f]*", name) is not None
