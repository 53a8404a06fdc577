"""What is kept of a learner's best submission when a worse one follows: its page, its notebook."""

from __future__ import annotations

from pathlib import Path

from grader.course.folder import CourseFolder
from grader.feedback.page import BEST
from grader.files import write_whole
from grader.results import Result


class Earlier:
    """Looks at what a learner handed in before, and at its page of feedback.

    Parameters
    ----------
    course : CourseFolder
    student, assignment : str
    """

    def __init__(self, course: CourseFolder, student: str, assignment: str) -> None:
        name = course.source_notebooks(assignment)[0].name
        page = (course.feedback(student, assignment) / name).with_suffix(".html")
        notebook = course.submitted(student, assignment) / name
        self._kept = [
            (_beside(page), _read(page)),
            (kept(course, student, assignment), _read(notebook)),
        ]

    @property
    def has_page(self) -> bool:
        """Whether there is a page of the best submission so far."""
        place, latest = self._kept[0]
        return bool(latest) or place.is_file()

    def settle(self, is_best: bool) -> None:
        """Keep the earlier one beside a worse one; one that is as good takes its place."""
        for place, before in self._kept:
            if is_best:
                place.unlink(missing_ok=True)
            elif before and not place.exists():
                write_whole(place, before)


def kept(course: CourseFolder, student: str, assignment: str) -> Path:
    """Return the path of the best submission's notebook, where another one came after it."""
    return course.feedback(student, assignment) / Path(BEST).with_suffix(".ipynb")


def page_of(result: Result) -> str | None:
    """Return the path of the best submission's page, if it is another than the result's."""
    place = _beside(Path(result.feedback)) if result.feedback else None
    return str(place) if place and place.is_file() else None


def _beside(page: Path) -> Path:
    return page.with_name(BEST)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
