"""What instructors see of a result: autograded notebooks and nbgrader's gradebook.

One writer at a time, held to it by a lock that all programs on the same ledger share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from grader.books.autograded import Template, check_points, to_text
from grader.books.gradebook import Booking, Gradebook, import_nbgrader
from grader.books.ledger import Ledger
from grader.course.answers import read_answers
from grader.course.folder import TIMESTAMP_NAME, CourseFolder
from grader.course.notebook import Rejected
from grader.files import write_whole
from grader.results import ExerciseResult, Result
from grader.telling import Tell, quiet

_BATCH = 16  # submissions to a transaction of the gradebook
_LONGEST_NAME = 128  # by nbgrader's tables


class Publisher:
    """Publishes the results of one assignment.

    Parameters
    ----------
    course : CourseFolder
    assignment : str
    ledger : Ledger
    tell : callable
        Takes a line when something has to be waited for.
    """

    def __init__(
        self, course: CourseFolder, assignment: str, ledger: Ledger, tell: Tell = quiet
    ) -> None:
        self._course, self._assignment, self._ledger = course, assignment, ledger
        self._tell = tell
        self._waiting: dict[int, Booking] = {}
        self._gradebook: Gradebook | None = None

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Open the gradebook: it takes a second, which is there while the first are graded."""
        if self._gradebook is None:
            with self._ledger.locks.holding("gradebook", self._tell):
                documents = {t.notebook.id: t.fill({}) for t in self._templates}
                self._gradebook = Gradebook(self._course, self._assignment, documents, self._tell)

    def close(self) -> None:
        """Close the gradebook; what has not been flushed is left for the next time."""
        if self._gradebook is not None:
            self._gradebook.close()

    @cached_property
    def _templates(self) -> list[Template]:
        import_nbgrader()
        paths = self._course.source_notebooks(self._assignment)
        notebooks = self._course.read_assignment(self._assignment)
        return [Template(*pair) for pair in zip(notebooks, paths, strict=True)]

    def add(self, id_: int, result: Result, answers: Iterable[Mapping[str, str]]) -> None:
        """Publish a result, sooner or later; `flush` says when.

        Parameters
        ----------
        id_ : int
            Its entry in the ledger.
        result : Result
        answers : iterable of dict
            The learner's texts by grade id for each notebook; none when it was rejected.
        """
        if len(result.student) > _LONGEST_NAME:
            self._tell(f"the gradebook has no room for the name {result.student[:20]}…")
            return
        given = list(answers) or [{} for _ in self._templates]
        scores: dict[tuple[str, str], float | None] = {}
        unanswered: set[tuple[str, str]] = set()
        for template, texts in zip(self._templates, given, strict=True):
            verdicts = _of_notebook(result, template, len(self._templates) > 1)
            self._write(result, template, texts, verdicts)
            scores |= _scores(template, texts, verdicts)
            unanswered |= _unanswered(template, texts)
        when = _copy_timestamp(self._course, result.student, self._assignment)
        self._waiting[id_] = Booking(result.student, when, scores, frozenset(unanswered))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def add_again(self, id_: int, result: Result, files: tuple[bytes | None, ...]) -> None:
        """Publish a result from the ledger, with the files that it is about."""
        answers: tuple[dict[str, str], ...] = ()
        if result.status == "graded":
            try:
                answers = read_answers(tuple(t.notebook for t in self._templates), files)
            except Rejected:
                answers = ()
        self.add(id_, result, answers)

    def flush(self) -> None:
        """Book what waits; the ledger notes it when it is done."""
        if self._waiting:
            self.open()
            with self._ledger.locks.holding("gradebook", self._tell):
                self._gradebook.book(self._waiting.values())
            self._ledger.mark_booked(self._waiting)
            self._waiting.clear()

    def _write(
        self,
        result: Result,
        template: Template,
        answers: Mapping[str, str],
        verdicts: list[ExerciseResult],
    ) -> None:
        name = f"{template.notebook.id}.ipynb"
        text = to_text(template.fill(answers, verdicts, result.reason))
        folder = self._course.autograded(result.student, self._assignment)
        write_whole(folder / name, text.encode("utf-8", "replace"))


def _of_notebook(result: Result, template: Template, several: bool) -> list[ExerciseResult]:
    """Return the verdicts on a notebook's exercises, under the names they have in it."""
    if not several:
        return result.exercises
    prefix = f"{template.notebook.id}/"
    return [
        replace(verdict, id=verdict.id.removeprefix(prefix))
        for verdict in result.exercises
        if verdict.id.startswith(prefix)
    ]


def _scores(
    template: Template, answers: Mapping[str, str], verdicts: list[ExerciseResult]
) -> dict[tuple[str, str], float | None]:
    """Return the points by notebook and cell; None is for a person to give."""
    notebook = template.notebook
    scores: dict[tuple[str, str], float | None] = {}
    for place, points in check_points(notebook, verdicts).items():
        scores[notebook.id, notebook.cells[place].grade_id] = points
    for cell in notebook.cells:
        if cell.kind == "manual":
            answered = answers.get(cell.grade_id, cell.stub) != cell.stub
            scores[notebook.id, cell.grade_id] = None if answered else 0.0
    return scores


def _unanswered(template: Template, answers: Mapping[str, str]) -> set[tuple[str, str]]:
    notebook = template.notebook
    return {
        (notebook.id, cell.grade_id)
        for cell in notebook.answerable
        if answers.get(cell.grade_id, cell.stub) == cell.stub
    }


def _copy_timestamp(course: CourseFolder, student: str, assignment: str) -> datetime | None:
    """Return when it was handed in, as far as that can be known, and note it beside the copy."""
    from nbgrader.utils import parse_utc

    path = course.submitted(student, assignment) / TIMESTAMP_NAME
    try:
        text = _first_line(path)
        when = parse_utc(text) if text else None
    except (OSError, ValueError, OverflowError):
        return None
    if when is not None:
        copy = course.autograded(student, assignment) / TIMESTAMP_NAME
        write_whole(copy, f"{text}\n".encode())
    return when


def _first_line(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise FileNotFoundError(path)
    with path.open(encoding="utf-8") as file:
        return file.readline(200).strip()
