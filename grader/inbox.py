"""Keeps what was handed in: submitted/<student>/<assignment>/, as nbgrader lays it out."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from grader.course import TIMESTAMP_NAME, CourseFolder
from grader.notebook import LIMIT_BYTES


def keep(course: CourseFolder, student: str, assignment: str, notebook: Path) -> Path:
    """Copy a notebook into the course's submissions, with the time it was handed in.

    Parameters
    ----------
    course : CourseFolder
    student, assignment : str
    notebook : Path
        The learner's file; it stays as it is.

    Returns
    -------
    Path
        The copy. An earlier submission of the same notebook is replaced, whole or not at
        all.
    """
    folder = course.submitted(student, assignment)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / notebook.name
    if not (copy.exists() and copy.samefile(notebook)):
        _write_whole(copy, notebook.read_bytes())
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    _write_whole(folder / TIMESTAMP_NAME, f"{now}\n".encode())
    return copy


def is_student_name(name: str) -> bool:
    """Return whether the name can be that of a student's folder."""
    return re.fullmatch(r"[^\s/\\.+\0-\x1f][^/\\+\0-\x1f]*", name) is not None


def submission_hash(folder: Path) -> str:
    """Return a hash of the notebooks in a submission; equal for equal contents.

    Of a file too large to be graded only the beginning counts.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.ipynb")):
        if path.is_file():
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as file:
                digest.update(file.read(LIMIT_BYTES))
    return digest.hexdigest()


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    os.replace(part, path)
