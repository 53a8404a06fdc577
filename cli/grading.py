"""The command that grades a class, `grade`, and what all that grade have in common."""

from __future__ import annotations

import difflib
import getpass
import json
import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli import tables
from grader.course.folder import CourseError, CourseFolder
from grader.files import StorageError

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
    """Add the command to the command line."""
    app.command(rich_help_panel="Teach")(grade)


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
        fail(error)
    if not as_json:
        tables.print_class(sorted(results, key=lambda result: result.student))
    if failed:
        raise typer.Exit(1)


def _is_built(course: CourseFolder) -> bool:
    """Tell whether its source notebooks are built from texts; other courses bring their own."""
    return course.source_directory == "build/source"


def _is_learners_edition(course: CourseFolder) -> bool:
    return _is_built(course) and not course.assignments()


def ensure_built(course: CourseFolder) -> None:
    """Bring the source notebooks up to date, in a course that is built from source texts."""
    if not _is_built(course):
        return
    from authoring import instructor
    from authoring.faults import AuthoringError

    try:
        instructor.refresh(course.root)
    except AuthoringError as error:
        fault = error.faults[0]
        raise CourseError(f"{fault.path}:{fault.line}: {fault.what}") from None


def _students(course: CourseFolder, assignment: str) -> list[str]:
    """Return who handed in an assignment that can be graded here."""
    ensure_built(course)
    if _is_learners_edition(course) and assignment in course.released():
        raise CourseError(
            f"this edition of the course has no hidden tests: put source/ back into {course.root},"
            " then grade"
        )
    if not course.source(assignment).is_dir():
        raise CourseError(unknown(assignment, course))
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


def unknown(name: str, course: CourseFolder) -> str:
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
        name = os.environ.get("JUPYTERHUB_USER") or _user()
    from grader.course.inbox import is_student_name

    if not is_student_name(name):
        raise typer.BadParameter(f"{name!r} cannot be the name of a folder", param_hint="--student")
    return name


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the latter since Python 3.13
        raise typer.BadParameter(
            "this system has no name for you: add --student NAME or set JUPYTERHUB_USER"
        ) from None


def is_user(student: str) -> bool:
    """Tell whether it is the user: whoever sits at the desk."""
    try:
        return student == student_of(None)
    except typer.BadParameter:
        return False


def in_words(error: Exception) -> str:
    """Return what went wrong, with its mend."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} cannot be used ({error.strerror}): check its name and rights"
    return str(error)


def fail(reason: str | Exception) -> NoReturn:
    """End with exit code 1 and one line: the reason."""
    tables.print_error(reason if isinstance(reason, str) else in_words(reason))
    raise typer.Exit(1)
