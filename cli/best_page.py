"""The page of a learner's best submission, which stays when a worse one follows."""

from __future__ import annotations

from pathlib import Path

from grader.course.folder import CourseFolder
from grader.files import write_whole
from grader.results import Result


class BestPage:
    """Looks at a learner's page of feedback before and after a submission.

    Parameters
    ----------
    course : CourseFolder
    student, assignment : str
    """

    def __init__(self, course: CourseFolder, student: str, assignment: str) -> None:
        page = course.feedback(student, assignment) / course.source_notebooks(assignment)[0].name
        page = page.with_suffix(".html")
        self._place = _beside(page)
        self._before = page.read_bytes() if page.is_file() else b""

    def settle(self, is_best: bool) -> None:
        """Keep the earlier page beside a worse one; one that is as good takes its place."""
        if is_best:
            self._place.unlink(missing_ok=True)
        elif self._before and not self._place.exists():
            write_whole(self._place, self._before)


def of(result: Result) -> str | None:
    """Return the path of the best submission's page, if it is another than the result's."""
    place = _beside(Path(result.feedback)) if result.feedback else None
    return str(place) if place and place.is_file() else None


def _beside(page: Path) -> Path:
    return page.with_name("best.html")
