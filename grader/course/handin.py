"""What a student handed in for an assignment: its files, read once and bounded."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.course.assignment import Assignment
from grader.course.folder import CourseFolder
from grader.course.notebook import LIMIT_BYTES, Rejected, read_bytes


@dataclass(frozen=True)
class HandIn:
    """The notebooks that a student handed in.

    Attributes
    ----------
    student : str
    digest : str
        Hash of the files, as far as they are gradable.
    files : tuple of bytes or None
        One for each notebook of the assignment, None for one of several that is missing;
        empty when it is rejected.
    reason : str
        Why it is rejected, or empty.
    """

    student: str
    digest: str
    files: tuple[bytes | None, ...] = ()
    reason: str = ""


def read(
    course: CourseFolder, student: str, assignment: str, notebooks: tuple[Assignment, ...]
) -> HandIn:
    """Read what a student handed in; what is wrong with it is its reason."""
    folder = course.submitted(student, assignment)
    try:
        student.encode()
        paths = _paths(folder, notebooks)
        files = tuple(read_bytes(path) if path.exists() else None for path in paths)
    except UnicodeEncodeError:
        name = student.encode("utf-8", "replace").decode()
        return HandIn(name, "", reason="the folder's name is not UTF-8: rename it")
    except Rejected as error:
        return HandIn(student, _rough_hash(folder), reason=error.reason)
    except OSError as error:
        reason = f"the folder cannot be read: {error.strerror}"
        return HandIn(student, _rough_hash(folder), reason=reason)
    digest = hashlib.sha256()
    for notebook, file in zip(notebooks, files, strict=True):
        size = "none" if file is None else len(file)
        digest.update(f"{notebook.id}\0{size}\0".encode() + (file or b""))
    return HandIn(student, digest.hexdigest(), files)


def _rough_hash(folder: Path) -> str:
    """Return a hash of whatever notebooks there are; of a large file the beginning counts."""
    digest = hashlib.sha256()
    with suppress(OSError):
        for path in sorted(folder.glob("*.ipynb")):
            if path.is_file():
                digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
                with path.open("rb") as file:
                    digest.update(file.read(LIMIT_BYTES))
    return digest.hexdigest()


def _paths(folder: Path, notebooks: tuple[Assignment, ...]) -> list[Path]:
    """Return the submitted file of each notebook of the assignment."""
    expected = [folder / f"{notebook.id}.ipynb" for notebook in notebooks]
    # Not by `glob`, for which a folder that cannot be read is an empty one.
    present = sorted(path for path in folder.iterdir() if path.suffix == ".ipynb")
    if not present:
        raise Rejected(f"no notebook was handed in: {expected[0].name} is missing")
    if len(expected) == len(present) == 1:
        expected = present
    # The person's own folders are theirs to make, so these can be links as well.
    for path in (folder.parent, folder, *expected):
        if path.is_symlink():
            raise Rejected(f"{path.name} is a link to another place: hand in the notebook itself")
    if not any(path.exists() for path in expected):
        raise Rejected(f"no notebook was handed in: {expected[0].name} is missing")
    return expected
