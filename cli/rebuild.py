"""Mends a record that is damaged: it is set aside, and what was handed in is graded again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from cli import best_submission
from grader.books.ledger import FILE_NAME
from grader.course.folder import CourseFolder


def databases(course: CourseFolder, ledger: str | None) -> list[Path]:
    """Return the files of a course's record and gradebook; those of a server are its own."""
    urls = (ledger or f"sqlite:///{course.root / FILE_NAME}", course.db_url)
    return [Path(url.removeprefix("sqlite:///")) for url in urls if url.startswith("sqlite:///")]


def set_damaged_aside(files: Iterable[Path]) -> list[Path]:
    """Rename the databases that cannot be read; return their new names."""
    return [_aside(path) for path in files if _is_damaged(path)]


def handed_in(course: CourseFolder, student: str) -> Iterator[Path]:
    """Yield the notebooks that a student's submissions consist of: the latest and the best."""
    with TemporaryDirectory() as folder:
        for assignment in course.assignments():
            best = best_submission.kept(course, student, assignment)
            # The first one that is graded anew is the best so far, and takes its place.
            copies = [Path(shutil.copy(best, folder))] if best.is_file() else []
            yield from sorted(course.submitted(student, assignment).glob("*.ipynb"))
            yield from copies


def others(course: CourseFolder, student: str) -> set[str]:
    """Return who else has handed something in."""
    assignments = course.assignments()
    return {other for name in assignments for other in course.students(name)} - {student}


def _is_damaged(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path)) as database:
            return database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
    except sqlite3.DatabaseError as error:
        return "locked" not in str(error)


def _aside(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    path.rename(kept)
    for part in ("-wal", "-shm"):  # of the damaged one: the next must not take them up
        path.with_name(path.name + part).unlink(missing_ok=True)
    return kept
