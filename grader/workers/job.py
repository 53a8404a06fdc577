"""The grading of one submission as a pure function of plain data: it runs in any process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.course.answers import read_answers
from grader.course.assignment import Assignment
from grader.course.notebook import Rejected
from grader.feedback.page import render
from grader.results import ByHand, ExerciseResult, Result

Judge = Callable[[Assignment, dict[str, str]], list[ExerciseResult]]


@dataclass(frozen=True)
class Setting:
    """What the engine needs to know of the course; the same for all its submissions.

    Attributes
    ----------
    contain : bool
        Whether strangers' code is contained.
    readable : tuple of str
        Folders of modules that notebooks import, beside Python's own.
    environment : str
        Digest of the software that must be found where the job runs; empty for any.
    cell_seconds : float or None
        How long a cell may take, where the course says so; see `Limits.with_cells_of`.
    ways : tuple of (str, str, str)
        Right answers, to be shown to who has all points of an exercise: its name, a caption
        and the code.
    best : float
        The points of an earlier submission that count where this one has less, and whose page
        is kept; no engine minds them.
    """

    contain: bool = True
    readable: tuple[str, ...] = ()
    environment: str = ""
    cell_seconds: float | None = None
    ways: tuple[tuple[str, str, str], ...] = ()
    best: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Job:
    """A submission to grade.

    Attributes
    ----------
    student, assignment : str
    notebooks : tuple of Assignment
        The pristine notebooks of the assignment.
    files : tuple of bytes or None
        What was handed in for each of them; None for one of several that is missing.
    setting : Setting
    beside : str
        Digest of the files beside the pristine notebooks; empty for any.
    """

    student: str
    assignment: str
    notebooks: tuple[Assignment, ...]
    files: tuple[bytes | None, ...]
    setting: Setting = field(default_factory=Setting)
    beside: str = ""


@dataclass(frozen=True)
class Outcome:
    """A graded submission.

    Attributes
    ----------
    result : Result
    answers : tuple of dict
        The learner's texts by grade id, for each notebook; empty when it was rejected.
    page : str
        The feedback page as HTML; empty when it was rejected.
    """

    result: Result
    answers: tuple[dict[str, str], ...] = ()
    page: str = ""


class JobFailed(Exception):
    """The grader failed at a job; nobody's submission is to blame.

    Attributes
    ----------
    text : str
        What happened, in one line.
    fatal : bool
        Whether it would be the same with every other job.
    """

    def __init__(self, text: str, fatal: bool = False) -> None:
        super().__init__(text, fatal)
        self.text, self.fatal = text, fatal

    def __str__(self) -> str:
        return self.text


def grade(job: Job, judge: Judge) -> Outcome:
    """Grade a submission.

    Parameters
    ----------
    job : Job
    judge : callable
        From an assignment and its answers to a verdict on each exercise.

    Returns
    -------
    Outcome
        Whatever is wrong with the submission is its reason, never an exception.
    """
    start = time.perf_counter()
    result = rejected(job.student, job.assignment, job.notebooks, "")
    try:
        answers = read_answers(job.notebooks, job.files)
    except Rejected as error:
        return Outcome(replace(result, reason=error.reason))
    for notebook, given in zip(job.notebooks, answers, strict=True):
        for verdict in judge(notebook, given):
            name = f"{notebook.id}/{verdict.id}" if len(job.notebooks) > 1 else verdict.id
            result.exercises.append(replace(verdict, id=name))
    result.status = "graded"
    result.score = round(sum((e.points for e in result.exercises), 0.0), 6)
    page = page_of(job.setting, job.notebooks, result, answers)
    result.seconds = round(time.perf_counter() - start, 3)
    return Outcome(result, answers, page)


def outcome_of(job: Job, result: Result) -> Outcome:
    """Return what there is to publish of a submission whose result is known already."""
    if result.status != "graded":
        return Outcome(result)
    try:
        answers = read_answers(job.notebooks, job.files)
    except Rejected:
        return Outcome(result)
    return Outcome(result, answers, page_of(job.setting, job.notebooks, result, answers))


def page_of(
    setting: Setting,
    notebooks: Sequence[Assignment],
    result: Result,
    answers: Sequence[Mapping[str, str]],
    by_hand: ByHand | None = None,
) -> str:
    """Return the feedback page of a result, with all that the setting says of it."""
    return render(result, notebooks, answers, by_hand, setting.ways, setting.best)


def rejected(
    student: str, assignment: str, notebooks: tuple[Assignment, ...], reason: str
) -> Result:
    """Return the result of a submission that cannot be graded: no points, and why."""
    max_score = sum(notebook.max_score for notebook in notebooks)
    by_hand = sum(notebook.by_hand for notebook in notebooks)
    return Result(student, assignment, "rejected", reason, max_score=max_score, by_hand=by_hand)
