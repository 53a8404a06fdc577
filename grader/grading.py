"""From a submission to its result: the one place where the parts of grading meet."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from grader import feedback, submission
from grader.assignment import Assignment
from grader.course import CourseFolder
from grader.inbox import submission_hash
from grader.ledger import Ledger
from grader.notebook import Rejected
from grader.results import ExerciseResult, Result

Judge = Callable[[Assignment, dict[str, str]], list[ExerciseResult]]


def default_judge(assignment: Assignment, answers: dict[str, str]) -> list[ExerciseResult]:
    """Judge with the engine that this course uses; only here is it chosen."""
    from grader.stock import judge  # Jupyter's packages take a second to import.

    return judge(assignment, answers)


def grade_student(
    course: CourseFolder,
    student: str,
    assignment: str,
    notebooks: list[Assignment] | None = None,
    judge: Judge = default_judge,
) -> Result:
    """Grade what one student handed in, write the feedback page and remember the result.

    Parameters
    ----------
    course : CourseFolder
    student, assignment : str
    notebooks : list of Assignment, optional
        The source notebooks, where they have been read already.
    judge : callable
        The engine: from an assignment and its answers to a verdict on each exercise.

    Returns
    -------
    Result
        Whatever is wrong with the submission is its reason, never an exception.
    """
    start = time.perf_counter()
    notebooks = notebooks or course.read_assignment(assignment)
    result = Result(student, assignment, "graded")
    result.max_score = sum(notebook.max_score for notebook in notebooks)
    handed_in: list[dict[str, str]] = []
    try:
        paths = _notebook_paths(course, student, assignment, notebooks)
        for notebook, path in zip(notebooks, paths, strict=True):
            handed_in.append(submission.answers(submission.read(path), notebook))
        for notebook, answers in zip(notebooks, handed_in, strict=True):
            result.exercises += _judged(judge, notebook, answers, len(notebooks) > 1)
    except Rejected as error:
        result.status, result.reason = "rejected", error.reason
        result.exercises = []
    result.score = round(sum((e.points for e in result.exercises), 0.0), 6)
    result.seconds = round(time.perf_counter() - start, 3)
    if result.status == "graded":
        page = course.feedback(student, assignment) / f"{assignment}.html"
        feedback.write(page, result, notebooks, handed_in)
        result.feedback = str(page)
    folder = course.submitted(student, assignment)
    Ledger(course.root).record(result, submission_hash(folder))
    return result


def grade_all(
    course: CourseFolder, assignment: str, judge: Judge = default_judge
) -> Iterator[Result]:
    """Grade everything that was handed in for an assignment, in the order it gets done.

    A submission that cannot be graded scores 0 with a reason; the others go on.
    """
    notebooks = course.read_assignment(assignment)
    max_score = sum(notebook.max_score for notebook in notebooks)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        jobs = {
            pool.submit(grade_student, course, student, assignment, notebooks, judge): student
            for student in course.students(assignment)
        }
        for job in as_completed(jobs):
            try:
                yield job.result()
            except Exception as error:
                reason = f"the grader failed ({type(error).__name__}: {error}): grade it again"
                yield Result(jobs[job], assignment, "rejected", reason, max_score=max_score)


def _judged(
    judge: Judge, notebook: Assignment, answers: dict[str, str], several: bool
) -> list[ExerciseResult]:
    verdicts = judge(notebook, answers)
    if not several:
        return verdicts
    return [replace(verdict, id=f"{notebook.id}/{verdict.id}") for verdict in verdicts]


def _notebook_paths(
    course: CourseFolder, student: str, assignment: str, notebooks: list[Assignment]
) -> list[Path]:
    """Return the submitted file of each notebook of the assignment."""
    folder = course.submitted(student, assignment)
    expected = [folder / f"{notebook.id}.ipynb" for notebook in notebooks]
    present = sorted(folder.glob("*.ipynb"))
    if not present:
        raise Rejected(f"no notebook was handed in: {expected[0].name} is missing")
    if len(expected) == len(present) == 1:
        expected = present
    # The person's own folders are theirs to make, so these can be links as well.
    for path in (folder.parent, folder, *expected):
        if path.is_symlink():
            raise Rejected(f"{path.name} is a link to another place: hand in the notebook itself")
        if not path.exists():
            raise Rejected(f"{path.name} is missing from what was handed in")
    return expected
