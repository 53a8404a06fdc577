"""A learner's desk: working copies of the notebooks, and nothing that is not theirs.

The committed notebooks stay as they are, so that `git pull` meets no change; the desk is ignored
by git and renewed when a notebook has another version.
"""

from __future__ import annotations

from pathlib import Path

from authoring import digest
from authoring.place import COURSES
from grader.books.locks import FileLocks
from grader.files import write_whole

NAME = "desk"
FEEDBACK, CERTIFICATES = "feedback", "certificates"  # beside it, and reached from it


def renew(root: Path) -> list[Path]:
    """Bring the working copies up to date.

    A copy in which nothing was written is replaced in silence, one with work in it is kept
    beside the new one.

    Parameters
    ----------
    root : Path
        The course folder.

    Returns
    -------
    list of Path
        Where work was set aside just now.

    Raises
    ------
    StorageError, OSError
        When it cannot be written; what could not be renewed stays as it was.
    """
    desk = root / NAME
    desk.mkdir(exist_ok=True)
    # Two labs may start at once: the second would overwrite what the first has to set aside.
    with FileLocks(desk / ".desk").holding("renewal"):
        return _renew_all(root, desk)


def _renew_all(root: Path, desk: Path) -> list[Path]:
    wanted = [page for course in COURSES for page in sorted((root / course).rglob("*.*"))]
    originals = [p for p in wanted if p.suffix in (".ipynb", ".md") and p.name[0] != "."]
    copies = {desk / path.relative_to(root): path for path in originals}
    kept = [_renew(copy, original) for copy, original in copies.items()]
    for old in _copies(desk):
        if old not in copies and not digest.has_changed(_text(old)):
            old.unlink()
            _remove_if_empty(old.parent)
    _link_pages(root)
    return [path for path in kept if path]


def set_aside(desk: Path) -> list[Path]:
    """Return the notebooks on a desk that hold work on earlier versions."""
    return [path for path in _copies(desk) if ".mine" in path.stem]


def left_over(desk: Path) -> list[Path]:
    """Return the notebooks with work in them of which the course has none of that name any more."""
    return [
        path
        for path in _copies(desk)
        if not (desk.parent / path.relative_to(desk)).exists()
        and ".mine" not in path.stem
        and digest.version(_text(path))
    ]


def _renew(copy: Path, original: Path) -> Path | None:
    """Make or replace one copy; return where the work in it was set aside, if there was any."""
    kept = None
    if copy.exists():
        if original.suffix != ".ipynb":
            if copy.read_bytes() == original.read_bytes():
                return None
        elif digest.version(_text(copy)) == digest.version(_text(original)):
            return None
        else:
            kept = digest.set_aside(copy)
    write_whole(copy, original.read_bytes())
    return kept


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _link_pages(root: Path) -> None:
    """Let feedback and certificates be opened from the desk: a server shows nothing outside."""
    for name in (FEEDBACK, CERTIFICATES):
        (root / name).mkdir(exist_ok=True)
        link = root / NAME / name
        if not link.is_symlink() and not link.exists():
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(Path("..", name), target_is_directory=True)


def _copies(desk: Path) -> list[Path]:
    found = (path for course in COURSES for path in (desk / course).rglob("*.ipynb"))
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
