"""The command that says where a learner stands: `progress`."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import grading, start, submitting, tables
from cli.files import course_root
from grader.course.folder import CourseError, CourseFolder
from grader.files import StorageError


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(rich_help_panel="Learn")(progress)


def progress(
    student: grading.Student = None,
    ledger: grading.LedgerAt = None,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Set a damaged record aside; grade your work again."),
    ] = False,
) -> None:
    """See your best score in every assignment, and the points left."""
    from grader.books.ledger import Ledger

    named, student = student is not None, grading.student_of(student)
    try:
        course = grading.course_at(Path.cwd())
        if rebuild:
            _rebuild(course, student, ledger)
        with Ledger(course.root, ledger) as record:
            best = record.best(student)
            if named and not best:
                raise CourseError(_nothing_of(student, record.students()))
        steps = start.path(course.root, best)
        counted = start.counting(steps)
        instead = {step.path.stem for step in steps if step not in counted}
        tables.print_progress(student, course, best, steps, instead)
        tables.print_mistakes(start.worth_another_look(steps))
        tables.print_next_step(counted)
    except grading.WENT_WRONG as error:
        grading.fail(error)


def _rebuild(course: CourseFolder, student: str, ledger: str | None) -> None:
    from cli import rebuild

    files = rebuild.databases(course, ledger)
    kept = rebuild.set_damaged_aside(files)
    if not kept:
        names = " and ".join(path.name for path in files) or "any file"
        raise CourseError(f"nothing is damaged in {names}: name another record with --ledger")
    for path in kept:
        tables.print_notice(f"{path.name} holds what was damaged")
    grading.ensure_built(course)
    for notebook in rebuild.handed_in(course, student):
        tables.print_notice(f"Grading {notebook.stem} again")
        submitting.submit_one(notebook, student, ledger)
    if others := rebuild.others(course, student):
        tables.print_notice(
            f"The work of others ({len(others)}) was set aside, too:"
            " run `course grade NAME` for each assignment"
        )


def write_start_page(root: Path) -> None:
    """Write the start page of the desk for whoever sits at it."""
    from grader.books.ledger import Ledger

    try:
        with Ledger(root, os.environ.get("COURSE_LEDGER")) as record:
            best = record.best(grading.student_of(None))
    except (StorageError, typer.BadParameter) as error:
        tables.print_error(f"your results cannot be read: {error}")
        best = {}
    start.write(root, best)


def renew_start_page(model: dict[str, Any], **_: Any) -> None:
    """Write the start page anew when a notebook has been saved; JupyterLab calls it.

    Saving does not wait for it, and does not fail where the page cannot be written.
    """
    if model["type"] == "notebook":
        threading.Thread(target=_renew_if_possible, daemon=True).start()


def _renew_if_possible() -> None:
    with suppress(OSError, StorageError):
        write_start_page(course_root())


def _nothing_of(student: str, known: list[str]) -> str:
    mend = grading.did_you_mean(student, known) or "is the name right?"
    return f"nothing of {student} has been graded here: {mend}"
