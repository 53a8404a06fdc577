"""The commands that grade: `submit` one's own notebook, `grade` a class."""

from __future__ import annotations

import difflib
import getpass
import json
import os
import threading
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from cli import start, tables
from grader.course import recognition
from grader.course.folder import CourseError, CourseFolder
from grader.course.notebook import NotebookCell, Rejected, read_cells
from grader.files import StorageError
from grader.results import Result
from grader.telling import Tell

if TYPE_CHECKING:
    from grader.grading import Here

WENT_WRONG = (CourseError, StorageError, OSError)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one line a submission.")]
Student = Annotated[
    str | None,
    typer.Option(help="Whose work it is.", metavar="NAME", show_default="your user name"),
]
LedgerAt = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        envvar="COURSE_LEDGER",
        metavar="URL",
        help="Where results are kept: sqlite:///FILE or postgresql://USER@HOST/NAME.",
        show_default="results.db in the course folder",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(rich_help_panel="Learn")(submit)
    app.command(rich_help_panel="Teach")(grade)


def submit(
    notebook: Annotated[Path, typer.Argument(help="Your notebook.", show_default=False)],
    student: Student = None,
    ledger: LedgerAt = None,
    as_json: AsJson = False,
) -> None:
    """Hand in a notebook and read your score, with reasons."""
    result, best, is_in = hand_in(notebook, student_of(student), ledger)
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
    return result.as_dict() | ({"best": best} if best > result.score else {})


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
    except (Rejected, JobFailed, *WENT_WRONG) as error:
        reason = f"{notebook}: {error}" if isinstance(error, Rejected) else str(error)
        return Result(student, notebook.stem, "rejected", reason), 0.0, False


def grade(
    assignment: Annotated[str, typer.Argument(help="Its name.", show_default=False)],
    scheduler: Annotated[
        str | None, typer.Option(help="Grade on this Dask cluster.", metavar="tcp://HOST:PORT")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="How many at a time.", show_default="one a core"),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Grade also what was graded already.")
    ] = False,
    uncontained: Annotated[
        bool,
        typer.Option(
            "--uncontained", help="Run the notebooks with all your rights. Trust everybody first."
        ),
    ] = False,
    ledger: LedgerAt = None,
    as_json: AsJson = False,
) -> None:
    """Grade everything handed in for an assignment, in the nbgrader course folder you are in."""
    from cli import workplace
    from grader.books.ledger import Ledger
    from grader.grading import grade_all
    from grader.workers.job import JobFailed

    results, failed = [], False
    try:
        course = course_at(Path.cwd())
        students = _students(course, assignment)
        contain, tell = not uncontained, tables.print_notice
        with (
            workplace.open_workers(scheduler, workers, contain, tell) as open_workers,
            Ledger(course.root, ledger, tell) as open_ledger,
        ):
            setting = workplace.setting(contain)
            done = grade_all(
                course, assignment, open_workers, open_ledger, setting, again, tell=tell
            )
            for result in tables.with_progress(done, len(students), f"Grading {assignment}"):
                failed |= result.status == "failed"
                if as_json:  # and nothing is kept: a class may be large
                    print(json.dumps(result.as_dict()), flush=True)
                else:
                    results.append(result)
    except (JobFailed, *WENT_WRONG) as error:
        fail(str(error))
    if not as_json:
        tables.print_class(sorted(results, key=lambda result: result.student))
    if failed:
        raise typer.Exit(1)


def ensure_built(course: CourseFolder) -> None:
    """Bring the source notebooks up to date, in a course that is built from source texts.

    Any other nbgrader course brings its own.
    """
    if course.source_directory != "build/source":
        return
    from authoring import instructor
    from authoring.faults import AuthoringError

    try:
        instructor.refresh(course.root)
    except AuthoringError as error:
        fault = error.faults[0]
        raise CourseError(f"{fault.path}:{fault.line}: {fault.what}") from None


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
    course = course_at(notebook.absolute().parent, Path.cwd())
    ensure_built(course)
    assignment, name = _assignment_of(notebook, cells, course)
    inbox.keep(course, student, assignment, notebook, name)
    # Needed at the end, and there is time for it while the work is judged in other processes.
    threading.Thread(target=import_nbgrader, daemon=True).start()
    # One's own work: it could do no more than it did in one's own notebook.
    ways = right_answers(course.root, assignment)
    setting = replace(workplace.setting(contain=False), ways=ways)
    with (
        Ledger(course.root, ledger, tell) as record,
        nullcontext(here) if here else Here() as workers,
        LenientPublisher(course, assignment, record, tell) as publisher,
    ):
        result = grade_student(course, student, assignment, workers, record, setting, publisher)
        best = record.best(student)
    start.write(course, best)
    return result, best[assignment].score if assignment in best else 0.0


def _assignment_of(
    notebook: Path, cells: list[NotebookCell], course: CourseFolder
) -> tuple[str, str]:
    """Return which assignment a notebook answers, and the name that it is to be kept under."""
    if assignment := course.assignment_of(notebook.stem):
        return assignment, notebook.name
    if assignment := recognition.recognize(course, cells):
        return assignment, course.source_notebooks(assignment)[0].name
    raise CourseError(_not_gradable(notebook, cells, course))


def _students(course: CourseFolder, assignment: str) -> list[str]:
    """Return who handed in an assignment that can be graded here."""
    ensure_built(course)
    if not course.source(assignment).is_dir():
        raise CourseError(_unknown(assignment, course))
    course.source_notebooks(assignment)  # says what is wrong with them
    students = list(course.students(assignment))
    if not students:
        folder = course.submitted("NAME", assignment)
        raise CourseError(f"nobody handed in {assignment}: notebooks belong into {folder}")
    return students


def course_at(*places: Path) -> CourseFolder:
    """Return the course folder at or above the first of some places that is in one."""
    course = CourseFolder.find(*places)
    if course is None and (Path.cwd() / "submitted").is_dir():
        course = CourseFolder.read(Path.cwd())
    if course is None:
        raise CourseError(
            "this is no course folder (no nbgrader_config.py here or above): change to yours"
        )
    return course


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
    return _unknown(notebook.stem, course)


def _unknown(name: str, course: CourseFolder) -> str:
    if name in course.released():
        return f"{name} cannot be graded: its source notebook belongs into {course.source(name)}"
    known = course.assignments() or course.released()
    mend = did_you_mean(name, known) or "its name must be that of an assignment"
    return f"this course has no assignment called {name}: {mend}"


def did_you_mean(name: str, known: list[str]) -> str:
    """Return a question for somebody who has perhaps misspelt a name; empty if none is close."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else ""


def student_of(name: str | None) -> str:
    """Return whose work it is: the name given, or the user's."""
    if name is None:
        # On JupyterHub everybody has the same user name inside the container.
        name = os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    from grader.course.inbox import is_student_name

    if not is_student_name(name):
        raise typer.BadParameter(f"{name!r} cannot be the name of a folder", param_hint="--student")
    return name


def fail(reason: str) -> NoReturn:
    """End with exit code 1 and one line: the reason."""
    tables.print_error(reason)
    raise typer.Exit(1)
