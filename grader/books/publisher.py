"""What instructors see of a result: autograded notebooks and nbgrader's gradebook.

One writer at a time, held to it by a lock that all programs on the same ledger share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from grader.books.autograded import Template, read_templates, to_text
from grader.books.gradebook import Booking, Gradebook, import_nbgrader, is_lost
from grader.books.ledger import Ledger
from grader.course.folder import TIMESTAMP_NAME, CourseFolder
from grader.course.points import check_points
from grader.feedback import pages
from grader.files import StorageError, write_whole
from grader.results import ByHand, ExerciseResult, Result
from grader.telling import Tell, quiet

_BATCH = 16  # submissions to a transaction of the gradebook
_LONGEST_NAME = 128  # by nbgrader's tables
# From a result, its answers, and what a person gave and said to its feedback page.
Page = Callable[[Result, Sequence[Mapping[str, str]], ByHand], str]


@dataclass(frozen=True)
class _Waiting:
    """A result that is yet to be booked, with the learner's texts in each notebook."""

    booking: Booking
    result: Result
    answers: list[Mapping[str, str]]
    page: Page


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
        self._waiting: dict[int, _Waiting] = {}
        self._gradebook: Gradebook | None = None
        self._is_lost = is_lost(course.db_url)

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Open the gradebook: it takes a second, which is there while the first are graded."""
        self._open()

    def _open(self) -> None:
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
        return read_templates(self._course, self._assignment)

    def add(
        self, id_: int, result: Result, answers: Iterable[Mapping[str, str]], page: Page
    ) -> None:
        """Publish a result, sooner or later; `flush` says when.

        Parameters
        ----------
        id_ : int
            Its entry in the ledger.
        result : Result
        answers : iterable of dict
            The learner's texts by grade id for each notebook; none when it was rejected.
        page : callable
            What writes its page where a person has a say on it.
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
        booking = Booking(result.student, when, scores, frozenset(unanswered))
        self._waiting[id_] = _Waiting(booking, result, given, page)
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Book what waits; the ledger notes it when it is done."""
        if self._waiting:
            self._open()
            with self._ledger.locks.holding("gradebook", self._tell):
                self._gradebook.book(waiting.booking for waiting in self._waiting.values())
            self._renew_pages()
            self._ledger.mark_booked(self._waiting)
            self._waiting.clear()

    def is_up_to_date(self, student: str) -> bool:
        """Return whether what was published of a student is there, and of the submission's time."""
        if self._is_lost:
            return False
        places = (self._course.submitted, self._course.autograded)
        given, booked = (_timestamp(place(student, self._assignment)) for place in places)
        # Of what tells no time the gradebook keeps the time that it has.
        return given == booked or _time(given) is None

    def _renew_pages(self) -> None:
        """Write the pages anew on which a person has a say, or a rule for late work.

        What a person has given is no longer to come.
        """
        by_hand = self._gradebook.by_hand([w.result.student for w in self._waiting.values()])
        notebooks = [template.notebook for template in self._templates]
        for waiting in self._waiting.values():
            result = waiting.result
            if result.status == "graded" and (said := by_hand.get(result.student)):
                result.by_hand = sum(
                    cell.points
                    for notebook in notebooks
                    for cell in notebook.cells
                    if cell.kind == "manual" and (notebook.id, cell.grade_id) not in said.points
                )
                page = waiting.page(result, waiting.answers, said)
                pages.keep(self._course, result.student, self._assignment, notebooks, page)

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


class LenientPublisher(Publisher):
    """Publishes a person's own work, as far as the gradebook is in reach.

    Where it is not, the ledger has the result, and the next `course grade` publishes it.
    """

    def open(self) -> None:
        """Open the gradebook, or say that it cannot be."""
        self._try(super().open)

    def add(
        self, id_: int, result: Result, answers: Iterable[Mapping[str, str]], page: Page
    ) -> None:
        """Publish a result, or say that it cannot be."""
        self._try(lambda: Publisher.add(self, id_, result, answers, page))

    def flush(self) -> None:
        """Book what waits, or say that it cannot be."""
        self._try(super().flush)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except StorageError as error:
            self._waiting.clear()
            self._tell(str(error))


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
    text = _timestamp(course.submitted(student, assignment))
    when = _time(text)
    if when is not None:
        copy = course.autograded(student, assignment) / TIMESTAMP_NAME
        write_whole(copy, f"{text}\n".encode())
    return when


def _time(timestamp: str) -> datetime | None:
    """Return the time that a timestamp tells, if it does."""
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(timestamp) if timestamp else None
    except (ValueError, OverflowError):
        return None


def _timestamp(folder: Path) -> str:
    """Return what the folder's timestamp says, or nothing."""
    path = folder / TIMESTAMP_NAME
    with suppress(OSError, ValueError):
        if not path.is_symlink() and path.is_file():
            with path.open(encoding="utf-8") as file:
                return file.readline(200).strip()
    return ""
