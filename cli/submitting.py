"""The command that hands in one's own notebook: `submit`."""

from __future__ import annotations

import json
import threading
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import best_submission, grading, start, tables
from grader.books.ledger_rows import Best
from grader.course import recognition
from grader.course.folder import CourseError, CourseFolder
from grader.course.notebook import NotebookCell, Rejected, read_cells
from grader.results import Result
from grader.telling import Tell

if TYPE_CHECKING:
    from grader.grading import Here


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(rich_help_panel="Learn")(submit)


def submit(
    notebook: Annotated[Path, typer.Argument(help="Your notebook.", show_default=False)],
    student: grading.Student = None,
    ledger: grading.LedgerAt = None,
    as_json: grading.AsJson = False,
) -> None:
    """Hand in a notebook and read your score, with reasons."""
    whose = grading.student_of(student)
    tables.print_to_who_waits(f"Grading {notebook.name} …")
    result, best, is_in = hand_in(notebook, whose, ledger)
    if as_json:
        print(json.dumps(as_dict(result, best)))
    elif is_in:
        tables.print_result(result, best)
    else:
        tables.print_error(result.reason)
    if not is_in:
        raise typer.Exit(1)


def as_dict(result: Result, best: float) -> dict[str, Any]:
    """Return what a program is told of a submission, and of a better one that counts."""
    if best <= result.score:
        return result.as_dict()
    return result.as_dict() | {"best": best, "best_feedback": best_submission.page_of(result)}


def hand_in(
    notebook: Path, student: str, ledger: str | None, **options: Any
) -> tuple[Result, float, bool]:
    """Grade one notebook if that can be done.

    Parameters
    ----------
    notebook : Path
    student : str
    ledger : str or None
    **options
        As for `submit_one`.

    Returns
    -------
    result : Result
    best : float
        The best score so far, with this one.
    is_in : bool
        Whether it was handed in; otherwise the result says why not.
    """
    from grader.workers.job import JobFailed

    try:
        return (*submit_one(notebook, student, ledger, **options), True)
    except (Rejected, JobFailed, *grading.WENT_WRONG) as error:
        reason = f"{notebook}: {error}" if isinstance(error, Rejected) else grading.in_words(error)
        return Result(student, notebook.stem, "rejected", reason), 0.0, False


def submit_one(
    notebook: Path,
    student: str,
    ledger: str | None,
    here: Here | None = None,
    tell: Tell = tables.print_notice,
) -> tuple[Result, float]:
    """Grade one notebook; return the result, and the best score so far, with this one.

    Parameters
    ----------
    notebook : Path
    student : str
    ledger : str or None
        Where results are kept, if not in the course folder.
    here : Here, optional
        What grades; it stays. Without one an engine is started and ended.
    tell : callable
        Takes a line when something has to be waited for.
    """
    from authoring.instructor import right_answers
    from cli import workplace
    from grader.books.gradebook import import_nbgrader
    from grader.books.ledger import Ledger
    from grader.books.publisher import LenientPublisher
    from grader.course import inbox
    from grader.grading import Here, grade_student

    if notebook.is_file() and notebook.suffix != ".ipynb":
        raise Rejected("this is no notebook: hand in a file whose name ends with .ipynb")
    cells = read_cells(notebook)
    course = grading.course_at(notebook.absolute().parent, Path.cwd())
    grading.ensure_built(course)
    assignment, name = _assignment_of(notebook, cells, course)
    earlier = best_submission.Earlier(course, student, assignment)
    inbox.keep(course, student, assignment, notebook, name)
    # Needed at the end, and there is time for it while the work is judged in other processes.
    threading.Thread(target=import_nbgrader, daemon=True).start()
    # One's own work: it could do no more than it did in one's own notebook.
    ways = right_answers(course.root, assignment)
    with (
        Ledger(course.root, ledger, tell) as record,
        nullcontext(here) if here else Here() as workers,
        LenientPublisher(course, assignment, record, tell) as publisher,
    ):
        setting = replace(
            workplace.setting(contain=False),
            ways=ways,
            best=_points(record.best(student), assignment) if earlier.has_page else 0.0,
        )
        result = grade_student(course, student, assignment, workers, record, setting, publisher)
        best = record.best(student)
    if grading.is_user(student):
        start.write(course.root, best)
    most = _points(best, assignment)
    earlier.settle(result.score >= most)
    return result, most


def _points(best: dict[str, Best], assignment: str) -> float:
    return best[assignment].score if assignment in best else 0.0


def _assignment_of(
    notebook: Path, cells: list[NotebookCell], course: CourseFolder
) -> tuple[str, str]:
    """Return which assignment a notebook answers, and the name that it is to be kept under."""
    if assignment := course.assignment_of(notebook.stem):
        return assignment, notebook.name
    if assignment := recognition.recognize(course, cells):
        return assignment, course.source_notebooks(assignment)[0].name
    raise CourseError(_not_gradable(notebook, cells, course))


def _not_gradable(notebook: Path, cells: list[NotebookCell], course: CourseFolder) -> str:
    """Say why a notebook that is one cannot be graded here."""
    if not recognition.exercises(cells):
        return (
            f"{notebook.name} has no exercises that earn points: a lecture is not handed in,"
            " its checks answer in the notebook"
        )
    if not course.assignments() and notebook.stem in course.released():
        return (
            f"this edition of the course has no hidden tests: hand {notebook.name} to your"
            " instructor; the visible checks in the notebook work as they are"
        )
    return grading.unknown(notebook.stem, course)
