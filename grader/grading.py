"""From what was handed in to results: the one place where the parts of grading meet."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

from grader.books.ledger import Ledger
from grader.books.publisher import Publisher
from grader.course.folder import CourseFolder
from grader.results import Result
from grader.scheduler import Scheduler
from grader.telling import Tell, quiet
from grader.workers import station
from grader.workers.job import Job, Judge, Outcome, Setting, grade
from grader.workers.pool import Workers


class Here:
    """Grades in this process, one submission at a time.

    Parameters
    ----------
    judge : callable, optional
        In place of this process's engine.
    tell : callable
        Takes a line whenever another exercise is being judged.
    """

    slots = 1

    def __init__(self, judge: Judge | None = None, tell: Tell = quiet) -> None:
        self._judge, self._tell = judge, tell

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, job: Job) -> Future[Outcome]:
        """Grade a submission now."""
        future: Future[Outcome] = Future()
        try:
            outcome = grade(job, self._judge) if self._judge else station.run(job, self._tell)
            future.set_result(outcome)
        except Exception as error:
            future.set_exception(error)
        return future

    def close(self) -> None:
        """End the engine."""
        station.close()


def grade_student(
    course: CourseFolder,
    student: str,
    assignment: str,
    workers: Workers,
    ledger: Ledger,
    setting: Setting | None = None,
    publisher: Publisher | None = None,
) -> Result:
    """Grade what one student has just handed in, write the feedback page and remember it.

    Parameters
    ----------
    course : CourseFolder
    student, assignment : str
    workers : Workers
    ledger : Ledger
    setting : Setting, optional
        What the engine needs to know of the course.
    publisher : Publisher, optional
        Where the result goes besides.

    Returns
    -------
    Result
        Whatever is wrong with the submission is its reason, never an exception.
    """
    scheduler = Scheduler(course, assignment, workers, ledger, setting, publisher)
    (result,) = scheduler.grade([student], handed_in=True)
    return result


def grade_all(
    course: CourseFolder,
    assignment: str,
    workers: Workers,
    ledger: Ledger,
    setting: Setting | None = None,
    again: bool = False,
    tell: Tell = quiet,
) -> Iterator[Result]:
    """Grade everything that was handed in for an assignment, in the order it gets done.

    Results go into the ledger, onto the feedback pages and into nbgrader's gradebook.

    Parameters
    ----------
    course : CourseFolder
    assignment : str
    workers : Workers
    ledger : Ledger
    setting : Setting, optional
        What the engine needs to know of the course.
    again : bool
        Grade also what was graded already.
    tell : callable
        Takes a line when something goes wrong or has to be waited for.
    """
    with Publisher(course, assignment, ledger, tell) as publisher:
        scheduler = Scheduler(course, assignment, workers, ledger, setting, publisher, tell)
        yield from scheduler.grade(course.students(assignment), again)
        if not scheduler.news:
            tell("nothing new was handed in: these results were known already")
